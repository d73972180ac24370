import type { Offer, StepKind } from '../schema/entries.ts';
import type { FactPath, Pathway } from './advice.ts';
import type { Catalog } from './catalog.ts';
import { type Desk, ranked } from './choosing.ts';
import { type Plan, stepOf } from './preparing.ts';
import { reasonOf } from './rulebook.ts';
import { type Draft, merged, withThisWeek } from './steps.ts';

/** Help with what stands in the way and guidance where the rules offer it; an obstacle that no service is for goes to a person. */
export function helpSteps(plan: Plan): readonly Draft[] {
  const { desk, candidate, grounds } = plan;
  const { catalog, rules, facts } = desk;
  return rules.on('way', 'offer', candidate).flatMap((law): readonly Draft[] => {
    if (law.truth(facts, candidate) !== true) return [];
    const { kinds, serves, items } = law.then.offer;
    const named = ranked(
      desk,
      facts,
      (items ?? []).flatMap((id) => catalog.offer(id) ?? []),
      candidate,
    );
    const fitting =
      named.length > 0
        ? named
        : ranked(
            desk,
            facts,
            serves ? meantFor(catalog.offersServing(serves), kinds) : forEveryone(catalog, kinds),
            candidate,
          );
    if (fitting.length === 0 && serves) desk.unserved?.add(serves);
    const [offer] = fitting.length > 0 || !serves ? fitting : people(plan);
    return offer ? [stepOf(plan, facts, offer, [reasonOf(law, facts, candidate, grounds)])] : [];
  });
}

/** Guidance that takes everybody: never nothing. */
export function people({ desk, candidate }: Plan): readonly Offer[] {
  return ranked(desk, desk.facts, forEveryone(desk.catalog, ['guidance']), candidate);
}

/** Of the services for an obstacle, those that are for the fewest others besides. */
function meantFor(offers: readonly Offer[], kinds: readonly StepKind[] | undefined): readonly Offer[] {
  const suited = offers.filter(({ kind }) => !kinds || kinds.includes(kind));
  const others = ({ serves }: Offer) => serves.constraints?.length ?? 0;
  const fewest = Math.min(...suited.map(others));
  return suited.filter((offer) => others(offer) === fewest);
}

const forEveryone = (catalog: Catalog, kinds: readonly StepKind[] = []): readonly Offer[] =>
  kinds.flatMap((kind) => catalog.offersOfKind(kind)).filter(({ serves }) => serves.everyone);

/** The pathway of somebody for whom no occupation can be named, or whose wish nothing serves: support and a person. */
export function guidance(
  desk: Desk,
  grounds: readonly FactPath[],
  why: 'guidance-first' | 'wish-unserved',
): Pathway {
  const plan: Plan = { desk, candidate: {}, grounds };
  const law = desk.rules.named(why);
  const because = law ? [reasonOf(law, desk.facts, {}, grounds)] : [];
  const [person] = people(plan);
  const steps = merged([...helpSteps(plan), ...(person ? [stepOf(plan, desk.facts, person, because)] : [])]);
  return { to: 'guidance', way: 'fast', fit: 'possible', because, steps: withThisWeek(steps), gap: [] };
}
