import type { ListFact, ValueFact } from '../schema/rules.ts';
import type { FactPath, Pathway, Reason, Way } from './advice.ts';
import type { Goal } from './catalog.ts';
import type { Desk } from './choosing.ts';
import type { Facts } from './facts.ts';
import { bridgeTo, type Route, routeOf, told } from './route.ts';
import { type AnyLaw, reasonOf } from './rulebook.ts';
import { restedOn } from './steps.ts';
import { guidance } from './support.ts';

/** A goal with why it was chosen. */
interface Aim {
  readonly goal: Goal;
  readonly points: number;
  readonly because: readonly Reason[];
  readonly grounds: readonly FactPath[];
}

/** One way to an aim. */
interface Course {
  readonly aim: Aim;
  readonly route: Route;
}

const MOST = 3;
const REASONS = 4;
/** How many neighbours of a wish are looked at for one that needs nothing first. */
const NEIGHBOURS = 3;

/** At most three pathways, best first, and whether the wish is among them. */
export function pathwaysFor(desk: Desk): { readonly pathways: readonly Pathway[]; readonly served: boolean } {
  const wished = desk.facts.value('wish.occupation');
  const field = desk.facts.value('wish.field');
  const goal = typeof wished === 'string' ? desk.catalog.goals.get(wished) : undefined;
  const courses = goal
    ? toWish(desk, goal)
    : typeof wished === 'string'
      ? []
      : toBest(
          desk,
          aims(desk, typeof field === 'string' ? desk.catalog.goalsOfField(field) : whatFits(desk)),
        );
  if (courses.length > 0)
    return { pathways: courses.map((course) => tellCourse(desk, course)), served: true };
  if (typeof wished !== 'string' && typeof field !== 'string') {
    return { pathways: [guidance(desk, anyGround(desk.facts), 'guidance-first')], served: true };
  }
  const others = toBest(desk, goal ? beside(desk, goal) : aims(desk, whatFits(desk))).slice(0, MOST - 1);
  return {
    pathways: [
      guidance(desk, ['wish'], 'wish-unserved'),
      ...others.map((course) => tellCourse(desk, course)),
    ],
    served: false,
  };
}

/** Whether whatever is advised must name the wish as a reason: then it differs from anything advised without one. */
export function restsOnWish(desk: Desk): boolean {
  const wished = desk.facts.value('wish.occupation');
  const field = desk.facts.value('wish.field');
  const named = ({ because }: Aim) => because.some(({ from }) => from.includes('wish'));
  if (typeof field === 'string') return aims(desk, desk.catalog.goalsOfField(field)).every(named);
  if (typeof wished !== 'string') return false;
  const goal = desk.catalog.goals.get(wished);
  return aims(desk, goal ? [goal] : []).every(named);
}

const tellCourse = (desk: Desk, { aim, route }: Course): Pathway =>
  told(route, desk, aim.because, aim.grounds);

/** Two ways to what was wished for and one to what is beside it; nothing where no way leads to the wish. */
function toWish(desk: Desk, goal: Goal): readonly Course[] {
  const [aim] = aims(desk, [goal]);
  if (!aim) return [];
  const own = allWays(desk, aim);
  const bridge = own.length === 0 ? bridgeTo(desk, goal) : undefined;
  if (bridge) own.push({ aim, route: bridge });
  if (own.length === 0) return [];
  const neighbour = nearest(desk, beside(desk, goal));
  return [
    ...byLife(desk, own.slice(0, MOST - 1)),
    ...(neighbour ? [neighbour] : []),
    ...own.slice(MOST - 1),
  ].slice(0, MOST);
}

/** The first of the neighbours that needs nothing first, else the first that can be reached. */
function nearest(desk: Desk, neighbours: readonly Aim[]): Course | undefined {
  let best: Course | undefined;
  for (const aim of neighbours.slice(0, NEIGHBOURS)) {
    const course = bestWay(desk, aim);
    if (course && course.route.fit !== 'needs-first') return course;
    best ??= course;
  }
  return best;
}

/** The best way to each aim until there are enough; where aims run short, their other ways. */
function toBest(desk: Desk, chosen: readonly Aim[]): readonly Course[] {
  const courses: Course[] = [];
  for (const aim of chosen) {
    const course = courses.length < MOST ? bestWay(desk, aim) : undefined;
    if (course) courses.push(course);
  }
  if (courses.length === MOST) return courses;
  const others = courses.flatMap(({ aim, route }) =>
    allWays(desk, aim).filter((other) => other.route.way !== route.way),
  );
  return [...courses, ...others].slice(0, MOST);
}

function bestWay(desk: Desk, aim: Aim): Course | undefined {
  for (const way of waysOf(desk, aim)) {
    const route = routeOf(desk, aim.goal, way);
    if (route) return { aim, route };
  }
  return undefined;
}

