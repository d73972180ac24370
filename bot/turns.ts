import type { Activity } from 'botbuilder';
import { LANGS, type Lang } from '../locales/index.ts';
import { type Conversation, newSession, SESSION_FORM, type Session } from './conversation.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Json, Kept, Store } from './storage/store.ts';

/** A message (or the opening of a conversation) as a channel received and checked it. */
export interface Incoming {
  readonly conversationId: string;
  readonly channelId: string;
  readonly userId: string;
  /** The sender's own key of the message; what comes twice under one key is answered once. */
  readonly key?: string;
  readonly activity: Partial<Activity>;
}

/** The turn itself: reads the activity, changes the session, gives the replies in order. `forget`: everything said before is to be erased. */
export type Guide = (
  activity: Activity,
  session: Session,
) => Promise<{ readonly replies: readonly Partial<Activity>[]; readonly forget: boolean }>;

export interface Turns {
  /** Opens a conversation and greets, unless it is open already. */
  open(at: Omit<Incoming, 'activity' | 'key'>, lang?: Lang): Promise<{ readonly created: boolean }>;
  /** Answers one message. Once it resolves, message and replies are kept for good. Undefined: no such conversation. */
  take(
    incoming: Incoming,
  ): Promise<{ readonly id: string; readonly replies: readonly Activity[] } | undefined>;
  /** The activities from number `from` on; undefined: no such conversation. */
  read(
    conversationId: string,
    from: number,
  ): Promise<{ readonly activities: readonly Activity[]; readonly count: number } | undefined>;
  /** Calls back after each commit with the new activities and the count including them. Gives a function that stops it. */
  watch(conversationId: string, listener: (fresh: readonly Activity[], count: number) => void): () => void;
  /** Resolves when no turn is running. */
  settled(): Promise<void>;
}

