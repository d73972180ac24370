import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Activity } from '../../activity.ts';
import { numberOf } from '../../conversations/conversations.ts';
import type { Turns } from '../../conversations/turns.ts';
import type { Cloud } from '../../framework/cloud.ts';
import { oneAtATime } from '../../one-at-a-time.ts';
import { takesPart } from '../case.ts';
import { recordOf } from '../record.ts';
import type { Chat, Notebook } from './notebook.ts';
import { WORDS } from './words.ts';

export interface ChatsParts {
  readonly cloud: Pick<Cloud, 'send'>;
  readonly notebook: Notebook;
  readonly turns: Pick<Turns, 'find' | 'read'>;
  readonly log: Logger;
  /** Milliseconds before a message that could not be sent is tried again. */
  readonly pause?: number;
}

/** Brings what is said in a held conversation into its coach's private chat: in order, each at least once, also after a restart. */
export function createChats({ cloud, notebook, turns, log, pause = 5_000 }: ChatsParts) {
  const lock = oneAtATime();
  const halt = new AbortController();
  const say = (chat: Chat, text: string) =>
    cloud.send(chat.address, { type: 'message', text, textFormat: 'plain' });

  async function bring(coach: string): Promise<void> {
    const chat = await notebook.chat(coach);
    if (chat?.case === undefined) return;
    const conversation = await turns.find(chat.case);
    const { case: theCase } = conversation ? recordOf(conversation) : {};
    const { activities = [] } = (await turns.read(chat.case, chat.seen)) ?? {};
    const mine = theCase?.state === 'held' && takesPart(theCase, coach);
    let seen = chat.seen;
    for (const activity of mine ? activities : []) {
      const text = lineOf(activity, coach, chat);
      if (text !== undefined) await say(chat, text);
      seen = numberOf(activity) + 1;
      await notebook.setChat({ ...chat, seen });
    }
    if (mine) return;
    const { case: _over, ...free } = chat;
    await say(chat, WORDS[chat.lang].notYoursNow);
    await notebook.setChat({ ...free, seen });
  }

  async function persist(coach: string): Promise<void> {
    while (!halt.signal.aborted) {
      try {
        return await bring(coach);
      } catch (error) {
        const { statusCode: status, name } = error as Error & { statusCode?: number };
        log.warn({ code: 'desk.teams-chat', status, name }, 'will be tried again');
        await wait(pause, undefined, { signal: halt.signal, ref: false }).catch(() => undefined);
      }
    }
  }

  return {
    say,
    /** Brings what is new; what cannot be sent is tried until it can. */
    bring: (coach: string) => lock.run(coach, () => persist(coach)),
    /** Changes what is known of a coach's chat, never in the middle of bringing. */
    change: (coach: string, make: (now: Chat | undefined) => Promise<Chat | undefined>) =>
      lock.run(coach, async () => {
        const next = await make(await notebook.chat(coach));
        if (next) await notebook.setChat(next);
        return next;
      }),
    async stop(): Promise<void> {
      halt.abort();
      await lock.settled();
    },
  };
}

export type Chats = ReturnType<typeof createChats>;

/** What of a conversation's log the coach has not written themselves. */
function lineOf(
  { type, from, text, channelData }: Activity,
  coach: string,
  { lang }: Chat,
): string | undefined {
  if (type !== 'message' || !text) return undefined;
  const { person } = (channelData ?? {}) as { person?: { id: string; name: string } };
  if (person?.id === coach) return undefined;
  const words = WORDS[lang];
  const who = from.role === 'user' ? words.seeker : (person?.name ?? words.guide);
  return `${who}: ${text}`;
}
