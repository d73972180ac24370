import type { Reason } from './interface.ts';

/** What of a case decides who should take it. */
export interface Wanting {
  readonly reason: Reason;
  readonly lang: string | null;
  readonly field: string | null;
  readonly since: string;
  readonly ownCoach: string | null;
  readonly to: { readonly coach?: string; readonly team?: string } | null;
}

/** What of a coach decides which case suits. */
export interface Offering {
  readonly id: string;
  readonly team: string;
  readonly languages: readonly string[];
  readonly fields: readonly string[];
}

/**
 * How well a case suits a coach; smaller is better. Own coach (or the one it was sent to), then language, then field; danger comes
 * before all, and what was sent to somebody else after all.
 */
export function rank({ reason, lang, field, ownCoach, to }: Wanting, coach: Offering): number {
  const mine = to?.coach === coach.id || (to === null && ownCoach === coach.id);
  const others = to !== null && to.coach !== coach.id && to.team !== coach.team;
  return (
    (others ? 16 : 0) +
    (reason === 'danger' ? 0 : 8) +
    (mine ? 0 : 4) +
    (lang !== null && coach.languages.includes(lang) ? 0 : 2) +
    (field !== null && coach.fields.includes(field) ? 0 : 1)
  );
}

/** Cases in the order in which they suit a coach; among equals, who waits longest comes first. */
export function inOrder<T extends Wanting>(cases: readonly T[], coach: Offering): readonly T[] {
  return cases
    .map((one) => ({ one, at: rank(one, coach) }))
    .sort((a, b) => a.at - b.at || (a.one.since < b.one.since ? -1 : a.one.since > b.one.since ? 1 : 0))
    .map(({ one }) => one);
}