export interface TurnsParts {
  readonly store: Store;
  readonly guide: Guide;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const PAGE = 50;
const SEEN = 100;
/** Stands in the feed where an erased message stood. */
const ERASED = 'erased';
const keyOf = (id: string) => `conversation/${id}`;
const pageOf = (id: string, page: number) => `feed/${id}/${page}`;
// Conversations are plain JSON; Bot Framework's types only say so less strictly.
const asJson = (value: unknown) => value as Json;
const asConversation = (kept: Kept) => kept.value as unknown as Conversation;

/** Runs turns one at a time per conversation and commits each in one write. */
export function createTurns({ store, guide, now }: TurnsParts): Turns {
  const lock = oneAtATime();
  const watchers = new Map<string, Set<(fresh: readonly Activity[], count: number) => void>>();

  /** Bot Framework clients sort by time: it grows strictly, even within a millisecond or when the clock is set back. */
  function stamp(conversation: Conversation): string {
    const last = conversation.tail.at(-1)?.timestamp;
    const after = last ? new Date(last).getTime() + 1 : 0;
    return new Date(Math.max(now(), after)).toISOString();
  }

  function append(conversation: Conversation, activity: Partial<Activity>): Activity {
    const id = `${conversation.id}|${String(conversation.count).padStart(7, '0')}`;
    const full = {
      ...activity,
      id,
      timestamp: stamp(conversation),
      channelId: conversation.channelId,
      conversation: { id: conversation.id },
    } as unknown as Activity; // as stored and sent: the timestamp is text in JSON
    conversation.tail.push(full);
    conversation.count += 1;
    return full;
  }

  /** Takes away what was said, the last message included; numbers stay, so that no reader loses its place. */
  async function erase(conversation: Conversation): Promise<void> {
    conversation.session = newSession(conversation.session.lang, conversation.session.dialogs);
    conversation.tail = conversation.tail.map(
      ({ id, timestamp, channelId }) => ({ type: ERASED, id, timestamp, channelId }) as Activity,
    );
    for (const key of await store.list(`feed/${conversation.id}/`)) await store.delete(key);
    for (const key of await store.list(`case/${conversation.id}/`)) await store.delete(key);
  }

  /** Moves full pages out of the record. Pages hold what was committed before, so that writing one twice is harmless. */
  async function turnPages(conversation: Conversation): Promise<void> {
    while (conversation.tail.length > 2 * PAGE) {
      const first = conversation.count - conversation.tail.length;
      const key = pageOf(conversation.id, first / PAGE);
      const there = await store.read(key);
      await store.write(key, asJson(conversation.tail.slice(0, PAGE)), there?.version ?? 0);
      conversation.tail.splice(0, PAGE);
    }
  }

  async function commit(
    kept: Kept | undefined,
    conversation: Conversation,
    incoming: Incoming,
  ): Promise<{ id: string; replies: Activity[] }> {
    await turnPages(conversation);
    const before = conversation.count;
    const heard = append(conversation, {
      ...incoming.activity,
      from: { id: incoming.userId, name: '', role: 'user' } as Activity['from'],
    });
    const { replies: said, forget } = await guide(heard, conversation.session);
    if (forget) await erase(conversation);
    const replies = said.map((reply) =>
      append(conversation, {
        ...reply,
        from: { id: 'guide', name: 'OsaajaKS', role: 'bot' } as Activity['from'],
        replyToId: heard.id,
      }),
    );
    if (incoming.key !== undefined)
      conversation.seen = [...conversation.seen, { key: incoming.key, id: heard.id ?? '' }].slice(-SEEN);
    await store.write(keyOf(conversation.id), asJson(conversation), kept?.version ?? 0);

    const fresh = conversation.tail.slice(before - conversation.count);
    for (const listener of watchers.get(conversation.id) ?? []) listener(fresh, conversation.count);
    return { id: heard.id ?? '', replies };
  }

  return {
    open: (at, lang) =>
      lock.run(at.conversationId, async () => {
        const kept = await store.read(keyOf(at.conversationId));
        if (kept) return { created: false };
        const known = lang && LANGS.includes(lang) ? lang : undefined;
        const conversation: Conversation = {
          id: at.conversationId,
          channelId: at.channelId,
          userId: at.userId,
          createdAt: new Date(now()).toISOString(),
          session: newSession(known),
          seen: [],
          count: 0,
          tail: [],
        };
        await commit(undefined, conversation, {
          ...at,
          activity: { type: 'conversationUpdate', membersAdded: [{ id: at.userId, name: '' }] },
        });
        return { created: true };
      }),

    take: (incoming) =>
      lock.run(incoming.conversationId, async () => {
        const kept = await store.read(keyOf(incoming.conversationId));
        if (!kept) return undefined;
        const conversation = structuredClone(asConversation(kept));
        const again = conversation.seen.find(({ key }) => key === incoming.key);
        if (again)
          return {
            id: again.id,
            replies: conversation.tail.filter(({ replyToId }) => replyToId === again.id),
          };
        if (conversation.session.form !== SESSION_FORM)
          conversation.session = newSession(conversation.session.lang);
        return commit(kept, conversation, incoming);
      }),

    async read(conversationId, from) {
      const kept = await store.read(keyOf(conversationId));
      if (!kept) return undefined;
      const { tail, count } = asConversation(kept);
      const first = count - tail.length;
      const pages: Activity[] = [];
      for (let page = Math.floor(from / PAGE); page < first / PAGE; page++) {
        const stored = await store.read(pageOf(conversationId, page));
        pages.push(
          ...((stored?.value ?? []) as unknown as Activity[]).slice(Math.max(0, from - page * PAGE)),
        );
      }
      const all = [...pages, ...tail.slice(Math.max(0, from - first))];
      return { activities: all.filter(({ type }) => type !== ERASED), count };
    },

    watch(conversationId, listener) {
      const listeners = watchers.get(conversationId) ?? new Set();
      watchers.set(conversationId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && watchers.get(conversationId) === listeners)
          watchers.delete(conversationId);
      };
    },

    settled: () => lock.settled(),
  };
}
