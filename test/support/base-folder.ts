import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from './temporary-folder.ts';

/** A copy of the real knowledge base that a test may write to. */
export interface BaseFolder {
  /** The folder of the base, ending in a slash; drafts go beside it. */
  readonly base: URL;
  readonly drafts: URL;
  read(file: string): unknown;
  /** Changes one entry of a list. */
  change(file: string, id: string, parts: object): void;
  remove(): void;
}

/** Copies the real knowledge base into a temporary folder. */
export function baseFolder(): BaseFolder {
  const root = temporaryFolder('knowledge');
  cpSync(new URL('../../knowledge/base/', import.meta.url), join(root, 'base'), { recursive: true });
  const base = pathToFileURL(`${join(root, 'base')}/`);
  const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, base), 'utf8'));
  return {
    base,
    drafts: pathToFileURL(`${join(root, 'drafts')}/`),
    read,
    change(file, id, parts) {
      // The files of the real base are lists of objects with ids.
      const entries = read(file) as { readonly id: string }[];
      writeFileSync(
        new URL(file, base),
        JSON.stringify(entries.map((entry) => (entry.id === id ? { ...entry, ...parts } : entry))),
      );
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
