import { LANGS, type Lang } from '../../locales/index.ts';
import type { Activity } from '../activity.ts';
import { redactAll } from '../redact.ts';
import type { Json } from '../storage/store.ts';
import { type Miss, type Misses, withCounted } from '../turn/misunderstood.ts';
import { type Conversation, newSession, SESSION_FORM } from './conversation.ts';
import {
  type Conversations,
  type ConversationsParts,
  createConversations,
  GUIDE,
  newConversation,
} from './conversations.ts';

/** A message (or the opening of a conversation) as a channel received and checked it. */
export interface Incoming {
  readonly conversationId: string;
  readonly channelId: string;
  readonly userId: string;
  /** The sender's own key of the message; what comes twice under one key is answered once. */
  readonly key?: string;
  readonly activity: Partial<Activity>;
}

/** Where a conversation is opened; `address`: how its channel reaches the seeker, where messages must be brought to them. */
export type Opening = Omit<Incoming, 'activity' | 'key'> & { readonly address?: Json };

/** The turn itself: reads the activity, changes the conversation, gives the replies in order. `forget`: everything said before is to be erased. */
export type Guide = (activity: Activity, conversation: Conversation) => Promise<Answered>;

/** What a turn came to. */
export interface Answered {
  readonly replies: readonly Partial<Activity>[];
  readonly forget: boolean;
  /** How the message was understood: acted on, answered with a choice of meanings, or not at all; absent: it was for a person. */
  readonly heard?: 'understood' | 'offered' | 'not';
  /** What was not understood, where it may be counted. */
  readonly miss?: Miss;
  /** It went wrong, and the seeker was asked to say it again. */
  readonly failed?: true;
}

export interface Turns extends Pick<Conversations, 'read' | 'watch' | 'settled' | 'amend' | 'find'> {
  /** Opens a conversation and greets, unless it is open already. */
  open(at: Opening, lang?: Lang): Promise<{ readonly created: boolean }>;
  /** Answers one message. Once it resolves, message and replies are kept for good. Undefined: no such conversation. */
  take(
    incoming: Incoming,
  ): Promise<{ readonly id: string; readonly replies: readonly Activity[] } | undefined>;
  /** Erases everything that was said in a conversation, and what is known from it, for good. */
  forget(conversationId: string): Promise<void>;
}

export interface TurnsParts extends ConversationsParts {
  readonly guide: Guide;
  /** Counts what was not understood; absent: nothing is counted. */
  readonly misses?: Misses;
  /** Told that a miss could not be counted, which is no reason to leave the seeker without an answer. */
  readonly uncounted?: (error: Error & { code?: string }) => void;
}

/** Whether what is said now is for a person: a coach who holds the conversation, or one who is to call back. */
function isForPerson({ session, desk }: Conversation): boolean {
  return desk?.case?.state === 'held' || session.dialogs.dialogStack.at(-1)?.id === 'person';
}

const SEEN = 100;

/** Runs the guide's turns, one at a time per conversation. */
export function createTurns({ guide, ...parts }: TurnsParts): Turns {
  const conversations = createConversations(parts);
  const { read, watch, settled, amend, find, create } = conversations;

  /** Once the conversation is kept, so that whatever is counted can be taken back. */
  async function count(id: string, miss: Miss, misses: Misses): Promise<void> {
    await misses.count(miss, id);
    const key = misses.keyOf(miss);
    // Everything may have been erased since.
    const still = (await find(id))?.misses?.some((one) => one.key === key);
    if (!still) await misses.takeBack({ id, misses: [{ key, at: 0 }] });
  }

  return {
    read,
    watch,
    settled,
    amend,
    find,

    async open({ conversationId: id, channelId, userId, address }, lang) {
      const known = LANGS.find((one) => one === lang);
      const opened = newConversation(
        { id, channelId, userId, ...(address !== undefined && { address }) },
        parts.now(),
        known,
      );
      const created = await create(opened, async (conversation, log) => {
        const heard = log.append(
          { id: userId, name: '', role: 'user' },
          { type: 'conversationUpdate', membersAdded: [{ id: userId, name: '' }] },
        );
        const { replies } = await guide(heard, conversation);
        for (const reply of replies) log.append(GUIDE, { ...reply, replyToId: heard.id });
      });
      // Where replies go may change at any time, and is forgotten with everything else.
      if (!created && address !== undefined)
        await amend(id, (conversation) => {
          conversation.address = address;
          delete conversation.leaving;
        });
      return { created };
    },

    async take({ conversationId, userId, key, activity }) {
      let toCount: Miss | undefined;
      const taken = await amend(conversationId, async (conversation, log) => {
        toCount = undefined;
        const again = conversation.seen.find((one) => one.key === key);
        if (again)
          return {
            id: again.id,
            replies: conversation.tail.filter(({ replyToId }) => replyToId === again.id),
          };
        if (conversation.session.form !== SESSION_FORM)
          conversation.session = newSession(conversation.session.lang);

        const heard = log.append(
          { id: userId, name: '', role: 'user' },
          redactAll(activity, { keepContacts: isForPerson(conversation) }),
        );
        const id = heard.id;
        const { replies: said, forget, miss } = await guide(heard, conversation);
        if (miss && parts.misses) {
          const here = { key: parts.misses.keyOf(miss), at: parts.now() };
          const counted = withCounted(conversation.misses, here);
          if (counted) {
            conversation.misses = counted;
            toCount = miss;
          }
        }
        if (forget) await log.erase();
        // To whom is known by the conversation, and need not be kept with each of them.
        const replies = said.map(({ recipient: _, ...reply }, index) =>
          log.append(GUIDE, {
            ...reply,
            replyToId: id,
            // Whatever shows the conversation takes away what it shows.
            ...(forget && index === 0 && { channelData: { forgotten: true } }),
          }),
        );
        if (key !== undefined) conversation.seen = [...conversation.seen, { key, id }].slice(-SEEN);
        return { id, replies };
      });
      if (toCount && parts.misses)
        await count(conversationId, toCount, parts.misses).catch((error: Error) => parts.uncounted?.(error));
      return taken?.result;
    },

    async forget(conversationId) {
      await amend(conversationId, async (conversation, log) => {
        await log.erase();
        conversation.session.dialogs = { dialogStack: [] };
        delete conversation.session.consents;
        conversation.seen = [];
      });
    },
  };
}
