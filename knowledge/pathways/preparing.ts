import { LANGUAGE_LEVELS } from '../schema/common.ts';
import type { Offer } from '../schema/entries.ts';
import type { Requirement } from '../schema/rules.ts';
import type { Reason } from './advice.ts';
import { checksOf, type Desk, isOpen, likes, pointsOf, ranked } from './choosing.ts';
import type { Candidate } from './conditions.ts';
import { after, type Facts, type Gains, SCALES } from './facts.ts';
import { type AnyLaw, type Law, reasonOf } from './rulebook.ts';
import type { Draft } from './steps.ts';

/** What is being planned: a goal and a way to it. */
export interface Plan {
  readonly desk: Desk;
  readonly candidate: Candidate;
}

/** An offer as a step; the reasons given come before the offer's own merits. */
export function stepOf(
  { desk, candidate }: Plan,
  facts: Facts,
  offer: Offer,
  because: readonly Reason[],
): Draft {
  const judged = { ...candidate, offer };
  return {
    kind: offer.kind,
    item: offer.id,
    provider: offer.provider,
    ...(offer.weeks ? { weeks: offer.weeks } : {}),
    because: [...because, ...(because.length < 2 ? likes(desk, facts, judged) : [])],
    check: checksOf(desk, facts, judged),
  };
}

/** Rules by which a requirement holds for this plan, with the facts as they stand. */
export function requiring(
  { desk, candidate }: Plan,
  facts: Facts,
  what: Requirement,
): readonly Law<'require'>[] {
  return desk.rules
    .of('way', 'require')
    .filter((law) => law.then.require === what && law.truth(facts, candidate) === true);
}

const reasons = (plan: Plan, facts: Facts, laws: readonly AnyLaw[]): readonly Reason[] =>
  laws.map((law) => reasonOf(law, facts, plan.candidate));

/** Reading and writing, where the rules ask for it before anything is studied in Finnish. */
export function literacySteps(plan: Plan): readonly { readonly step: Draft; readonly gains: Gains }[] {
  const { desk, candidate } = plan;
  const laws = requiring(plan, desk.facts, 'literacy');
  if (laws.length === 0) return [];
  const now = desk.facts.value('skills.literacy');
  const teaching = desk.catalog
    .offersGiving('literacy')
    .filter(({ gives }) => isAbove('skills.literacy', gives.literacy, now));
  const [offer] = ranked(desk, desk.facts, teaching, candidate);
  if (!offer) return [];
  return [{ step: stepOf(plan, desk.facts, offer, reasons(plan, desk.facts, laws)), gains: gainsOf(offer) }];
}

/** At most two courses that bring Finnish to the target, or as near to it as two can. */
export function finnishSteps(
  plan: Plan,
  facts: Facts,
  target: string | undefined,
): readonly { readonly step: Draft; readonly gains: Gains }[] {
  const now = facts.value('skills.finnish');
  if (target === undefined || typeof now !== 'string' || !isAbove('skills.finnish', target, now)) return [];
  const laws = requiring(plan, facts, 'finnish');
  if (laws.length === 0) return [];
  const because = reasons(plan, facts, laws);
  const steps: { step: Draft; gains: Gains }[] = [];
  let level = facts;
  for (const offer of chain(
    plan,
    facts,
    LANGUAGE_LEVELS.indexOf(now as never),
    LANGUAGE_LEVELS.indexOf(target as never),
  )) {
    steps.push({ step: stepOf(plan, level, offer, because), gains: gainsOf(offer) });
    level = after(level, gainsOf(offer));
  }
  return steps;
}

function chain({ desk, candidate }: Plan, facts: Facts, from: number, target: number): readonly Offer[] {
  // Whether a course is open otherwise does not depend on the Finnish one has by then.
  const fluent = after(facts, { 'skills.finnish': 'native' });
  const courses = desk.catalog
    .offersGiving('finnish')
    .filter(({ gives }) => levelOf(gives.finnish) > from)
    .flatMap((offer) => {
      const judged = { ...candidate, offer };
      const open = isOpen(desk, fluent, judged);
      if (open === false) return [];
      return [
        {
          offer,
          asks: levelOf(offer.asks.finnish),
          gives: levelOf(offer.gives.finnish),
          points: pointsOf(desk, facts, judged, open),
        },
      ];
    });
  type Course = (typeof courses)[number];
  let best: { readonly courses: readonly Course[]; readonly worth: number } = {
    courses: [],
    worth: Math.min(from, target) * 10_000,
  };
  const consider = (chosen: readonly Course[], reached: number) => {
    // Reaching the target first, then fewer courses, then not more than is needed, then what suits.
    const worth =
      Math.min(reached, target) * 10_000 -
      chosen.length * 2_000 -
      Math.max(0, reached - target) * 300 +
      chosen.reduce((sum, { points }) => sum + points, 0) / chosen.length;
    if (worth > best.worth) best = { courses: chosen, worth };
  };
  for (const first of courses) {
    if (first.asks > from) continue;
    consider([first], first.gives);
    if (first.gives >= target) continue;
    for (const second of courses)
      if (second.asks <= first.gives && second.gives > first.gives) consider([first, second], second.gives);
  }
  return best.courses.map(({ offer }) => offer);
}

