import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Base } from '../../knowledge/base.ts';
import type { Advice, Pathway, Step } from '../../knowledge/pathways/advice.ts';
import { readProfile } from '../../knowledge/read-profile.ts';
import { idSchema } from '../../knowledge/schema/common.ts';
import { stepKindSchema } from '../../knowledge/schema/entries.ts';
import type { Profile } from '../../knowledge/schema/profile.ts';

/** The folder of the case bank: one file a seeker, and beside it what the engine says to them. */
export const CASES = new URL('../cases/', import.meta.url);
/** The day on which every case is advised. */
export const TODAY = '2026-11-23';

const way = z.enum(['fast', 'paid', 'thorough']);
const fit = z.enum(['good', 'possible', 'needs-first']);
/** A kind of step (`recognition`) or one step by its id (`health-licence`). */
const named = z.union([stepKindSchema, idSchema]);

/** One thing that must, or must not, be true of the advice to a seeker. */
export const checkSchema = z.union([
  /** A pathway leads to this occupation, or to `guidance`: this way, with this fit, with each of these steps; `best`: as the first of all. */
  z.strictObject({
    pathway: idSchema,
    way: way.optional(),
    fit: fit.optional(),
    has: z.array(named).optional(),
    best: z.literal(true).optional(),
  }),
  /** A step of this id is in some pathway; `to`: in one to that occupation; `everywhere`: in each. */
  z.strictObject({ step: idSchema, to: idSchema.optional(), everywhere: z.literal(true).optional() }),
  /** The same of a kind of step. */
  z.strictObject({
    stepKind: stepKindSchema,
    to: idSchema.optional(),
    everywhere: z.literal(true).optional(),
  }),
  /** What the best pathway says to do this week. */
  z.strictObject({ firstStep: named }),
  /** Each of some pathway's steps comes before the next. */
  z.strictObject({ order: z.array(named).min(2), to: idSchema.optional() }),
  /** Some pathway fits like this. */
  z.strictObject({ fit }),
  /** The guide still has to ask this; `first`: before anything else. */
  z.strictObject({ ask: z.string(), first: z.literal(true).optional() }),
  /** The guide has at most this many questions left. */
  z.strictObject({ askAtMost: z.int().min(0) }),
  /** This rule is given as a reason for a goal or step, or as something to check. */
  z.strictObject({ because: idSchema }),
  z.strictObject({ check: idSchema }),
  /** This is named among what does not fit. */
  z.strictObject({ notFitting: idSchema }),
  /** The need is reported to institutions as unmet. */
  z.strictObject({ unmet: z.string() }),
]);
export type Check = z.infer<typeof checkSchema>;

export const caseSchema = z.strictObject({
  /** Who they are, in plain words for a coach. */
  who: z.string().min(20),
  profile: z.unknown(),
  must: z.array(checkSchema).min(1),
  mustNot: z.array(checkSchema),
});
/** A seeker, and what a coach expects the guide to say and not to say to them. */
export type Case = Omit<z.infer<typeof caseSchema>, 'profile'> & {
  readonly name: string;
  readonly profile: Profile;
};

/** Reads every case; throws where one names what the knowledge base does not have, since such a check could never fail. */
export function readCases(base: Base): readonly Case[] {
  return readdirSync(CASES)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, CASES), 'utf8');
      const read = caseSchema.parse(JSON.parse(text), { error: () => file });
      const profile = readProfile(JSON.stringify(read.profile), base);
      const problems =
        'problems' in profile ? profile.problems : strangers([...read.must, ...read.mustNot], base);
      if ('problems' in profile || problems.length > 0) throw new Error(`${file}: ${problems.join('; ')}`);
      return { ...read, name: file.replace('.json', ''), profile: profile.profile };
    });
}

function strangers(checks: readonly Check[], base: Base): readonly string[] {
  const isStep = (id: string) =>
    base.offers.has(id) ||
    base.cards.has(id) ||
    base.occupations.has(id) ||
    stepKindSchema.safeParse(id).success;
  const isGoal = (id: string) => id === 'guidance' || base.occupations.has(id);
  return checks.flatMap((check) => {
    const steps = [
      ...('step' in check ? [check.step] : []),
      ...('firstStep' in check ? [check.firstStep] : []),
      ...('notFitting' in check ? [check.notFitting] : []),
      ...('order' in check ? check.order : []),
      ...('pathway' in check ? (check.has ?? []) : []),
    ];
    const goals = [
      ...('pathway' in check ? [check.pathway] : []),
      ...('to' in check && check.to ? [check.to] : []),
    ];
    const rules = [
      ...('because' in check ? [check.because] : []),
      ...('check' in check ? [check.check] : []),
    ];
    return [
      ...steps.filter((id) => !isStep(id)),
      ...goals.filter((id) => !isGoal(id)),
      ...rules.filter((id) => !base.rules.has(id)),
    ].map((id) => `names "${id}", which the knowledge base does not have`);
  });
}

const is = (name: string) => (step: Step) => step.item === name || step.kind === name;

/** Whether the advice is as a check says. */
export function holds(check: Check, { pathways, ask, notFitting, unmet }: Advice): boolean {
  if ('pathway' in check) {
    const { pathway: to, has = [] } = check;
    return (check.best ? pathways.slice(0, 1) : pathways).some(
      (one) =>
        one.to === to &&
        (!check.way || one.way === check.way) &&
        (!check.fit || one.fit === check.fit) &&
        has.every((name) => one.steps.some(is(name))),
    );
  }
  const to = 'to' in check ? check.to : undefined;
  const among: readonly Pathway[] = pathways.filter((one) => !to || one.to === to);
  if ('step' in check || 'stepKind' in check) {
    const has = ({ steps }: Pathway) => steps.some(is('step' in check ? check.step : check.stepKind));
    return check.everywhere ? among.length > 0 && among.every(has) : among.some(has);
  }
  if ('firstStep' in check)
    return pathways[0]?.steps.some((step) => step.thisWeek && is(check.firstStep)(step)) ?? false;
  if ('order' in check) {
    return among.some(({ steps }) => {
      const places = check.order.map((name) => steps.findIndex(is(name)));
      return places.every((place, at) => place >= 0 && (at === 0 || place > (places[at - 1] ?? place)));
    });
  }
  if ('fit' in check) return pathways.some((one) => one.fit === check.fit);
  if ('ask' in check) return (check.first ? ask.slice(0, 1) : ask).some(({ fact }) => fact === check.ask);
  if ('askAtMost' in check) return ask.length <= check.askAtMost;
  if ('notFitting' in check) return notFitting.some(({ item }) => item === check.notFitting);
  if ('unmet' in check)
    return unmet.some(({ wish, constraint }) => wish === check.unmet || constraint === check.unmet);
  const reasons = pathways.flatMap(({ because, steps }) =>
    'because' in check
      ? [...because, ...steps.flatMap((step) => step.because)]
      : steps.flatMap((step) => step.check),
  );
  const rule = 'because' in check ? check.because : check.check;
  return reasons.some((reason) => reason.rule === rule);
}
