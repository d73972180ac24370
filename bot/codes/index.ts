import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import type { CodeHeard } from '../../dialogs/dialog.ts';
import {
  type Conversation,
  emptyRecord,
  markDelivered,
  type Session,
} from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { isOpen } from '../desk/case.ts';
import type { Person } from '../desk/interface.ts';
import { recordLook } from '../desk/looks.ts';
import { recordOf, withCase } from '../desk/record.ts';
import { Recent } from '../recent.ts';
import { noteErasure } from '../storage/erasures.ts';
import { eraseConversation } from '../storage/register.ts';
import { revise } from '../storage/revise.ts';
import type { Store } from '../storage/store.ts';
import { codeIn, makeCode } from './code.ts';
import { empty, type Guidance, guidanceOf } from './guidance.ts';

/** Where the guidance of a code is: the code itself is kept nowhere, only its keyed hash names this. */
interface CodeRecord {
  /** Conversation that has the guidance now. */
  readonly owner: string;
  /** Conversations that had it before. */
  readonly before: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Wrong codes of the hour that began at `from`. */
interface Guesses {
  readonly from: number;
  readonly count: number;
}

export interface ReturnCodes {
  /** A new code, in its plain form. */
  make(): string;
  /** Makes a code lead to the guidance of a conversation; the one it had before leads nowhere any more. */
  give(code: string, conversationId: string, session: Session): Promise<void>;
  /** Looks a code up for whoever writes in a conversation; wrong ones are counted, and too many end it for an hour. */
  find(code: string, conversationId: string, session: Session): Promise<CodeHeard>;
  /** The guidance, which from now on belongs to the conversation; undefined where it is gone. */
  take(name: string, conversationId: string, session: Session): Promise<Guidance | undefined>;
  /** The guidance of the session was taken on to another conversation. */
  leftFor(conversationId: string, session: Session): Promise<boolean>;
  /** Erases what the guidance left elsewhere: its code, and what was said where it was before. `gone` is told of each such conversation as it was; gives them as they are then. */
  forget(of: Conversation, gone: (there: Conversation) => Promise<void>): Promise<readonly Conversation[]>;
  /** For a coach to whom a seeker told the code: the conversation; `parked`: somebody else uses the phone where it lies. The seeker can read who opened it; limited like any guess. */
  openFor(
    code: string,
    coach: Person,
  ): Promise<{ readonly conversation: string } | 'unknown' | 'limited' | 'parked'>;
  /** The code of a session as it was told in one of these texts; undefined where none of them has it. */
  told(session: Session, texts: readonly string[]): string | undefined;
  /** Gives access to the conversations. */
  start(conversations: Pick<Conversations, 'find' | 'amend'>): void;
  /** From where somebody writes, such as an address; not stored. */
  from(conversationId: string, origin: string): void;
}

export interface ReturnCodesParts {
  readonly store: Store;
  /** Names codes; at least 32 bytes. */
  readonly secret: Uint8Array;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly make?: () => string;
}

const DAY = 86_400_000;
/** A code is good for so long after it was given or used, milliseconds. */
const LIFETIME = 90 * DAY;
const HOUR = 3_600_000;
/** Wrong codes within an hour: of one conversation, of one address, of all. */
const MOST = { conversation: 5, origin: 20, all: 200 };
/** Addresses remembered at a time. */
const ORIGINS = 20_000;
const keyOf = (name: string) => `code/${name}`;

/** Return codes: guidance that goes on in any channel, moved and never copied, once the seeker said yes. */
export function createReturnCodes({
  store,
  secret,
  log,
  now,
  make = makeCode,
}: ReturnCodesParts): ReturnCodes {
  const hashed = (what: string, text: string) =>
    createHmac('sha256', secret).update(`${what} ${text}`).digest('base64url');
  const nameOf = (code: string) => hashed('code', code);
  const origins = new Recent<string, string>(ORIGINS);
  let conversations: Pick<Conversations, 'find' | 'amend'> | undefined;

  async function look(name: string): Promise<CodeRecord | undefined> {
    const record = (await store.read(keyOf(name)))?.value as unknown as CodeRecord | undefined;
    return record && record.at + LIFETIME > now() ? record : undefined;
  }

  const scopesOf = (conversationId: string) => {
    const origin = origins.get(conversationId);
    return [
      { key: `guess/${hashed('conversation', conversationId)}`, most: MOST.conversation },
      ...(origin ? [{ key: `guess/${hashed('origin', origin)}`, most: MOST.origin }] : []),
      { key: 'guess/all', most: MOST.all },
    ];
  };
  async function isLimited(conversationId: string): Promise<boolean> {
    for (const { key, most } of scopesOf(conversationId)) {
      const guesses = (await store.read(key))?.value as unknown as Guesses | undefined;
      if (guesses && guesses.from + HOUR > now() && guesses.count >= most) return true;
    }
    return false;
  }
  async function countWrong(conversationId: string): Promise<void> {
    for (const { key, most } of scopesOf(conversationId)) {
      const after = await revise<Guesses>(store, key, (before) =>
        before && before.from + HOUR > now()
          ? { ...before, count: before.count + 1 }
          : { from: now(), count: 1 },
      );
      if (after?.count === most)
        log.warn(
          { code: 'codes.guessed', conversation: conversationId, all: key === 'guess/all' },
          'too many wrong codes',
        );
    }
  }

  /** Whether the guidance of a code lies in a session, open or put away. */
  const holds = ({ code, parked }: Session, name: string) => code === name || parked?.[name] !== undefined;
  const within = (session: Session, name: string): Guidance | undefined =>
    session.code === name ? guidanceOf(session) : session.parked?.[name];
  function release(session: Session, name: string): void {
    if (session.code === name) {
      empty(session);
      session.left = true;
    }
    if (session.parked) delete session.parked[name];
  }

  /** Once the new conversation is kept with its guidance, the old one lets go. */
  async function letGo(name: string, from: string, to: string): Promise<void> {
    await conversations?.amend(to, () => undefined);
    const arrived = await conversations?.find(to);
    if (arrived && holds(arrived.session, name))
      await conversations?.amend(from, ({ session }) => release(session, name));
  }

  return {
    make,
    start(given) {
      conversations = given;
    },
    from(conversationId, origin) {
      origins.set(conversationId, origin);
    },
    async give(code, conversationId, session) {
      const name = nameOf(code);
      const record: CodeRecord = { owner: conversationId, before: [], at: now() };
      await revise<CodeRecord>(store, keyOf(name), () => record);
      if (session.code && session.code !== name) await store.delete(keyOf(session.code));
      session.code = name;
    },
    async find(code, conversationId, session) {
      if (await isLimited(conversationId)) return { outcome: 'limited' };
      const name = nameOf(code);
      const record = await look(name);
      const there =
        record?.owner === conversationId
          ? session
          : (await conversations?.find(record?.owner ?? ''))?.session;
      if (session.code === name) return { outcome: 'here' };
      // Until a move is finished, the guidance lies where it was.
      const before =
        record && !(there && holds(there, name))
          ? await conversations?.find(record.before[0] ?? '')
          : undefined;
      if (record && ((there && holds(there, name)) || (before && holds(before.session, name))))
        return { outcome: 'found', name };
      await countWrong(conversationId);
      return { outcome: 'unknown' };
    },
    async take(name, conversationId, session) {
      const record = await look(name);
      if (!record) return undefined;
      const own = within(session, name);
      if (own) {
        if (session.parked) delete session.parked[name];
        session.code = name;
        return own;
      }
      const from = record.owner === conversationId ? (record.before[0] ?? '') : record.owner;
      const guidance = within((await conversations?.find(from))?.session ?? session, name);
      if (!guidance) return undefined;
      const moved = await revise<CodeRecord>(store, keyOf(name), (now_) =>
        now_ && now_.owner === record.owner
          ? {
              ...now_,
              owner: conversationId,
              before: [from, ...now_.before.filter((id) => id !== from)],
              at: now(),
            }
          : undefined,
      );
      if (moved?.owner !== conversationId) return undefined;
      session.code = name;
      session.earlier = [...new Set([...(session.earlier ?? []), from, ...record.before])].filter(
        (id) => id !== conversationId,
      );
      letGo(name, from, conversationId).catch((error: Error) =>
        // It lets go at its next message.
        log.warn({ code: 'codes.unreleased', err: { name: error.name } }, 'released later'),
      );
      return guidance;
    },
    async leftFor(conversationId, session) {
      if (session.left) {
        delete session.left;
        return true;
      }
      if (!session.code) return false;
      const record = await look(session.code);
      if (!record || record.owner === conversationId) return false;
      const there = await conversations?.find(record.owner);
      if (!there || !holds(there.session, session.code)) return false;
      empty(session);
      return true;
    },
    async forget({ id: conversationId, session }, gone) {
      const emptied: Conversation[] = [];
      const moved = session.code ? ((await look(session.code))?.at ?? now()) : now();
      if (session.code) await store.delete(keyOf(session.code));
      for (const id of session.earlier ?? []) {
        if (id === conversationId) continue;
        const conversation = await conversations?.find(id);
        if (conversation) await gone(conversation);
        await noteErasure(store, id, now());
        await eraseConversation(store, id);
        const after = await revise<Conversation>(store, `conversation/${id}`, (there) => {
          if (!there) return undefined;
          const left = structuredClone(there);
          // A move that was cut short may have left the guidance there.
          if (session.code) release(left.session, session.code);
          return withoutWords(left, moved);
        });
        if (after) emptied.push(after);
      }
      delete session.earlier;
      delete session.code;
      return emptied;
    },
    async openFor(code, coach) {
      if (await isLimited(coach.id)) return 'limited';
      const name = nameOf(code);
      const record = await look(name);
      if (!record) {
        await countWrong(coach.id);
        return 'unknown';
      }
      const there = await conversations?.find(record.owner);
      if (there?.session.code !== name) return there && holds(there.session, name) ? 'parked' : 'unknown';
      if (conversations) await recordLook(conversations, record.owner, coach, 'code', now());
      log.info(
        { code: 'codes.opened', coach: coach.id, conversation: record.owner },
        'a coach opened guidance by its code',
      );
      return { conversation: record.owner };
    },
    told: ({ code }, texts) =>
      texts.map(codeIn).findLast((one) => one !== undefined && code !== undefined && nameOf(one) === code),
  };
}

/** A conversation without what was said in it; guidance that has begun there since `moved` (milliseconds since 1970) stays. */
function withoutWords(there: Conversation, moved: number): Conversation {
  const { case: one } = recordOf(there);
  emptyRecord(there);
  markDelivered(there, there.delivered ?? 0);
  delete there.desk;
  // Another one with this phone who asked for a person is still waited for.
  if (there.session.shared && one && isOpen(one.state) && Date.parse(one.openedAt) > moved)
    there.desk = withCase(recordOf(there), one);
  return there;
}