/** Computer and phone, where the rules ask for it. */
export function digitalSteps(plan: Plan, facts: Facts): readonly Draft[] {
  const laws = requiring(plan, facts, 'digital');
  if (laws.length === 0) return [];
  const now = facts.value('skills.digital');
  const teaching = plan.desk.catalog
    .offersGiving('digital')
    .filter(({ gives }) => isAbove('skills.digital', gives.digital, now));
  const [offer] = ranked(plan.desk, facts, teaching, plan.candidate);
  return offer ? [stepOf(plan, facts, offer, reasons(plan, facts, laws))] : [];
}

/** What one can do already is made to count: the first rule that holds and whose office is there. */
export function recognitionSteps(plan: Plan, facts: Facts): readonly Draft[] {
  const { desk, candidate } = plan;
  const goal = candidate.goal;
  for (const law of requiring(plan, facts, 'recognition')) {
    const suited = desk.catalog
      .offersOfKind('recognition')
      .filter(
        ({ provider, serves }) =>
          (!law.then.by || law.then.by.includes(provider)) &&
          (serves.everyone ||
            (goal &&
              (serves.occupations?.includes(goal.id) ||
                (!serves.occupations && serves.fields?.includes(goal.occupation.field))))),
      );
    const [offer] = ranked(desk, facts, suited, candidate);
    if (offer) return [stepOf(plan, facts, offer, reasons(plan, facts, [law]))];
  }
  return [];
}

/** Work itself, tried or looked for. */
export function workSteps(
  plan: Plan,
  facts: Facts,
  kind: 'work-trial' | 'pay-subsidy' | 'job-search',
): readonly Draft[] {
  const laws = requiring(plan, facts, kind);
  if (laws.length === 0) return [];
  const because = reasons(plan, facts, laws);
  const [offer] = ranked(plan.desk, facts, plan.desk.catalog.offersOfKind(kind), plan.candidate);
  if (offer) return [stepOf(plan, facts, offer, because)];
  const goal = plan.candidate.goal?.id;
  return kind === 'job-search' && goal !== undefined ? [{ kind, item: goal, because, check: [] }] : [];
}

/** The cards that the work asks for and the seeker is not known to have: first those that a course leads to, then those that come with the job. */
export function cardSteps(
  plan: Plan,
  facts: Facts,
  given: readonly string[],
): { readonly early: readonly Draft[]; readonly late: readonly Draft[] } {
  const { desk, candidate } = plan;
  const early: Draft[] = [];
  const late: Draft[] = [];
  for (const card of candidate.goal?.occupation.cards ?? []) {
    if (given.includes(card.card)) continue;
    const judged = { ...candidate, card };
    const laws = desk.rules.of('card', 'require').filter((law) => law.truth(facts, judged) !== false);
    if (laws.length === 0) continue;
    const because = laws.map((law) => reasonOf(law, facts, judged));
    const check = desk.rules
      .of('card', 'check')
      .filter((law) => law.truth(facts, judged) === undefined)
      .map((law) => reasonOf(law, facts, judged));
    const [offer] = ranked(desk, facts, desk.catalog.offersGivingCard(card.card), candidate);
    if (offer) {
      const step = stepOf(plan, facts, offer, because);
      early.push({ ...step, check: [...check, ...step.check] });
    } else late.push({ kind: 'card', item: card.card, because, check });
  }
  return { early, late };
}

/** What a step leaves behind for those after it. */
export function gainsOf({ gives }: Offer): Gains {
  return {
    'skills.finnish': gives.finnish,
    'skills.english': gives.english,
    'skills.digital': gives.digital,
    'skills.literacy': gives.literacy,
    'education.level': gives.education,
  };
}

/** Whether a level is higher than another; an unknown one is not passed. */
export function isAbove(
  fact: 'skills.finnish' | 'skills.digital' | 'skills.literacy' | 'education.level',
  level: string | undefined,
  than: string | null | undefined,
): boolean {
  const scale = SCALES[fact] ?? [];
  return level !== undefined && typeof than === 'string' && scale.indexOf(level) > scale.indexOf(than);
}

const levelOf = (level: (typeof LANGUAGE_LEVELS)[number] | undefined): number =>
  level === undefined ? 0 : LANGUAGE_LEVELS.indexOf(level);
