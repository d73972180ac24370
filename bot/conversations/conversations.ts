import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Lang } from '../../locales/index.ts';
import type { Activity } from '../activity.ts';
import { StaleWrite } from '../errors.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { noteErasure } from '../storage/erasures.ts';
import { eraseConversation } from '../storage/register.ts';
import type { Json, Kept, Store } from '../storage/store.ts';
import type { Wake } from '../storage/wake.ts';
import { type Conversation, emptyRecord, isThere, newSession, type Session } from './conversation.ts';

/** Who writes into a conversation, as the seeker sees it. */
export interface Speaker {
  readonly id: string;
  readonly name: string;
  readonly role: 'user' | 'bot';
}

/** The guide itself. */
export const GUIDE: Speaker = { id: 'guide', name: 'OsaajaKS', role: 'bot' };

/** What a change of a conversation may do besides altering its record. */
export interface Log {
  /** Adds an activity with the next number. */
  append(from: Speaker, activity: Partial<Activity>): Activity;
  /** Takes away what was said until now; numbers stay, so that no reader loses its place. */
  erase(): Promise<void>;
}

/** Runs again when somebody else was faster, so what it does outside the record must be harmless when done twice. */
export type Change<T> = (conversation: Conversation, log: Log) => Promise<T> | T;

/** What is told after each commit: the new activities, and how many there are with them. */
export type Listener = (fresh: readonly Activity[], count: number) => void;

/** Every conversation with its numbered log; each change of one is a single compare-and-write. */
export interface Conversations {
  /** Undefined: no such conversation. */
  find(id: string): Promise<Conversation | undefined>;
  /** Keeps a new conversation with what `change` adds, unless there is one; says whether it was new. */
  create(conversation: Conversation, change: Change<void>): Promise<boolean>;
  /** Changes a conversation and appends to its log in one write, and resolves when that is kept for good. Undefined: no such conversation. */
  amend<T>(id: string, change: Change<T>): Promise<{ readonly result: T } | undefined>;
  /** The activities from number `from` on, and whether others use the phone, too; undefined: no such conversation. */
  read(
    id: string,
    from: number,
  ): Promise<
    | {
        readonly activities: readonly Activity[];
        readonly count: number;
        readonly shared?: Session['shared'];
      }
    | undefined
  >;
  /** Calls back after each commit of the conversation. Gives a function that stops it. */
  watch(id: string, listener: Listener): () => void;
  /** Resolves when no change is under way. */
  settled(): Promise<void>;
}

export interface ConversationsParts {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Tells what other processes commit; absent: there are none. */
  readonly wake?: Wake | undefined;
  /** Told before a change that added activities is kept, and after it: `bot/conversations/delivery.ts` brings them to channels that do not fetch. */
  readonly outbox?: {
    before(conversation: Conversation, fresh: readonly Activity[]): Promise<void>;
    after(conversation: Conversation): void;
  };
  /** Takes away what a conversation that is to be erased left elsewhere, such as its return code. */
  readonly elsewhere?: (conversation: Conversation) => Promise<void>;
  /** Told of every conversation that was kept, as it is now. */
  readonly kept?: (conversation: Conversation) => void;
}

/** Activities a page. */
const PAGE = 50;
/** Activities that the record holds at most when a change begins, and how many leave it at once: every turn reads and writes the whole record. */
const TAIL = 40;
const PORTION = 25;
/** How often a change is decided anew when other processes write at the same time, and the longest pause before, in milliseconds. */
const TRIES = 40;
const LONGEST_PAUSE = 200;
const keyOf = (id: string) => `conversation/${id}`;
const pageOf = (id: string, page: number) => `feed/${id}/${page}`;
// Conversations are plain JSON; their types say so less strictly.
const asJson = (value: unknown) => value as Json;
const activitiesOf = (page: Kept | undefined) => (page?.value ?? []) as unknown as readonly Activity[];
const asConversation = (kept: Kept) => kept.value as unknown as Conversation;

/** A conversation in which nothing was said yet. */
export const newConversation = (
  at: Pick<Conversation, 'id' | 'channelId' | 'userId' | 'address'>,
  now: number,
  lang: Lang | undefined,
): Conversation => ({
  ...at,
  createdAt: new Date(now).toISOString(),
  session: newSession(lang),
  seen: [],
  count: 0,
  tail: [],
});

