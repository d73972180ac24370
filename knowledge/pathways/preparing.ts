import { LANGUAGE_LEVELS } from '../schema/common.ts';
import type { Offer } from '../schema/entries.ts';
import type { Requirement } from '../schema/rules.ts';
import type { Reason } from './advice.ts';
import type { LanguageCourses } from './catalog.ts';
import { best, checksOf, type Desk, judgedBest, likes } from './choosing.ts';
import type { Candidate } from './conditions.ts';
import type { Facts } from './facts.ts';
import { type Gains, SCALES } from './known.ts';
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
  because: () => readonly Reason[],
): Draft {
  const { goal, way } = candidate;
  const judged = { goal, way, offer };
  return {
    kind: offer.kind,
    item: offer.id,
    provider: offer.provider,
    ...(offer.weeks && { weeks: offer.weeks }),
    unsure: desk.rules.onOffer(judged).limits.some(({ rest }) => facts.truth(rest) === undefined),
    tell() {
      const reasons = because();
      return {
        because: reasons.length < 2 ? [...reasons, ...likes(desk, judged)] : reasons,
        check: checksOf(desk, facts, judged),
      };
    },
  };
}

/** Rules by which a requirement holds for this plan, with the facts as they stand. */
export function requiring(
  { desk, candidate }: Plan,
  facts: Facts,
  what: Requirement,
): readonly Law<'require'>[] {
  return desk.rules
    .on('way', 'require', candidate)
    .filter(({ then, rest }) => then.require === what && facts.truth(rest) === true);
}

const reasons = (plan: Plan, facts: Facts, laws: readonly AnyLaw[]) => (): readonly Reason[] =>
  laws.map((law) => reasonOf(law, facts, plan.candidate));

/** Reading and writing, where the rules ask for it before anything is studied in Finnish. */
export function literacySteps(plan: Plan): readonly { readonly step: Draft; readonly gains: Gains }[] {
  const { desk, candidate } = plan;
  const laws = requiring(plan, desk.facts, 'literacy');
  if (laws.length === 0) return [];
  const now = desk.facts.value('skills.literacy');
  const offer = best(desk, desk.facts, desk.catalog.offersGiving('literacy'), candidate, ({ gives }) =>
    isAbove('skills.literacy', gives.literacy, now),
  );
  if (!offer) return [];
  return [
    {
      step: stepOf(plan, desk.facts, offer, reasons(plan, desk.facts, laws)),
      gains: desk.catalog.gainsOf(offer),
    },
  ];
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
    steps.push({ step: stepOf(plan, level, offer, because), gains: plan.desk.catalog.gainsOf(offer) });
    level = level.after(plan.desk.catalog.gainsOf(offer));
  }
  return steps;
}

interface Chosen extends LanguageCourses {
  readonly offer: Offer;
  readonly points: number;
}

/** The chain of courses that reaches the target, then with fewer courses, then not further than is needed, then what suits. */
function chain(plan: Plan, facts: Facts, from: number, target: number): readonly Offer[] {
  const courses = languageCourses(plan, facts).filter(({ gives }) => gives > from);
  let found: { readonly courses: readonly Chosen[]; readonly worth: number } = {
    courses: [],
    worth: Math.min(from, target) * 10_000,
  };
  const consider = (chosen: readonly Chosen[], reached: number) => {
    const worth =
      Math.min(reached, target) * 10_000 -
      chosen.length * 2_000 -
      Math.max(0, reached - target) * 25 +
      chosen.reduce((sum, { points }) => sum + points, 0) / chosen.length;
    if (worth > found.worth) found = { courses: chosen, worth };
  };
  for (const first of courses) {
    if (first.asks > from) continue;
    consider([first], first.gives);
    if (first.gives >= target) continue;
    for (const second of courses)
      if (second.asks <= first.gives && second.gives > first.gives) consider([first, second], second.gives);
  }
  return found.courses.map(({ offer }) => offer);
}

