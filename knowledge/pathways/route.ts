import { EDUCATION_LEVELS } from '../schema/common.ts';
import type { Offer } from '../schema/entries.ts';
import type { Fit } from './advice.ts';
import type { Approach, Goal } from './catalog.ts';
import { best, type Desk, isOpen, ranked, shutOut } from './choosing.ts';
import type { Facts } from './facts.ts';
import { type Gains, SCALES } from './known.ts';
import {
  cardSteps,
  digitalSteps,
  finnishSteps,
  literacySteps,
  type Plan,
  qualifyingSteps,
  recognitionSteps,
  stepOf,
  workSteps,
} from './preparing.ts';
import { reasonOf } from './rulebook.ts';
import type { Draft } from './steps.ts';
import { person } from './support.ts';

/** A way to a goal as planned: `steps` without the help that comes before them. */
export interface Route {
  readonly approach: Approach;
  readonly fit: Fit;
  /** Leads through one study to be let into another. */
  readonly detour: boolean;
  readonly steps: readonly Draft[];
}

/** The most that learning can change: with all of it, a limit that still shuts is a limit of another kind. */
const LEARNED: Gains = { 'skills.finnish': 'native', 'skills.literacy': 'yes' };
const ALL_LEARNED: Gains = { ...LEARNED, 'education.level': 'master' };

/** The best route of one way to a goal that is open to the seeker; undefined where there is none. */
export function routeOf(desk: Desk, approach: Approach): Route | undefined {
  return desk.facts.recalled('route', approach, () => planned(desk, approach));
}

function planned(desk: Desk, approach: Approach): Route | undefined {
  const { way, teaching } = approach;
  const open = desk.rules.on('way', 'open', approach).some(({ rest }) => desk.facts.truth(rest) === true);
  const plan: Plan = { desk, candidate: approach };
  if (way === 'fast' && open) return direct(plan, approach);
  const learned = desk.facts.after(ALL_LEARNED);
  if (desk.shutOut)
    for (const offer of teaching)
      if (isOpen(desk, learned, approach.by(offer)) === false) shutOut(desk, learned, approach.by(offer));
  for (const offer of ranked(desk, learned, teaching, approach)) {
    const route = learning({ desk, candidate: approach.by(offer) }, approach, offer);
    if (route) return route;
  }
  return way === 'paid' && open ? subsidised(plan, approach) : undefined;
}

/** As far as learning Finnish brings somebody for whom every training still asks for more; then a person plans on with them. */
export function bridgeTo(desk: Desk, approach: Approach): Route | undefined {
  const plan: Plan = { desk, candidate: approach };
  const { drafts } = languageFirst(plan, approach.goal.occupation.finnish);
  const law = desk.rules.named('bridge-to-training');
  if (drafts.length === 0 || !law) return undefined;
  const guide = person(plan);
  if (!guide) return undefined;
  const last = stepOf(plan, desk.facts, guide, () => [reasonOf(law, desk.facts, plan.candidate)]);
  return { approach, fit: 'needs-first', detour: false, steps: [...drafts, last] };
}

/** How work is begun without a training, in this order. */
const WORK = ['work-trial', 'start-up-grant', 'job-search'] as const;

/** Into work without a training: what counts already is recognised, cards are got, work is tried and looked for. */
function direct(plan: Plan, approach: Approach): Route | undefined {
  const { steps, facts } = readyForWork(plan);
  return finished(
    plan,
    approach,
    facts,
    steps,
    WORK.flatMap((kind) => workSteps(plan, facts, kind)),
    0,
  );
}

/** Into paid work with a subsidy, where no apprenticeship is open. */
function subsidised(plan: Plan, approach: Approach): Route | undefined {
  const { steps, facts } = readyForWork(plan);
  const last = workSteps(plan, facts, 'pay-subsidy');
  return last.length === 0 ? undefined : finished(plan, approach, facts, steps, last, 0);
}

