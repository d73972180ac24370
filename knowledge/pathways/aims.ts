import type { FactPath, Reason } from './advice.ts';
import type { Goal } from './catalog.ts';
import type { Desk } from './choosing.ts';
import type { Facts } from './facts.ts';
import { type AnyLaw, reasonOf } from './rulebook.ts';
import { restedOn } from './steps.ts';

/** A goal that something speaks for. */
export interface Aim {
  readonly goal: Goal;
  readonly points: number;
}

/** As many reasons as a goal is given. */
const REASONS = 4;

/** What a wish has beside it: its neighbours, of equals the nearest first, and what the seeker is already. */
export function beside(desk: Desk, goal: Goal): readonly Aim[] {
  const ids = [...goal.occupation.near, ...(desk.facts.list('experience') ?? [])];
  return bySuiting(
    desk,
    [...new Set(ids)].filter((id) => id !== goal.id).flatMap((id) => desk.catalog.goals.get(id) ?? []),
  );
}

/** Goals that what is known of the seeker points to. */
export function whatFits({ catalog, facts }: Desk): readonly Goal[] {
  const experience = facts.list('experience') ?? [];
  const field = facts.value('education.field');
  return [
    ...new Set([
      ...experience
        .flatMap((id) => [id, ...(catalog.goals.get(id)?.occupation.near ?? [])])
        .flatMap((id) => catalog.goals.get(id) ?? []),
      ...(facts.list('competences') ?? []).flatMap((id) => catalog.goalsUsing(id)),
      ...(typeof field === 'string' ? catalog.goalsOfField(field) : []),
      ...(facts.value('wish.goal') === 'work-now' ? catalog.goalsWithoutEntry : []),
    ]),
  ];
}

/** Goals by how well they suit, equals by how many others are near them, since more doors open there; one that nothing speaks for is none. */
export const aims = (desk: Desk, goals: readonly Goal[]): readonly Aim[] =>
  bySuiting(
    desk,
    [...goals].sort((a, b) => b.neighbourOf.length - a.neighbourOf.length || (a.id < b.id ? -1 : 1)),
  );

/** The same; equals stay in the order given. */
const bySuiting = (desk: Desk, goals: readonly Goal[]): readonly Aim[] =>
  goals.flatMap((goal) => aimAt(desk, goal) ?? []).sort((a, b) => b.points - a.points);

const aimAt = (desk: Desk, goal: Goal): Aim | undefined =>
  desk.facts.recalled('aim', goal, () => aimed(desk, goal));

function aimed(desk: Desk, goal: Goal): Aim | undefined {
  const { rules, facts } = desk;
  for (const { rest } of rules.on('occupation', 'exclude', { goal }))
    if (facts.truth(rest) === true) return undefined;
  let points = 0;
  let grounded = false;
  for (const { law, weight } of preferred(desk, goal)) {
    points += weight;
    if (weight > 0 && law.rest.reads !== 0) grounded = true;
  }
  const percent = boosting(desk, goal).reduce((sum, { then }) => sum + then.boost, 0);
  points *= 1 + Math.max(-MOST_BOOST, Math.min(MOST_BOOST, percent)) / 100;
  return points > 0 && grounded ? { goal, points } : undefined;
}
/** What employers need weighs at most so many per cent of what speaks for the seeker. */
const MOST_BOOST = 15;

/** Why an aim was chosen, and all that the choice rests on. */
export function whyOf(
  desk: Desk,
  goal: Goal,
): { readonly because: readonly Reason[]; readonly grounds: readonly FactPath[] } {
  const liked: readonly AnyLaw[] = [
    ...preferred(desk, goal)
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight)
      .map(({ law }) => law),
    ...boosting(desk, goal).filter(({ then }) => then.boost > 0),
  ];
  const because = liked.map((law) => reasonOf(law, desk.facts, { goal }));
  const grounds = [...new Set(because.flatMap(({ from }) => from))].sort();
  return { because: restedOn(because.slice(0, REASONS), grounds), grounds };
}

function preferred({ rules, facts }: Desk, goal: Goal) {
  return rules
    .on('occupation', 'prefer', { goal })
    .filter(({ rest }) => facts.truth(rest) === true)
    .map((law) => ({
      law,
      weight: law.then.share ? law.then.prefer * shareOf(goal, facts) : law.then.prefer,
    }));
}

const boosting = ({ rules, facts }: Desk, goal: Goal) =>
  rules.on('occupation', 'boost', { goal }).filter(({ rest }) => facts.truth(rest) === true);

/** How much of what the work takes the seeker can do, 0 to 1. */
function shareOf({ occupation: { competences } }: Goal, facts: Facts): number {
  const need = competences.reduce((sum, one) => sum + one.need, 0);
  return competences.reduce((sum, one) => sum + Math.min(one.need, facts.level(one.competence)), 0) / need;
}