/** The most suitable course from each level to each other: no chain is better for having another of them. */
function languageCourses({ desk, candidate }: Plan, facts: Facts): readonly Chosen[] {
  // Whether a course is open otherwise does not depend on the Finnish one has by then.
  const fluent = facts.after(FLUENT);
  const subject = candidate.goal ?? desk.catalog;
  return fluent.recalled('courses', subject, () =>
    desk.catalog.languageCourses
      .flatMap((courses): readonly Chosen[] => {
        const found = judgedBest(desk, fluent, courses.offers, candidate);
        return found ? [{ ...courses, ...found }] : [];
      })
      .sort((a, b) => (a.offer.id < b.offer.id ? -1 : 1)),
  );
}
const FLUENT: Gains = { 'skills.finnish': 'native' };

/** Computer and phone, where the rules ask for it. */
export function digitalSteps(plan: Plan, facts: Facts): readonly Draft[] {
  const laws = requiring(plan, facts, 'digital');
  if (laws.length === 0) return [];
  const now = facts.value('skills.digital');
  const teaching = plan.desk.catalog.offersGiving('digital');
  const offer = best(plan.desk, facts, teaching, plan.candidate, ({ gives }) =>
    isAbove('skills.digital', gives.digital, now),
  );
  return offer ? [stepOf(plan, facts, offer, reasons(plan, facts, laws))] : [];
}

/** What one can do already is made to count: the first rule that holds and whose office is there. */
export function recognitionSteps(plan: Plan, facts: Facts): readonly Draft[] {
  const { desk, candidate } = plan;
  const goal = candidate.goal;
  for (const law of requiring(plan, facts, 'recognition')) {
    const offer = best(
      desk,
      facts,
      desk.catalog.offersOfKind('recognition'),
      candidate,
      ({ provider, serves }) =>
        (!law.then.by || law.then.by.includes(provider)) &&
        (serves.everyone ||
          (goal !== undefined &&
            (serves.occupations?.includes(goal.id) ||
              (!serves.occupations && serves.fields?.includes(goal.occupation.field))))) === true,
    );
    if (offer) return [stepOf(plan, facts, offer, reasons(plan, facts, [law]))];
  }
  return [];
}

/** What may still be asked of somebody whose education from abroad has been looked at: practice, examinations, studies. */
export function qualifyingSteps(plan: Plan, facts: Facts): readonly Draft[] {
  const { desk, candidate } = plan;
  const laws = requiring(plan, facts, 'qualifying');
  if (laws.length === 0 || !candidate.goal) return [];
  const offer = best(desk, facts, desk.catalog.offersQualifying(candidate.goal.id), candidate);
  return offer ? [stepOf(plan, facts, offer, reasons(plan, facts, laws))] : [];
}

/** Work itself, tried or looked for. */
export function workSteps(
  plan: Plan,
  facts: Facts,
  kind: 'work-trial' | 'pay-subsidy' | 'start-up-grant' | 'job-search',
): readonly Draft[] {
  const laws = requiring(plan, facts, kind);
  if (laws.length === 0) return [];
  const because = reasons(plan, facts, laws);
  const offer = best(plan.desk, facts, plan.desk.catalog.offersOfKind(kind), plan.candidate);
  if (offer) return [stepOf(plan, facts, offer, because)];
  const goal = plan.candidate.goal?.id;
  return kind === 'job-search' && goal !== undefined
    ? [{ kind, item: goal, unsure: false, tell: () => ({ because: because(), check: [] }) }]
    : [];
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
    const laws = desk.rules.on('card', 'require', judged).filter(({ rest }) => facts.truth(rest) !== false);
    if (laws.length === 0) continue;
    const because = () => laws.map((law) => reasonOf(law, facts, judged));
    const check = () =>
      desk.rules
        .on('card', 'check', judged)
        .filter(({ rest }) => facts.truth(rest) === undefined)
        .map((law) => reasonOf(law, facts, judged));
    const offer = best(desk, facts, desk.catalog.offersGivingCard(card.card), candidate);
    if (!offer) {
      const tell = () => ({ because: because(), check: check() });
      late.push({ kind: 'card', item: card.card, unsure: false, tell });
      continue;
    }
    const step = stepOf(plan, facts, offer, because);
    early.push({
      ...step,
      tell() {
        const told = step.tell();
        return { because: told.because, check: [...check(), ...told.check] };
      },
    });
  }
  return { early, late };
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
