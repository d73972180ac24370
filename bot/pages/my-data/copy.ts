import type { Activity } from '../../activity.ts';
import { paused } from '../../codes/guidance.ts';
import type { Conversation } from '../../conversations/conversation.ts';
import type { Turns } from '../../conversations/turns.ts';
import { recordOf, sinceShared } from '../../desk/record.ts';
import { REGISTER } from '../../storage/register.ts';
import type { Json, Store } from '../../storage/store.ts';
import type { CountedHere } from '../../turn/misunderstood.ts';

/** Everything that is stored about a seeker in one conversation, as far as whoever holds the device may see it. */
export interface OwnCopy {
  readonly conversation: Conversation;
  /** Every message, oldest first. */
  readonly messages: readonly Activity[];
  /** When it is deleted by itself, milliseconds since 1970. */
  readonly until: number | undefined;
  /** By the name in the register. */
  readonly stored: Readonly<Record<string, Json>>;
  /** Where the guidance was before. */
  readonly earlier: readonly OwnCopy[];
}

export interface CopyParts {
  readonly store: Store;
  /** As whoever holds the device may see them. */
  readonly turns: Pick<Turns, 'find' | 'read'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Collection = keyof typeof REGISTER;
/** The keys of a kind of data that belong to a conversation; `nobody`: it holds nothing of a seeker that could be found by them. */
type Finder = ((of: Conversation, store: Store) => Promise<readonly string[]>) | 'nobody';

const own =
  (collection: Collection): Finder =>
  async ({ id }, store) => [`${collection}/${id}`, ...(await store.list(`${collection}/${id}/`))];

/** Where each kind of stored data is looked for; the compiler asks for every row of the register. */
const FINDERS: Readonly<Record<Collection, Finder>> = {
  conversation: own('conversation'),
  feed: own('feed'),
  case: own('case'),
  outbox: own('outbox'),
  lease: own('lease'),
  erasure: own('erasure'),
  'teams-card': own('teams-card'),
  missed: async ({ misses = [] }) => [...new Set(misses.map(({ key }: CountedHere) => key))],
  code: async ({ session }) => (session.code ? [`code/${session.code}`] : []),
  'sms-out': async ({ id }, store) => store.list(`sms-out/${id}|`),
  'sms-number': async ({ id, channelId }) =>
    channelId === 'sms' ? [`sms-number/${id.slice('sms-'.length)}`] : [],
  // What was written lies in the conversation as soon as it is answered.
  'sms-in': 'nobody',
  used: 'nobody',
  guess: 'nobody',
  'sms-month': 'nobody',
  'teams-board': 'nobody',
  'teams-chat': 'nobody',
  presence: 'nobody',
  staff: 'nobody',
  'desk-session': 'nobody',
  'desk-sign-in': 'nobody',
  probe: 'nobody',
  secret: 'nobody',
};

/** Gathers the copy of a conversation; undefined where there is none, or nothing of it may be shown on a shared device. */
export async function ownCopy(id: string, parts: CopyParts): Promise<OwnCopy | undefined> {
  const { store, turns, now } = parts;
  const found = await turns.find(id);
  if (!found || paused(found.session, now())) return undefined;
  const { activities: messages = [] } = (await turns.read(id, 0)) ?? {};
  const conversation = withoutOthers(found);
  const stored: Record<string, Json> = {};
  for (const [collection, find] of Object.entries(FINDERS)) {
    if (find === 'nobody') continue;
    const entries: Record<string, Json> = {};
    for (const key of await find(conversation, store)) {
      const kept = await store.read(key);
      if (kept) entries[key] = kept.value;
    }
    if (Object.keys(entries).length > 0) stored[collection] = entries;
  }
  // As they may be shown, and each message once.
  stored.conversation = { ...conversation, tail: [] } as unknown as Json;
  stored.feed = messages as unknown as Json;
  stored.missed = wordsOf(stored.missed);
  const earlier: OwnCopy[] = [];
  for (const before of conversation.session.earlier ?? []) {
    // A device that others use has their words, too.
    if (before === id || (await turns.find(before))?.session.shared) continue;
    const copy = await ownCopy(before, { ...parts, turns: onlyOne(turns, before) });
    if (copy) earlier.push(copy);
  }
  const until = (await store.read(`conversation/${id}`))?.expiresAt;
  return { conversation, messages, until, stored, earlier };
}

/** What others left on a shared device is not the seeker's. */
function withoutOthers(found: Conversation): Conversation {
  const { parked: _, ...session } = found.session;
  const since = session.shared?.since ?? 0;
  return {
    ...found,
    session,
    ...(found.misses && { misses: found.misses.filter(({ at }) => at >= since) }),
    ...(found.desk && { desk: sinceShared(recordOf(found), session.shared) }),
  };
}

/** Guidance that went to and fro is not followed round. */
const onlyOne = (turns: CopyParts['turns'], id: string): CopyParts['turns'] => ({
  ...turns,
  async find(one) {
    const found = one === id ? await turns.find(one) : undefined;
    return found && { ...found, session: { ...found.session, earlier: [] } };
  },
});

/** Without the marks of others who wrote the same. */
const wordsOf = (missed: Json | undefined): Json =>
  Object.values((missed ?? {}) as Record<string, { marks?: Json }>).map(
    ({ marks: _, ...words }) => words as Json,
  );

/** The copy as a file: each kind of data with what it is for and how long it is kept. */
export const copyAsJson = (copy: OwnCopy, madeAt: string): object => ({
  service: 'OsaajaKS',
  madeAt,
  deletedAt: copy.until === undefined ? null : new Date(copy.until).toISOString(),
  data: Object.fromEntries(
    Object.entries(copy.stored).map(([name, entries]) => {
      const { holds, why, days } = { days: null, ...REGISTER[name as Collection] };
      return [name, { holds, why, days, entries }];
    }),
  ),
  ...(copy.earlier.length > 0 && { earlier: copy.earlier.map((one) => copyAsJson(one, madeAt)) }),
});
