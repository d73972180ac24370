import { type Aim, aims, beside } from './aims.ts';
import type { Approach, Goal } from './catalog.ts';
import type { Desk } from './choosing.ts';
import { bridgeTo, type Route, routeOf } from './route.ts';

/** One way to an aim; a bridge only leads towards it. */
export interface Course {
  readonly aim: Aim;
  readonly route: Route;
  readonly bridge?: true;
}

/** As many pathways as are shown. */
export const MOST = 3;
/** How many neighbours of a wish that can be reached are looked at for one that needs nothing first. */
const NEIGHBOURS = 3;
/** Goals with this share of the best one's points are about as fitting. */
const ABOUT = 0.8;

/** Two ways to what was wished for and one to what is beside it; nothing where no way leads to the wish. */
export function toWish(desk: Desk, goal: Goal): readonly Course[] {
  const [aim] = aims(desk, [goal]);
  if (!aim) return [];
  const own = allWays(desk, aim);
  const last = desk.catalog.waysTo(goal).find(({ way }) => way === 'thorough');
  const bridge = own.length === 0 && last ? bridgeTo(desk, last) : undefined;
  if (bridge) own.push({ aim, route: bridge, bridge: true });
  if (own.length === 0) return [];
  const neighbour = nearest(desk, beside(desk, goal));
  return [
    ...byLife(desk, own.slice(0, MOST - 1)),
    ...(neighbour ? [neighbour] : []),
    ...own.slice(MOST - 1),
  ].slice(0, MOST);
}

/** What the seeker is by work or studies already; else the first of the neighbours that needs nothing first, else the first that can be reached. */
function nearest(desk: Desk, neighbours: readonly Aim[]): Course | undefined {
  const trade = tradeOf(desk);
  const own = neighbours.find(({ goal }) => trade.includes(goal.id));
  let best = own && bestWay(desk, own);
  if (best) return best;
  let looked = 0;
  for (const aim of neighbours) {
    const course = bestWay(desk, aim);
    if (!course) continue;
    if (course.route.fit !== 'needs-first') return course;
    best ??= course;
    looked += 1;
    if (looked === NEIGHBOURS) break;
  }
  return best;
}

/** What the seeker has worked in or studied for. */
const tradeOf = ({ facts }: Desk): readonly string[] => [
  ...(facts.list('experience.work') ?? []),
  ...(facts.list('experience.study') ?? []),
];

/** The same, with what the seeker is already in the last place where none of them makes use of it. */
export function withOwn(desk: Desk, courses: readonly Course[]): readonly Course[] {
  const trade = tradeOf(desk);
  const isOwn = ({ id, neighbourOf, competences }: Goal) =>
    [id, ...neighbourOf].some((one) => trade.includes(one)) ||
    competences.some((one) => desk.facts.level(one) > 0);
  if (trade.length === 0 || courses.length === 0 || courses.some(({ aim }) => isOwn(aim.goal)))
    return courses;
  for (const aim of aims(
    desk,
    trade.flatMap((id) => desk.catalog.goals.get(id) ?? []),
  )) {
    const own = bestWay(desk, aim);
    if (own) return [...courses.slice(0, MOST - 1), own];
  }
  return courses;
}

/** The best way to each aim until there are enough; where aims run short, their other ways. */
export function toBest(desk: Desk, chosen: readonly Aim[]): readonly Course[] {
  const nearby = (chosen[0]?.points ?? 0) * ABOUT;
  const direct: Course[] = [];
  const detours: Course[] = [];
  for (const aim of chosen) {
    // Nobody is sent through one school into another while something about as fitting is nearer.
    if (direct.length === MOST || (direct.length + detours.length >= MOST && aim.points < nearby)) break;
    const course = bestWay(desk, aim);
    if (course) (course.route.detour ? detours : direct).push(course);
  }
  const courses = [...direct, ...detours].slice(0, MOST);
  if (courses.length === MOST) return courses;
  const others = courses.flatMap(({ aim, route }) =>
    allWays(desk, aim).filter((other) => other.route.approach !== route.approach),
  );
  return [...courses, ...others].slice(0, MOST);
}

function bestWay(desk: Desk, aim: Aim): Course | undefined {
  for (const approach of inOrder(desk, aim)) {
    const route = routeOf(desk, approach);
    if (route) return { aim, route };
  }
  return undefined;
}

const allWays = (desk: Desk, aim: Aim): Course[] =>
  inOrder(desk, aim).flatMap((approach) => {
    const route = routeOf(desk, approach);
    return route ? [{ aim, route }] : [];
  });

/** Ways in the order in which they suit; the obstacles of life have no say in it. */
const inOrder = (desk: Desk, { goal }: Aim): readonly Approach[] =>
  desk.facts.recalled('ways', goal, () =>
    byPoints(
      desk.catalog.waysTo(goal).map((approach) => ({ approach, points: wayPoints(desk, approach, false) })),
    ).map(({ approach }) => approach),
  );

/** Obstacles order what has been chosen: whoever needs an income sees the paid way first. */
const byLife = (desk: Desk, courses: readonly Course[]): readonly Course[] =>
  byPoints(courses.map((course) => ({ course, points: wayPoints(desk, course.route.approach, true) }))).map(
    ({ course }) => course,
  );

const wayPoints = ({ rules, facts }: Desk, approach: Approach, life: boolean): number =>
  rules
    .on('way', 'prefer', approach)
    .filter(({ ofLife, rest }) => (life || !ofLife) && facts.truth(rest) === true)
    .reduce((sum, { then }) => sum + then.prefer, 0);

const byPoints = <T extends { readonly points: number }>(entries: readonly T[]): readonly T[] =>
  [...entries].sort((a, b) => b.points - a.points);
