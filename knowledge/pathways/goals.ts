import type { ListFact, ValueFact } from '../schema/rules.ts';
import type { FactPath } from './advice.ts';
import { aims, beside, whatFits, whyOf } from './aims.ts';
import type { Desk } from './choosing.ts';
import { type Course, MOST, toBest, toWish, withOwn } from './courses.ts';
import type { Facts } from './facts.ts';
import type { Outline } from './outline.ts';
import { bridgeTo, routeOf } from './route.ts';
import { merged } from './steps.ts';
import { guidance, helpSteps } from './support.ts';

/** At most three pathways in outline, best first, and whether the wish is among them. */
export function outlinesFor(desk: Desk): { readonly outlines: readonly Outline[]; readonly served: boolean } {
  const wished = desk.facts.value('wish.occupation');
  const field = desk.facts.value('wish.field');
  const goal = typeof wished === 'string' ? desk.catalog.goals.get(wished) : undefined;
  const courses = goal
    ? toWish(desk, goal)
    : typeof wished === 'string'
      ? []
      : withOwn(
          desk,
          toBest(
            desk,
            aims(desk, typeof field === 'string' ? desk.catalog.goalsOfField(field) : whatFits(desk)),
          ),
        );
  if (courses.length > 0) return { outlines: courses.map((course) => outlineOf(desk, course)), served: true };
  if (typeof wished !== 'string' && typeof field !== 'string') {
    return { outlines: [guidance(desk, anyGround(desk.facts), 'guidance-first')], served: true };
  }
  const others = toBest(desk, goal ? beside(desk, goal) : aims(desk, whatFits(desk))).slice(0, MOST - 1);
  return {
    outlines: [guidance(desk, ['wish'], 'wish-unserved'), ...others.map((course) => outlineOf(desk, course))],
    served: false,
  };
}

/** A course with the help that comes before it. */
const outlineOf = (desk: Desk, { aim: { goal }, route: { approach }, bridge }: Course): Outline =>
  desk.facts.recalled(bridge ? 'bridge' : 'outline', approach, () => {
    const route = bridge ? bridgeTo(desk, approach) : routeOf(desk, approach);
    // Taken again from where the course was chosen.
    if (!route) throw new Error(`no way to ${goal.id}`);
    return {
      to: goal.id,
      way: approach.way,
      fit: route.fit,
      steps: merged([...helpSteps({ desk, candidate: approach }), ...route.steps]),
      goal,
      why: () => whyOf(desk, goal),
    };
  });

const GROUNDS: readonly ValueFact[] = [
  'wish.goal',
  'municipality',
  'situation',
  'age',
  'skills.finnish',
  'education.level',
  'education.field',
  'education.country',
  'inFinland',
  'skills.digital',
  'skills.literacy',
  'skills.english',
  'skills.swedish',
];
const LIST_GROUNDS: readonly ListFact[] = ['competences', 'experience', 'constraints', 'cards'];

/** One thing that the seeker has told, for advice that rests on how little it is. */
function anyGround(facts: Facts): readonly FactPath[] {
  for (const fact of GROUNDS)
    if (facts.value(fact) !== undefined) return [fact === 'wish.goal' ? 'wish' : fact];
  for (const list of LIST_GROUNDS) if (facts.list(list) !== undefined) return [list];
  return [];
}
