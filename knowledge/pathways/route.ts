import type { Offer } from '../schema/entries.ts';
import type { FactPath, Fit, Pathway, Reason, Way } from './advice.ts';
import type { Goal } from './catalog.ts';
import { type Desk, isOpen, ranked, shutOut } from './choosing.ts';
import { after, type Facts, type Gains, SCALES } from './facts.ts';
import {
  cardSteps,
  digitalSteps,
  finnishSteps,
  gainsOf,
  isAbove,
  literacySteps,
  type Plan,
  recognitionSteps,
  stepOf,
  workSteps,
} from './preparing.ts';
import { reasonOf } from './rulebook.ts';
import { type Draft, grounded, merged, withThisWeek } from './steps.ts';
import { helpSteps } from './support.ts';

/** A way to a goal as planned: `steps` without the help that comes before them. */
export interface Route {
  readonly goal: Goal;
  readonly way: Way;
  readonly fit: Fit;
  readonly steps: readonly Draft[];
}

/** The most that learning can change: with all of it, a limit that still shuts is a limit of another kind. */
const LEARNED: Gains = { 'skills.finnish': 'native', 'skills.literacy': 'yes' };

/** The best route of one way to a goal that is open to the seeker; undefined where there is none. */
export function routeOf(desk: Desk, goal: Goal, way: Way): Route | undefined {
  return desk.facts.recalled(`route ${goal.id} ${way}`, () => planned(desk, goal, way));
}

function planned(desk: Desk, goal: Goal, way: Way): Route | undefined {
  const candidate = { goal, way };
  const open = desk.rules
    .on('way', 'open', candidate)
    .find((law) => law.truth(desk.facts, candidate) === true);
  if (way === 'fast' && open) return direct({ desk, candidate });
  const learned = after(desk.facts, { ...LEARNED, 'education.level': 'master' });
  for (const offer of desk.shutOut ? goal.learning[way] : [])
    if (isOpen(desk, learned, { ...candidate, offer }) === false)
      shutOut(desk, learned, { ...candidate, offer });
  for (const offer of ranked(desk, learned, goal.learning[way], candidate)) {
    const route = learning({ desk, candidate: { ...candidate, offer } }, offer);
    if (route) return route;
  }
  return way === 'paid' && open ? subsidised({ desk, candidate }) : undefined;
}

/** As far as learning Finnish brings somebody for whom every training still asks for more; then a person plans on with them. */
export function bridgeTo(desk: Desk, goal: Goal): Route | undefined {
  const plan: Plan = { desk, candidate: { goal, way: 'thorough' } };
  const { drafts } = languageFirst(plan, goal.occupation.finnish);
  const law = desk.rules.named('bridge-to-training');
  if (drafts.length === 0 || !law) return undefined;
  const [guide] = ranked(
    desk,
    desk.facts,
    desk.catalog.offersOfKind('guidance').filter(({ serves }) => serves.everyone),
    plan.candidate,
  );
  if (!guide) return undefined;
  const last = stepOf(plan, desk.facts, guide, [reasonOf(law, desk.facts, plan.candidate)]);
  return { goal, way: 'thorough', fit: 'needs-first', steps: [...drafts, last] };
}

/** A route as it is told: help with the obstacles first, one step for this week, and what is still to be learned. */
export function told(
  { goal, way, fit, steps }: Route,
  desk: Desk,
  because: readonly Reason[],
  grounds: readonly FactPath[],
): Pathway {
  const all = merged([...helpSteps({ desk, candidate: { goal, way } }), ...steps]);
  return {
    to: goal.id,
    way,
    fit,
    because,
    steps: grounded(withThisWeek(all), grounds),
    gap: gapOf(goal, desk.facts),
  };
}

/** Into work without a training: what counts already is recognised, cards are got, work is tried and looked for. */
function direct(plan: Plan): Route | undefined {
  const { steps, facts } = readyForWork(plan);
  return finished(
    plan,
    facts,
    steps,
    [...workSteps(plan, facts, 'work-trial'), ...workSteps(plan, facts, 'job-search')],
    0,
  );
}

/** Into paid work with a subsidy, where no apprenticeship is open. */
function subsidised(plan: Plan): Route | undefined {
  const { steps, facts } = readyForWork(plan);
  const last = workSteps(plan, facts, 'pay-subsidy');
  return last.length === 0 ? undefined : finished(plan, facts, steps, last, 0);
}

function readyForWork(plan: Plan): { readonly steps: readonly Draft[]; readonly facts: Facts } {
  const { drafts, facts } = languageFirst(plan, plan.candidate.goal?.occupation.finnish);
  const cards = cardSteps(plan, facts, []);
  return {
    steps: [
      ...drafts,
      ...digitalSteps(plan, facts),
      ...recognitionSteps(plan, facts),
      ...cards.early,
      ...cards.late,
    ],
    facts,
  };
}