export function createConversations({
  store,
  now,
  wake,
  outbox,
  elsewhere,
  kept: see,
}: ConversationsParts): Conversations {
  const lock = oneAtATime();
  const watchers = new Map<string, Set<Listener>>();
  /** How many activities the watchers of a conversation have been told of. */
  const told = new Map<string, number>();
  wake?.listen('conversation/', (key) => void catchUp(key.slice(keyOf('').length)).catch(() => undefined));
  wake?.follow(() => [...watchers.keys()].map(keyOf));

  /** `replaces`: the version that the conversation had when it was read. */
  async function commit<T>(replaces: number, conversation: Conversation, change: Change<T>): Promise<T> {
    await turnPages(store, conversation);
    const before = conversation.count;
    const result = await change(conversation, logOf(conversation, { store, now, elsewhere }));
    const fresh = conversation.tail.slice(conversation.tail.length - (conversation.count - before));
    if (fresh.length === 0 && (await isKept(conversation))) return result;
    if (fresh.length > 0) await outbox?.before(conversation, fresh);
    await store.write(keyOf(conversation.id), asJson(conversation), replaces);
    if (fresh.length > 0) {
      tell(conversation.id, fresh, conversation.count);
      outbox?.after(conversation);
    }
    see?.(conversation);
    return result;
  }

  /** Looked up only where nothing was said, so that no turn pays for a copy of how things were before. */
  async function isKept(conversation: Conversation): Promise<boolean> {
    return isDeepStrictEqual(conversation, (await store.read(keyOf(conversation.id)))?.value);
  }

  function tell(id: string, fresh: readonly Activity[], count: number): void {
    const listeners = watchers.get(id);
    if (!listeners) return;
    told.set(id, count);
    for (const listener of listeners) listener(fresh, count);
  }

  /** Tells the watchers what another process committed. */
  async function catchUp(id: string): Promise<void> {
    if (!watchers.has(id)) return;
    await lock.run(id, async () => {
      const kept = await store.read(keyOf(id));
      if (!kept) return;
      const { count, tail } = asConversation(kept);
      const from = told.get(id) ?? count - tail.length;
      if (count <= from) return;
      const missed = await read(id, from);
      if (missed) tell(id, missed.activities, missed.count);
    });
  }

  const read: Conversations['read'] = async (id, from) => {
    const kept = await store.read(keyOf(id));
    if (!kept) return undefined;
    const { tail, count, session } = asConversation(kept);
    const first = count - tail.length;
    const pages: Activity[] = [];
    for (let page = Math.floor(from / PAGE); page < first / PAGE; page++) {
      // A page may hold what the record still holds, too: when the record was not written any more.
      pages.push(
        ...activitiesOf(await store.read(pageOf(id, page))).filter(
          (one) => numberOf(one) >= from && numberOf(one) < first,
        ),
      );
    }
    const all = [...pages, ...tail.slice(Math.max(0, from - first))];
    return { activities: all.filter(isThere), count, ...(session.shared && { shared: session.shared }) };
  };

  async function again<T>(attempt: () => Promise<T>, tries = 1): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StaleWrite) || tries >= TRIES) throw error;
      // Whoever waits a random time meets the others less often each time.
      await wait(Math.random() * Math.min(LONGEST_PAUSE, 5 * 2 ** tries));
      return again(attempt, tries + 1);
    }
  }

  return {
    async find(id) {
      const kept = await store.read(keyOf(id));
      return kept && asConversation(kept);
    },

    create: (conversation, change) =>
      lock.run(conversation.id, () =>
        again(async () => {
          if (await store.read(keyOf(conversation.id))) return false;
          await commit(0, structuredClone(conversation), change);
          return true;
        }),
      ),

    amend: (id, change) =>
      lock.run(id, () =>
        again(async () => {
          const kept = await store.read(keyOf(id));
          if (!kept) return undefined;
          return { result: await commit(kept.version, asConversation(kept), change) };
        }),
      ),

    read,

    watch(id, listener) {
      const listeners = watchers.get(id) ?? new Set();
      watchers.set(id, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || watchers.get(id) !== listeners) return;
        watchers.delete(id);
        told.delete(id);
      };
    },

    settled: () => lock.settled(),
  };
}

/** The number of an activity in its conversation's log, counted from 0. */
export const numberOf = ({ id }: Pick<Activity, 'id'>): number => Number(id.replace(/.*\|/, ''));

/** The turn that an activity belongs to: that of the message which it answers, else its own. */
export const turnOf = ({ id, replyToId }: Pick<Activity, 'id' | 'replyToId'>): string => replyToId ?? id;

function logOf(
  conversation: Conversation,
  { store, now, elsewhere }: Pick<ConversationsParts, 'store' | 'now' | 'elsewhere'>,
): Log {
  return {
    append(from, activity) {
      const full = {
        ...activity,
        id: `${conversation.id}|${String(conversation.count).padStart(7, '0')}`,
        timestamp: stamp(conversation, now()),
        channelId: conversation.channelId,
        conversation: { id: conversation.id },
        from,
      } as Activity; // what is said has a type
      conversation.tail.push(full);
      conversation.count += 1;
      return full;
    },
    async erase() {
      await elsewhere?.(conversation);
      const { lang, dialogs, shared, parked, consents } = conversation.session;
      // What others put away on a shared phone is theirs.
      conversation.session = {
        ...newSession(lang, dialogs),
        ...(shared && { shared }),
        ...(parked && { parked }),
        // Whoever is greeted anew has just been told.
        ...(consents && { consents: consents.slice(-1) }),
      };
      emptyRecord(conversation);
      delete conversation.desk;
      await noteErasure(store, conversation.id, now());
      await eraseConversation(store, conversation.id);
    },
  };
}

/** Bot Framework clients sort by time: it grows strictly, even within a millisecond or when the clock is set back. */
function stamp({ tail }: Conversation, now: number): string {
  const last = tail.at(-1)?.timestamp;
  const after = last ? new Date(last).getTime() + 1 : 0;
  return new Date(Math.max(now, after)).toISOString();
}

/** Moves the oldest activities out of the record, into their pages. They were committed before, so that writing them twice is harmless. */
async function turnPages(store: Store, conversation: Conversation): Promise<void> {
  while (conversation.tail.length > TAIL) {
    const first = conversation.count - conversation.tail.length;
    const moved = conversation.tail.slice(0, Math.min(PORTION, PAGE - (first % PAGE)));
    const key = pageOf(conversation.id, Math.floor(first / PAGE));
    const there = await store.read(key);
    const before = activitiesOf(there).filter((one) => numberOf(one) < first);
    await store.write(key, asJson([...before, ...moved]), there?.version ?? 0);
    conversation.tail.splice(0, moved.length);
  }
}
