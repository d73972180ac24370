import type { Base } from '../base.ts';
import { plainName } from './entry.ts';

/** The region of a base as registers write it: municipality codes, names of institutions. */
export interface RegionKeys {
  /** Id of the municipality of a code such as `179`, `kunta_179` or `kunta_179#2`. */
  municipality(code: string): string | undefined;
  /** Id of the institution with this organisation id, or of this name. */
  institution(oid: string | undefined, name: string | undefined): string | undefined;
}

/** Makes the look-ups from a base. */
export function regionKeys({ region, institutions }: Base): RegionKeys {
  const codes = new Map(region.municipalities.flatMap(({ id, code }) => (code ? [[code, id] as const] : [])));
  const byOid = new Map(
    [...institutions.values()].flatMap(({ id, oid }) => (oid ? [[oid, id] as const] : [])),
  );
  const byName = new Map([...institutions.values()].map(({ id, name }) => [plainName(name.fi), id] as const));
  return {
    municipality: (code) => codes.get(code.replace(/#\d+$/, '').replace(/^kunta_/, '')),
    institution(oid, name) {
      const known = oid === undefined ? undefined : byOid.get(oid);
      if (known !== undefined || name === undefined) return known;
      const plain = plainName(name);
      const exact = byName.get(plain);
      if (exact !== undefined) return exact;
      // "Gradia Jyväskylä" is a school of Gradia.
      return [...byName].find(([own]) => plain.startsWith(`${own} `))?.[1];
    },
  };
}