/** Through a training, with whatever it asks for before it; undefined where that cannot be had. */
function learning(plan: Plan, offer: Offer): Route | undefined {
  const { desk, candidate } = plan;
  const before = preparatory(plan, offer);
  if (before === undefined) {
    shutOut(desk, after(desk.facts, LEARNED), candidate);
    return undefined;
  }
  const inFinnish =
    !offer.languages.some((language) => language !== 'fi') || offer.asks.finnish !== undefined;
  const target =
    highest([offer.asks.finnish, ...before.map(({ asks }) => asks.finnish)]) ??
    (inFinnish ? plan.candidate.goal?.occupation.finnish : undefined);
  const { drafts, facts } = languageFirst(plan, target);
  const prepares = desk.rules.named('prepares-for-training');
  let level = facts;
  const studies: Draft[] = [];
  for (const study of [...before, offer]) {
    const judged = { ...candidate, offer: study };
    if (isOpen(desk, level, judged) === false) {
      shutOut(desk, level, judged);
      return undefined;
    }
    studies.push(
      stepOf(plan, level, study, prepares && study !== offer ? [reasonOf(prepares, level, candidate)] : []),
    );
    level = after(level, gainsOf(study));
  }
  // Cards help to be hired; after long studies they are got for the work that follows.
  const hired = candidate.way !== 'thorough';
  const cards = cardSteps(
    plan,
    facts,
    [...before, offer].flatMap(({ gives }) => gives.cards ?? []),
  );
  const steps = [
    ...drafts,
    ...digitalSteps(plan, facts),
    ...recognitionSteps(plan, facts),
    ...(hired ? cards.early : []),
    ...studies,
    ...(hired ? [] : cards.early),
    ...cards.late,
  ];
  return finished(plan, level, steps, workSteps(plan, level, 'job-search'), before.length);
}

/** The study that gives the education a training asks for, where the seeker lacks it; undefined where there is none. */
function preparatory({ desk, candidate }: Plan, offer: Offer): readonly Offer[] | undefined {
  const facts = after(desk.facts, LEARNED);
  if (isOpen(desk, facts, { ...candidate, offer }) !== false) return [];
  const needed = offer.asks.education;
  if (needed === undefined) return undefined;
  const field = candidate.goal?.occupation.field;
  const giving = desk.catalog
    .offersGiving('education')
    .filter(
      ({ gives, serves, kind }) =>
        kind !== 'apprenticeship' &&
        !isAbove('education.level', needed, gives.education) &&
        (serves.everyone ||
          (field && serves.fields?.includes(field)) ||
          leadsTo(desk, gives.occupations, field)),
    )
    .filter(({ id }) => id !== offer.id);
  // The shortest climb: nobody is sent to a degree for the sake of a course.
  const scale = SCALES['education.level'] ?? [];
  const climb = ({ gives }: Offer) => scale.indexOf(gives.education ?? 'none');
  const [first] = [...ranked(desk, facts, giving, candidate)].sort((a, b) => climb(a) - climb(b));
  if (!first) return undefined;
  return isOpen(desk, after(facts, gainsOf(first)), { ...candidate, offer }) === false ? undefined : [first];
}

const leadsTo = (
  { catalog }: Desk,
  occupations: readonly string[] | undefined,
  field: string | undefined,
): boolean => occupations?.some((id) => catalog.goals.get(id)?.occupation.field === field) ?? false;

/** Reading and writing, then Finnish up to the target. */
function languageFirst(
  plan: Plan,
  target: string | undefined,
): { readonly drafts: readonly Draft[]; readonly facts: Facts } {
  let facts = plan.desk.facts;
  const drafts: Draft[] = [];
  for (const { step, gains } of literacySteps(plan)) {
    drafts.push(step);
    facts = after(facts, gains);
  }
  for (const { step, gains } of finnishSteps(plan, facts, target)) {
    drafts.push(step);
    facts = after(facts, gains);
  }
  return { drafts, facts };
}

function finished(
  plan: Plan,
  facts: Facts,
  steps: readonly Draft[],
  work: readonly Draft[],
  preparatory: number,
): Route | undefined {
  const { desk, candidate } = plan;
  const { goal, way } = candidate;
  const all = [...steps, ...work];
  if (!goal || !way || all.length === 0) return undefined;
  const last = all.length - 1;
  const checks = desk.rules
    .of('way', 'check')
    .filter((law) => law.truth(facts, candidate) === true)
    .map((law) => reasonOf(law, facts, candidate));
  const checked = all.map((step, at) =>
    at === last ? { ...step, check: [...step.check, ...checks] } : step,
  );
  const unsure = all.some(({ check }) =>
    check.some(({ rule }) => desk.rules.of('offer', 'limit').some(({ id }) => id === rule)),
  );
  const first = preparatory > 0 || steps.some(({ kind }) => kind === 'language' || kind === 'recognition');
  return {
    goal,
    way,
    fit: first ? 'needs-first' : unsure || !isAtHomeIn(goal, desk.facts) ? 'possible' : 'good',
    steps: checked,
  };
}

/** At least half of what the work takes. */
function isAtHomeIn({ occupation }: Goal, facts: Facts): boolean {
  const able = occupation.competences.filter(
    ({ competence, need }) => facts.level(competence) >= Math.min(need, 2),
  ).length;
  return able * 2 >= occupation.competences.length;
}

function gapOf({ occupation }: Goal, facts: Facts): Pathway['gap'] {
  return occupation.competences
    .map(({ competence, need }) => ({ competence, have: facts.level(competence), need }))
    .filter(({ have, need }) => have < need);
}

function highest(levels: readonly (string | undefined)[]): string | undefined {
  const scale = SCALES['skills.finnish'] ?? [];
  return levels.reduce(
    (top, level) =>
      level !== undefined && (top === undefined || scale.indexOf(level) > scale.indexOf(top)) ? level : top,
    undefined,
  );
}
