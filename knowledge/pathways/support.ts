import type { Offer, StepKind } from '../schema/entries.ts';
import type { FactPath, Pathway } from './advice.ts';
import type { Catalog } from './catalog.ts';
import { type Desk, ranked } from './choosing.ts';
import { type Plan, stepOf } from './preparing.ts';
import { reasonOf } from './rulebook.ts';
import { type Draft, grounded, merged, restedOn, withThisWeek } from './steps.ts';

/** Help with what stands in the way and guidance where the rules offer it; an obstacle that no service is for goes to a person. */
export function helpSteps(plan: Plan): readonly Draft[] {
  const { goal, way } = plan.candidate;
  return plan.desk.facts.recalled(`help ${goal?.id} ${way}`, () => helped(plan));
}

function helped(plan: Plan): readonly Draft[] {
  const { desk, candidate } = plan;
  const { catalog, rules, facts } = desk;
  return rules.on('way', 'offer', candidate).flatMap((law): readonly Draft[] => {
    if (law.truth(facts, candidate) !== true) return [];
    const { kinds, serves, items } = law.then.offer;
    const named = (items ?? []).flatMap((id) => catalog.offer(id) ?? []);
    const pool = serves ? catalog.offersServing(serves) : forEveryone(catalog, kinds);
    const suited = pool.filter(({ kind }) => !kinds || kinds.includes(kind));
    const preferred = ranked(desk, facts, named, candidate);
    const others = preferred.length > 0 ? [] : ranked(desk, facts, suited, candidate);
    const fitting = [...preferred, ...(serves ? mostMeantFor(others) : others)];
    if (fitting.length === 0 && serves) desk.unserved?.add(serves);
    const [offer] = fitting.length > 0 || !serves ? fitting : people(plan);
    return offer ? [stepOf(plan, facts, offer, [reasonOf(law, facts, candidate)])] : [];
  });
}

/** Guidance that takes everybody: never nothing. */
export function people({ desk, candidate }: Plan): readonly Offer[] {
  return ranked(desk, desk.facts, forEveryone(desk.catalog, ['guidance']), candidate);
}

/** Services for an obstacle, those first that are for the fewest others besides. */
function mostMeantFor(offers: readonly Offer[]): readonly Offer[] {
  const others = ({ serves }: Offer) => serves.constraints?.length ?? 0;
  return [...offers].sort((a, b) => others(a) - others(b));
}

const forEveryone = (catalog: Catalog, kinds: readonly StepKind[] = []): readonly Offer[] =>
  kinds.flatMap((kind) => catalog.offersOfKind(kind)).filter(({ serves }) => serves.everyone);

/** The pathway of somebody for whom no occupation can be named, or whose wish nothing serves: support and a person. */
export function guidance(
  desk: Desk,
  grounds: readonly FactPath[],
  why: 'guidance-first' | 'wish-unserved',
): Pathway {
  const plan: Plan = { desk, candidate: {} };
  const law = desk.rules.named(why);
  const because = law ? [reasonOf(law, desk.facts, {})] : [];
  const [person] = people(plan);
  const steps = merged([...helpSteps(plan), ...(person ? [stepOf(plan, desk.facts, person, because)] : [])]);
  return {
    to: 'guidance',
    way: 'fast',
    fit: 'possible',
    because: restedOn(because, grounds),
    steps: grounded(withThisWeek(steps), grounds),
    gap: [],
  };
}
