import type { FactPath, Reason, Step } from './advice.ts';

/** A step before anybody asks why; it is told for the seeker as they are then known. */
export interface Draft extends Pick<Step, 'kind' | 'item' | 'provider' | 'weeks'> {
  /** A limit of it has to be checked. */
  readonly unsure: boolean;
  tell(): Pick<Step, 'because' | 'check'>;
}

/** The step for this week: nothing is begun before what leads to it, and to a degree one applies first. */
export const thisWeekOf = (steps: readonly Pick<Draft, 'kind' | 'item'>[]): string | undefined =>
  steps[0]?.item;

/** One step an offer: an offer that helps in two ways has the reasons of both. */
export function merged(drafts: readonly Draft[]): readonly Draft[] {
  const byItem = new Map<string, Draft>();
  for (const draft of drafts) {
    const known = byItem.get(draft.item);
    byItem.set(draft.item, known ? both(known, draft) : draft);
  }
  return byItem.size === drafts.length ? drafts : [...byItem.values()];
}

const both = (draft: Draft, more: Draft): Draft => ({
  ...draft,
  unsure: draft.unsure || more.unsure,
  tell() {
    const [one, other] = [draft.tell(), more.tell()];
    return { because: joined(one.because, other.because), check: joined(one.check, other.check) };
  },
});

const joined = (some: readonly Reason[], others: readonly Reason[]): readonly Reason[] => [
  ...some,
  ...others.filter(({ rule }) => !some.some((one) => one.rule === rule)),
];

/** Reasons that rest on no fact of their own rest on why the goal was chosen. */
export function restedOn(reasons: readonly Reason[], grounds: readonly FactPath[]): readonly Reason[] {
  return reasons.map((reason) => (reason.from.length > 0 ? reason : { ...reason, from: grounds }));
}
