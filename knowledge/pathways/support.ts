import type { Offer } from '../schema/entries.ts';
import type { FactPath } from './advice.ts';
import { best, type Desk, ranked } from './choosing.ts';
import type { Outline } from './outline.ts';
import { type Plan, stepOf } from './preparing.ts';
import { reasonOf } from './rulebook.ts';
import { type Draft, merged, restedOn } from './steps.ts';

/** Help with what stands in the way and guidance where the rules offer it; an obstacle that no service is for goes to a person. */
export const helpSteps = (plan: Plan): readonly Draft[] =>
  plan.desk.facts.recalled('help', plan.candidate, () => helped(plan));

function helped(plan: Plan): readonly Draft[] {
  const { desk, candidate } = plan;
  const { catalog, rules, facts } = desk;
  return rules.on('way', 'offer', candidate).flatMap((law): readonly Draft[] => {
    if (facts.truth(law.rest) !== true) return [];
    const { kinds = NONE, serves, items = NONE } = law.then.offer;
    const named = catalog.named(items);
    const found =
      best(desk, facts, named, candidate) ??
      (serves
        ? mostMeantFor([
            ...ranked(desk, facts, catalog.offersServing(serves, law.then.offer.kinds), candidate),
          ])
        : best(desk, facts, catalog.offersForAll(kinds), candidate));
    if (!found && serves) desk.unserved?.add(serves);
    const offer = found ?? (serves ? person(plan) : undefined);
    return offer ? [stepOf(plan, facts, offer, () => [reasonOf(law, facts, candidate)])] : [];
  });
}
const NONE: readonly never[] = [];
const GUIDANCE = ['guidance'] as const;

/** Guidance that takes everybody: never nothing. */
export const person = ({ desk, candidate }: Plan): Offer | undefined =>
  best(desk, desk.facts, desk.catalog.offersForAll(GUIDANCE), candidate);

/** Of services for an obstacle, best first, one that is for the fewest others besides. */
function mostMeantFor(offers: readonly Offer[]): Offer | undefined {
  const others = ({ serves }: Offer) => serves.constraints?.length ?? 0;
  return offers.reduce<Offer | undefined>(
    (found, offer) => (found && others(found) <= others(offer) ? found : offer),
    undefined,
  );
}

/** The pathway of somebody for whom no occupation can be named, or whose wish nothing serves: support and a person. */
export function guidance(
  desk: Desk,
  grounds: readonly FactPath[],
  why: 'guidance-first' | 'wish-unserved',
): Outline {
  const plan: Plan = { desk, candidate: desk.catalog.anything };
  const law = desk.rules.named(why);
  const because = () => (law ? [reasonOf(law, desk.facts, plan.candidate)] : []);
  const guide = person(plan);
  return {
    to: 'guidance',
    way: 'fast',
    fit: 'possible',
    steps: merged([...helpSteps(plan), ...(guide ? [stepOf(plan, desk.facts, guide, because)] : [])]),
    why: () => ({ because: restedOn(because(), grounds), grounds }),
  };
}
