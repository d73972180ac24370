import type { ListFact, ValueFact } from '../schema/rules.ts';
import type { FactPath, Pathway, Reason, Way } from './advice.ts';
import type { Goal } from './catalog.ts';
import type { Desk } from './choosing.ts';
import type { Facts } from './facts.ts';
import { bridgeTo, type Route, routeOf, told } from './route.ts';
import { reasonOf } from './rulebook.ts';
import { guidance } from './support.ts';

/** A goal with why it was chosen. */
interface Aim {
  readonly goal: Goal;
  readonly points: number;
  readonly because: readonly Reason[];
  readonly grounds: readonly FactPath[];
}

const MOST = 3;
const REASONS = 4;
/** How many neighbours are planned to find the one that suits best. */
const NEIGHBOURS = 3;

/** At most three pathways, best first, and whether the wish is among them. */
export function pathwaysFor(desk: Desk): { readonly pathways: readonly Pathway[]; readonly served: boolean } {
  const wished = desk.facts.value('wish.occupation');
  if (typeof wished === 'string') return toOccupation(desk, wished);
  const field = desk.facts.value('wish.field');
  if (typeof field === 'string') return toField(desk, field);
  const pathways = toBest(desk, aims(desk, whatFits(desk)), MOST);
  return {
    pathways: pathways.length > 0 ? pathways : [guidance(desk, anyGround(desk.facts), 'guidance-first')],
    served: true,
  };
}

function toOccupation(desk: Desk, wished: string) {
  const goal = desk.catalog.goals.get(wished);
  const [aim] = goal ? aims(desk, [goal]) : [];
  const routes = aim ? routesTo(desk, aim) : [];
  const bridge = aim && routes.length === 0 ? bridgeTo(desk, aim.goal, aim.grounds) : undefined;
  const own = aim
    ? [...routes, ...(bridge ? [bridge] : [])].map((route) => told(route, desk, aim.because, aim.grounds))
    : [];
  const first =
    own.length > 0 ? byLife(desk, own.slice(0, MOST - 1)) : [guidance(desk, ['wish'], 'wish-unserved')];
  const others = goal ? beside(desk, goal) : aims(desk, whatFits(desk));
  const second = toBest(desk, others.slice(0, NEIGHBOURS), NEIGHBOURS).sort(
    (a, b) => Number(a.fit === 'needs-first') - Number(b.fit === 'needs-first'),
  );
  const pathways = [...first, ...second.slice(0, own.length > 0 ? 1 : MOST - 1)];
  return { pathways: [...pathways, ...own.slice(MOST - 1)].slice(0, MOST), served: own.length > 0 };
}

function toField(desk: Desk, field: string) {
  const pathways = toBest(desk, aims(desk, desk.catalog.goalsOfField(field)), MOST);
  if (pathways.length > 0) return { pathways, served: true };
  return {
    pathways: [
      guidance(desk, ['wish'], 'wish-unserved'),
      ...toBest(desk, aims(desk, whatFits(desk)), MOST - 1),
    ],
    served: false,
  };
}

/** The best way to each aim until there are enough; where aims run short, their other ways. */
function toBest(desk: Desk, chosen: readonly Aim[], most: number): Pathway[] {
  const pathways: Pathway[] = [];
  for (const aim of chosen) {
    if (pathways.length === most) break;
    const route = waysOf(desk, aim).reduce<Route | undefined>(
      (found, way) => found ?? routeOf(desk, aim.goal, way, aim.grounds),
      undefined,
    );
    if (route) pathways.push(told(route, desk, aim.because, aim.grounds));
  }
  if (most < MOST) return pathways;
  for (const aim of chosen) {
    if (pathways.length >= most) break;
    const ways = pathways.filter(({ to }) => to === aim.goal.id).map(({ way }) => way);
    pathways.push(
      ...routesTo(desk, aim)
        .filter(({ way }) => ways.length > 0 && !ways.includes(way))
        .map((route) => told(route, desk, aim.because, aim.grounds)),
    );
  }
  return pathways.slice(0, most);
}

const routesTo = (desk: Desk, { goal, grounds, ...aim }: Aim): readonly Route[] =>
  waysOf(desk, { goal, grounds, ...aim }).flatMap((way) => routeOf(desk, goal, way, grounds) ?? []);

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
function byLife(desk: Desk, pathways: readonly Pathway[]): readonly Pathway[] {
  return byPoints(
    pathways.map((pathway) => {
      const goal = desk.catalog.goals.get(pathway.to);
      return { pathway, points: goal ? wayPoints(desk, goal, pathway.way, true) : 0 };
    }),
  ).map(({ pathway }) => pathway);
}

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
  const { rules, facts } = desk;
  return goals
    .filter((goal) => !rules.on('occupation', 'exclude', { goal }).some((law) => law.truth(facts, { goal }) === true))
    .map((goal) => ({ goal, ...weighed(desk, goal) }))
    .filter(({ points, liked }) => points > 0 && liked.length > 0)
    .sort((a, b) => b.points - a.points || (a.goal.id < b.goal.id ? -1 : 1))
    .map(({ goal, points, liked }) => {
      const grounds = [
        ...new Set(liked.flatMap(({ law }) => reasonOf(law, facts, { goal }, []).from)),
      ].sort();
      return {
        goal,
        points,
        grounds,
        because: liked.slice(0, REASONS).map(({ law }) => reasonOf(law, facts, { goal }, grounds)),
      };
    })
    .filter(({ grounds }) => grounds.length > 0);
}

function weighed({ rules, facts }: Desk, goal: Goal) {
  const share = shareOf(goal, facts);
  const preferred = rules
    .on('occupation', 'prefer', { goal })
    .filter((law) => law.truth(facts, { goal }) === true)
    .map((law) => ({ law, weight: law.then.share ? law.then.prefer * share : law.then.prefer }));
  const boosts = rules.on('occupation', 'boost', { goal }).filter((law) => law.truth(facts, { goal }) === true);
  const percent = Math.min(
    15,
    Math.max(
      -15,
      boosts.reduce((sum, { then }) => sum + then.boost, 0),
    ),
  );
  const liked = [
    ...preferred.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight),
    ...boosts.filter(({ then }) => then.boost > 0).map((law) => ({ law, weight: 0 })),
  ];
  return { points: preferred.reduce((sum, { weight }) => sum + weight, 0) * (1 + percent / 100), liked };
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
