import type { Base } from '../base.ts';
import type { Profile } from '../schema/profile.ts';
import type { Advice, FactPath } from './advice.ts';
import { type Catalog, catalogOf } from './catalog.ts';
import type { Desk } from './choosing.ts';
import { ASKABLE, answersTo, factsOf, type Known, knownOf } from './facts.ts';
import { pathwaysFor, restsOnWish } from './goals.ts';
import { emptyRecall } from './recall.ts';
import { type Rulebook, rulebookOf } from './rulebook.ts';
import { restedOn } from './steps.ts';

/** Makes the pathway engine of a knowledge base: the same profile and day always have the same advice. */
export function adviser(base: Base): (profile: Profile, today: string) => Advice {
  // What holds on a day is worked out once a day.
  let shelf: { readonly today: string; readonly catalog: Catalog; readonly rules: Rulebook } | undefined;
  return (profile, today) => {
    if (shelf?.today !== today)
      shelf = { today, catalog: catalogOf(base, today), rules: rulebookOf(base, today) };
    const { catalog, rules } = shelf;
    const known = knownOf(profile, base);
    const missed = new Set<FactPath>();
    const recall = emptyRecall();
    const shutOut: NonNullable<Desk['shutOut']> = new Map();
    const unserved = new Set<string>();
    const { pathways, served } = pathwaysFor({
      catalog,
      rules,
      facts: factsOf(known, missed, recall),
      shutOut,
      unserved,
    });
    const grounds = [...new Set(pathways[0]?.because.flatMap(({ from }) => from))].sort();
    const chosen = new Set(pathways.flatMap(({ steps }) => steps.map(({ item }) => item)));
    const changes = (fact: FactPath) => (answer: Known) => {
      const desk: Desk = { catalog, rules, facts: factsOf(answer, new Set(), recall) };
      return (fact === 'wish' && restsOnWish(desk)) || !same(pathwaysFor(desk).pathways, pathways);
    };
    return {
      pathways,
      ask: asked(missed, (fact) => answersTo(fact, known, base).filter(changes(fact)).length),
      notFitting: [...shutOut]
        .filter(([item, because]) => !chosen.has(item) && because.length > 0)
        .map(([item, because]) => ({ item, because: restedOn(because, grounds) }))
        .sort((a, b) => (a.item < b.item ? -1 : 1)),
      unmet: unmetOf(profile, known, base, served, [...shutOut.values()].flat(), unserved),
      rules: base.region.rules,
    };
  };
}

/** The facts of which some answer changes the pathways, most changing first. Only a fact that was looked for and missed can. */
function asked(missed: ReadonlySet<FactPath>, changing: (fact: FactPath) => number): Advice['ask'] {
  return ASKABLE.filter((fact) => missed.has(fact))
    .map((fact) => ({ fact, matters: changing(fact) }))
    .filter(({ matters }) => matters > 0)
    .sort((a, b) => b.matters - a.matters);
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => same(a[key as never], b[key as never]));
}

/** Wishes that nothing here serves, and obstacles that no service is for: what institutions should know of. */
function unmetOf(
  profile: Profile,
  known: Known,
  base: Base,
  served: boolean,
  refused: Advice['notFitting'][number]['because'],
  unserved: ReadonlySet<string>,
): Advice['unmet'] {
  const wish =
    known.values['wish.occupation'] ?? known.values['wish.field'] ?? known.values['wish.goal'] ?? 'guidance';
  const seeker = {
    ...(profile.municipality ? { place: profile.municipality } : {}),
    ...(profile.language ? { language: profile.language } : {}),
  };
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
