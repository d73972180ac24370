import type { Activity } from '../../activity.ts';
import { numberOf } from '../../conversations/conversations.ts';
import { takesPart } from '../case.ts';
import type { CaseRow, DeskLang, Message, Person } from '../interface.ts';
import type { Entry } from '../queue.ts';
import type { DeskRecord } from '../record.ts';
import { type Offering, rank } from '../routing.ts';
import { DESK } from '../voice.ts';

const LANGS: readonly string[] = ['fi', 'sv', 'en', 'ar', 'so'];
const langOf = (tag: string | undefined): DeskLang | null =>
  LANGS.includes(tag ?? '') ? (tag as DeskLang) : null;

/** What of an entry decides its place in a queue. */
export const wantingOf = ({ case: one, lang, field, ownCoach }: Entry) => ({
  reason: one.reason,
  lang,
  field,
  // Who came back into the queue keeps the place of the first wish.
  since: one.openedAt,
  ownCoach: ownCoach?.id ?? null,
  to: one.to
    ? {
        ...(one.to.coach && { coach: one.to.coach.id }),
        ...(one.to.team !== undefined && { team: one.to.team }),
      }
    : null,
});

/** A case as the lists show it to one coach. */
export function rowOf(entry: Entry, viewer: Offering, read: number): CaseRow {
  const { case: one } = entry;
  return {
    id: entry.id,
    state: one.state,
    version: one.version,
    rank: rank(wantingOf(entry), viewer),
    reason: one.reason,
    lang: entry.lang,
    municipality: entry.municipality,
    field: entry.field,
    channel: entry.channel,
    openedAt: one.openedAt,
    since: one.since,
    holder: one.holder ?? null,
    invited: one.invited,
    to: one.to ?? null,
    ownCoach: entry.ownCoach,
    count: entry.count,
    read: Math.max(read, entry.read[viewer.id] ?? 0),
    unanswered: one.unanswered ?? null,
    outcome: one.outcome ?? null,
  };
}

interface Said {
  readonly person?: Person;
  readonly words?: string;
  readonly key?: string;
}

/** A message of the log as coaches see it; undefined for what is none, such as an event. */
export function messageOf(activity: Activity, viewer: string): Message | undefined {
  if (activity.type !== 'message') return undefined;
  const { person, words, key } = activity.from.role === 'user' ? {} : ((activity.channelData ?? {}) as Said);
  const choices = activity.suggestedActions?.actions.map(({ title }) => title);
  return {
    number: numberOf(activity),
    at: activity.timestamp,
    from:
      activity.from.role === 'user'
        ? 'seeker'
        : person
          ? 'coach'
          : activity.from.id === DESK.id
            ? 'system'
            : 'guide',
    ...(person && { person }),
    text: words ?? activity.text ?? '',
    lang: langOf(activity.locale),
    ...(choices && choices.length > 0 && { choices }),
    ...(key !== undefined && person?.id === viewer && { key }),
  };
}

/** Who may open a case: anybody of the network while nobody holds it and it is not over, then only those who took part. */
export function maySee({ case: one, ownCoach }: DeskRecord, id: string): boolean {
  if (!one) return false;
  if (one.state === 'held') return takesPart(one, id);
  if (one.state === 'waiting' || one.state === 'callback') return true;
  return ownCoach?.id === id || one.history.some(({ by }) => by?.id === id);
}
