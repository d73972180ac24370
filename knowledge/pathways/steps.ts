import type { FactPath, Reason, Step } from './advice.ts';

/** A step before it is known which of them is for this week. */
export type Draft = Omit<Step, 'thisWeek'>;

/** Exactly one step is for this week: the first that can be begun at once. Admission to a degree has its season. */
export function withThisWeek(steps: readonly Draft[]): readonly Step[] {
  const first = Math.max(
    0,
    steps.findIndex(({ kind }) => kind !== 'degree'),
  );
  return steps.map((step, at) => ({ ...step, thisWeek: at === first }));
}

/** One step an offer: an offer that helps in two ways has the reasons of both. */
export function merged(drafts: readonly Draft[]): readonly Draft[] {
  const byItem = new Map<string, Draft>();
  for (const draft of drafts) {
    const known = byItem.get(draft.item);
    byItem.set(
      draft.item,
      known
        ? { ...known, because: joined(known.because, draft.because), check: joined(known.check, draft.check) }
        : draft,
    );
  }
  return [...byItem.values()];
}

const joined = (some: readonly Reason[], others: readonly Reason[]): readonly Reason[] => [
  ...some,
  ...others.filter(({ rule }) => !some.some((one) => one.rule === rule)),
];

/** Reasons that rest on no fact of their own rest on why the goal was chosen. */
export function restedOn(reasons: readonly Reason[], grounds: readonly FactPath[]): readonly Reason[] {
  return reasons.map((reason) => (reason.from.length > 0 ? reason : { ...reason, from: grounds }));
}

/** Steps with every reason resting on something. */
export function grounded(steps: readonly Step[], grounds: readonly FactPath[]): readonly Step[] {
  return steps.map((step) => ({
    ...step,
    because: restedOn(step.because, grounds),
    check: restedOn(step.check, grounds),
  }));
}