function readyForWork(plan: Plan): { readonly steps: readonly Draft[]; readonly facts: Facts } {
  const { drafts, facts } = languageFirst(plan, plan.candidate.goal?.occupation.finnish);
  const cards = cardSteps(plan, facts, []);
  return {
    steps: [
      ...drafts,
      ...digitalSteps(plan, facts),
      ...recognitionSteps(plan, facts),
      ...qualifyingSteps(plan, facts),
      ...cards.early,
      ...cards.late,
    ],
    facts,
  };
}

/** Through a training, with whatever it asks for before it; undefined where that cannot be had. */
function learning(plan: Plan, approach: Approach, offer: Offer): Route | undefined {
  const { desk, candidate } = plan;
  const before = preparatory(plan, approach, offer);
  if (before === undefined) {
    shutOut(desk, desk.facts.after(LEARNED), candidate);
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
    const judged = approach.by(study);
    if (isOpen(desk, level, judged) === false) {
      shutOut(desk, level, judged);
      return undefined;
    }
    const now = level;
    studies.push(
      stepOf(plan, level, study, () =>
        prepares && study !== offer ? [reasonOf(prepares, now, candidate)] : [],
      ),
    );
    level = level.after(desk.catalog.gainsOf(study));
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
  return finished(plan, approach, level, steps, workSteps(plan, level, 'job-search'), before.length);
}

/** The study that gives the education a training asks for, where the seeker lacks it; undefined where there is none. */
function preparatory(
  { desk, candidate }: Plan,
  approach: Approach,
  offer: Offer,
): readonly Offer[] | undefined {
  const facts = desk.facts.after(LEARNED);
  if (isOpen(desk, facts, approach.by(offer)) !== false) return [];
  const needed = offer.asks.education;
  if (needed === undefined) return undefined;
  // The shortest climb: nobody is sent to a degree for the sake of a course.
  const levels = EDUCATION_LEVELS.slice(EDUCATION_LEVELS.indexOf(needed));
  for (const level of levels) {
    const giving = desk.catalog.offersEducating(approach.goal, level);
    const first = best(desk, facts, giving, candidate, ({ id }) => id !== offer.id);
    if (first)
      return isOpen(desk, facts.after(desk.catalog.gainsOf(first)), approach.by(offer)) === false
        ? undefined
        : [first];
  }
  return undefined;
}

/** Reading and writing, then Finnish up to the target. */
function languageFirst(
  plan: Plan,
  target: string | undefined,
): { readonly drafts: readonly Draft[]; readonly facts: Facts } {
  let facts = plan.desk.facts;
  const drafts: Draft[] = [];
  for (const { step, gains } of literacySteps(plan)) {
    drafts.push(step);
    facts = facts.after(gains);
  }
  for (const { step, gains } of finnishSteps(plan, facts, target)) {
    drafts.push(step);
    facts = facts.after(gains);
  }
  return { drafts, facts };
}

function finished(
  { desk, candidate }: Plan,
  approach: Approach,
  facts: Facts,
  steps: readonly Draft[],
  work: readonly Draft[],
  preparatory: number,
): Route | undefined {
  const all = [...steps, ...work];
  if (all.length === 0) return undefined;
  const laws = desk.rules.on('way', 'check', candidate);
  const checks = () =>
    laws.filter(({ rest }) => facts.truth(rest) === true).map((law) => reasonOf(law, facts, candidate));
  const last = all.length - 1;
  const checked = all.map((step, at): Draft => {
    if (at < last || laws.length === 0) return step;
    return {
      ...step,
      tell() {
        const { because, check } = step.tell();
        return { because, check: [...check, ...checks()] };
      },
    };
  });
  const unsure = all.some((step) => step.unsure);
  const first = preparatory > 0 || steps.some(({ kind }) => kind === 'language' || kind === 'recognition');
  return {
    approach,
    fit: first ? 'needs-first' : unsure || !isAtHomeIn(approach.goal, desk.facts) ? 'possible' : 'good',
    detour: preparatory > 0,
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

function highest(levels: readonly (string | undefined)[]): string | undefined {
  const scale = SCALES['skills.finnish'] ?? [];
  return levels.reduce(
    (top, level) =>
      level !== undefined && (top === undefined || scale.indexOf(level) > scale.indexOf(top)) ? level : top,
    undefined,
  );
}
