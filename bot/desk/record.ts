import type { Conversation } from '../conversations/conversation.ts';
import type { Case } from './case.ts';
import type { EarlierCase, Look, Note, Person } from './interface.ts';

/** A pathway that a coach is working on. */
export interface Draft {
  readonly version: number;
  readonly to: string;
  readonly steps: readonly { readonly item: string; readonly comment: string }[];
  readonly comment: string;
  readonly by: Person;
  readonly sentAt?: string;
}

/** What the desk keeps of a conversation, in the conversation's own record: one write changes both. */
export interface DeskRecord {
  readonly case?: Case;
  /** Cases that ended before this one, oldest first. */
  readonly earlier: readonly EarlierCase[];
  readonly notes: readonly Note[];
  /** Who opened it, and when; the seeker can read it. */
  readonly looks: readonly Look[];
  readonly draft?: Draft;
  /** How far each of the network has read, by id. */
  readonly read: Readonly<Record<string, number>>;
  /** The coach who guided this seeker last. */
  readonly ownCoach?: Person;
}

const EMPTY: DeskRecord = { earlier: [], notes: [], looks: [], read: {} };
/** Ended cases that are kept beside the present one. */
const MOST_EARLIER = 20;

export const recordOf = ({ desk }: Pick<Conversation, 'desk'>): DeskRecord => desk ?? EMPTY;

/** The record with the next state of its case; a case that begins anew sets the ended one aside. */
export function withCase(record: DeskRecord, next: Case): DeskRecord {
  const before = record.case;
  const anew = before && before.openedAt !== next.openedAt;
  return {
    ...record,
    case: next,
    ...(anew && { earlier: [...record.earlier, ended(before)].slice(-MOST_EARLIER) }),
    ...(next.holder && { ownCoach: next.holder }),
  };
}

function ended({ openedAt, since, state, outcome, history }: Case): EarlierCase {
  const last = history.findLast(({ what }) => what === 'taken');
  return { openedAt, endedAt: since, state, holder: last?.by ?? null, outcome: outcome ?? null };
}

/** What of a record concerns whoever has the device now: on a shared one, nothing from before they began. */
export function sinceShared(record: DeskRecord, shared: { readonly since?: number } | undefined): DeskRecord {
  const since = shared?.since;
  if (since === undefined) return record;
  const later = ({ at }: { readonly at: string }) => Date.parse(at) >= since;
  const { case: one, notes, looks } = record;
  const { draft: _, ownCoach: __, case: ___, ...rest } = record;
  return {
    ...rest,
    ...(one && Date.parse(one.openedAt) >= since && { case: one }),
    earlier: [],
    notes: notes.filter(later),
    looks: looks.filter(later),
  };
}
