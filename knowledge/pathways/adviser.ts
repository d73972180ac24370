import type { Base } from '../base.ts';
import type { Profile } from '../schema/profile.ts';
import type { Advice, Pathway, Reason } from './advice.ts';
import { toAsk } from './asking.ts';
import { type Catalog, catalogOf } from './catalog.ts';
import type { Desk } from './choosing.ts';
import { type Inquiry, inquire } from './facts.ts';
import { outlinesFor } from './goals.ts';
import { type Known, knownOf } from './known.ts';
import { type Outline, told } from './outline.ts';
import { type Rulebook, rulebookOf } from './rulebook.ts';
import { restedOn } from './steps.ts';

/** Makes the pathway engine of a knowledge base: the same profile and day always have the same advice. */
export function adviser(base: Base): (profile: Profile, today: string) => Advice {
  const find = pathfinder(base);
  return (profile, today) => {
    const found = find(profile, today);
    const { pathways, shutOut } = found;
    const grounds = [...new Set(pathways[0]?.because.flatMap(({ from }) => from))].sort();
    const chosen = new Set(pathways.flatMap(({ steps }) => steps.map(({ item }) => item)));
    return {
      pathways,
      ask: toAsk(found, base),
      notFitting: [...shutOut]
        .filter(([item, because]) => !chosen.has(item) && because.length > 0)
        .map(([item, because]) => ({ item, because: restedOn(because, grounds) }))
        .sort((a, b) => (a.item < b.item ? -1 : 1)),
      unmet: unmetOf(profile, found, base),
      rules: base.region.rules,
    };
  };
}

/** The pathways of a seeker, with how they were found. */
export interface Found {
  readonly pathways: readonly Pathway[];
  readonly outlines: readonly Outline[];
  /** Whether the wish is among them. */
  readonly served: boolean;
  readonly known: Known;
  readonly inquiry: Inquiry;
  /** Advises once more, noting nothing. */
  readonly again: () => readonly Outline[];
  /** Offers that do not fit, with why. */
  readonly shutOut: ReadonlyMap<string, readonly Reason[]>;
  /** Obstacles that no service is for. */
  readonly unserved: ReadonlySet<string>;
}

/** Makes what finds the pathways alone, without what to ask. */
export function pathfinder(base: Base): (profile: Profile, today: string) => Found {
  // What holds on a day is worked out once a day.
  let shelf: { readonly today: string; readonly catalog: Catalog; readonly rules: Rulebook } | undefined;
  return (profile, today) => {
    if (shelf?.today !== today)
      shelf = { today, catalog: catalogOf(base, today), rules: rulebookOf(base, today) };
    const { catalog, rules } = shelf;
    const known = knownOf(profile, base);
    const inquiry = inquire(known);
    const shutOut: NonNullable<Desk['shutOut']> = new Map();
    const unserved = new Set<string>();
    const desk: Desk = { catalog, rules, facts: inquiry.facts };
    const { outlines, served } = outlinesFor({ ...desk, shutOut, unserved });
    return {
      pathways: outlines.map((outline) => told(outline, desk.facts)),
      outlines,
      served,
      known,
      inquiry,
      again: () => outlinesFor(desk).outlines,
      shutOut,
      unserved,
    };
  };
}

/** Wishes that nothing here serves, and obstacles that no service is for: what institutions should know of. */
function unmetOf(profile: Profile, { known, served, shutOut, unserved }: Found, base: Base): Advice['unmet'] {
  const wish =
    known.values['wish.occupation'] ?? known.values['wish.field'] ?? known.values['wish.goal'] ?? 'guidance';
  const seeker = {
    ...(profile.municipality ? { place: profile.municipality } : {}),
    ...(profile.language ? { language: profile.language } : {}),
  };
  const refused = served ? [] : [...shutOut.values()].flat();
  const inTheWay = known.lists.constraints?.find((constraint) =>
    refused.some(
      ({ rule, from }) =>
        from.includes('constraints') &&
        JSON.stringify(base.rules.get(rule)?.when).includes(`"${constraint}"`),
    ),
  );
  return [
    ...(served ? [] : [{ wish, ...seeker, ...(inTheWay ? { constraint: inTheWay } : {}) }]),
    ...[...unserved].sort().map((constraint) => ({ wish, ...seeker, constraint })),
  ];
}