const allWays = (desk: Desk, aim: Aim): Course[] =>
  waysOf(desk, aim).flatMap((way) => {
    const route = routeOf(desk, aim.goal, way);
    return route ? [{ aim, route }] : [];
  });

/** Ways in the order in which they suit; the obstacles of life have no say in it. */
function waysOf(desk: Desk, { goal }: Aim): readonly Way[] {
  return byPoints(
    (['fast', 'paid', 'thorough'] as const).map((way) => ({
      way,
      points: wayPoints(desk, goal, way, false),
    })),
  ).map(({ way }) => way);
}

/** Obstacles order what has been chosen: whoever needs an income sees the paid way first. */
const byLife = (desk: Desk, courses: readonly Course[]): readonly Course[] =>
  byPoints(
    courses.map((course) => ({ course, points: wayPoints(desk, course.aim.goal, course.route.way, true) })),
  ).map(({ course }) => course);

function wayPoints({ rules, facts }: Desk, goal: Goal, way: Way, life: boolean): number {
  return rules
    .on('way', 'prefer', { goal, way })
    .filter((law) => (life || !law.ofLife) && law.truth(facts, { goal, way }) === true)
    .reduce((sum, { then }) => sum + then.prefer, 0);
}

const byPoints = <T extends { readonly points: number }>(entries: readonly T[]): readonly T[] =>
  [...entries].sort((a, b) => b.points - a.points);

/** What a wish has beside it: its neighbours, and what the seeker is already. */
function beside(desk: Desk, goal: Goal): readonly Aim[] {
  const ids = [...goal.occupation.near, ...(desk.facts.list('experience') ?? [])];
  return aims(
    desk,
    [...new Set(ids)].filter((id) => id !== goal.id).flatMap((id) => desk.catalog.goals.get(id) ?? []),
  );
}

/** Goals that what is known of the seeker points to. */
function whatFits({ catalog, facts }: Desk): readonly Goal[] {
  const experience = facts.list('experience') ?? [];
  const field = facts.value('education.field');
  return [
    ...new Set([
      ...experience
        .flatMap((id) => [id, ...(catalog.goals.get(id)?.occupation.near ?? [])])
        .flatMap((id) => catalog.goals.get(id) ?? []),
      ...(facts.list('competences') ?? []).flatMap((id) => catalog.goalsUsing(id)),
      ...(typeof field === 'string' ? catalog.goalsOfField(field) : []),
    ]),
  ];
}

/** Goals by how well they suit, with why; one that nothing speaks for is none. */
function aims(desk: Desk, goals: readonly Goal[]): readonly Aim[] {
  return goals
    .flatMap((goal) => desk.facts.recalled(`aim ${goal.id}`, () => aimAt(desk, goal)) ?? [])
    .sort((a, b) => b.points - a.points || (a.goal.id < b.goal.id ? -1 : 1));
}

function aimAt({ rules, facts }: Desk, goal: Goal): Aim | undefined {
  const candidate = { goal };
  const holds = (law: AnyLaw) => law.truth(facts, candidate) === true;
  if (rules.on('occupation', 'exclude', candidate).some(holds)) return undefined;
  const share = shareOf(goal, facts);
  const preferred = rules
    .on('occupation', 'prefer', candidate)
    .filter(holds)
    .map((law) => ({ law, weight: law.then.share ? law.then.prefer * share : law.then.prefer }));
  const boosts = rules.on('occupation', 'boost', candidate).filter(holds);
  // What employers need weighs at most 15 % of what speaks for the seeker.
  const percent = Math.min(
    15,
    Math.max(
      -15,
      boosts.reduce((sum, { then }) => sum + then.boost, 0),
    ),
  );
  const points = preferred.reduce((sum, { weight }) => sum + weight, 0) * (1 + percent / 100);
  const liked: readonly AnyLaw[] = [
    ...preferred
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight)
      .map(({ law }) => law),
    ...boosts.filter(({ then }) => then.boost > 0),
  ];
  const grounds = [...new Set(liked.flatMap((law) => reasonOf(law, facts, candidate).from))].sort();
  if (points <= 0 || grounds.length === 0) return undefined;
  return {
    goal,
    points,
    grounds,
    because: restedOn(
      liked.slice(0, REASONS).map((law) => reasonOf(law, facts, candidate)),
      grounds,
    ),
  };
}

/** How much of what the work takes the seeker can do, 0 to 1. */
function shareOf({ occupation: { competences } }: Goal, facts: Facts): number {
  const need = competences.reduce((sum, one) => sum + one.need, 0);
  return competences.reduce((sum, one) => sum + Math.min(one.need, facts.level(one.competence)), 0) / need;
}

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
