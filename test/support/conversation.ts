import { pino } from 'pino';
import { storedDesk } from '../../bot/desk.ts';
import { createGuide } from '../../bot/guide.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { registered } from '../../bot/storage/register.ts';
import { createTurns } from '../../bot/turns.ts';
import { openKnowledge } from '../../knowledge/open.ts';
import type { Lang } from '../../locales/index.ts';
import { codesFor } from './codes.ts';

/** The real knowledge base, read once for all tests. */
export const knowledge = openKnowledge();

export const DAY = '2026-11-23';
const NOON = Date.parse(`${DAY}T12:00:00Z`);

/** The whole guide, in memory, from noon of a fixed day on. */
export async function startGuide() {
  let time = NOON;
  const now = () => time;
  const store = registered(memoryStore(), now);
  const codes = codesFor(store, now);
  const failures: unknown[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void failures.push(JSON.parse(line)) });
  const guide = createGuide({
    knowledge: await knowledge,
    desk: storedDesk(store, now),
    codes,
    today: () => DAY,
    log,
  });
  const turns = createTurns({ store, guide, now });
  codes.start(turns);
  return {
    store,
    turns,
    codes,
    now,
    failures,
    /** Lets time go by, in minutes. */
    wait(minutes: number) {
      time += minutes * 60_000;
    },
  };
}

/** A conversation with the whole guide; `within`: a guide that holds others, too. */
export async function startConversation({
  locale,
  channel = 'terminal',
  id = 'test',
  within,
}: {
  locale?: Lang;
  channel?: string;
  id?: string;
  within?: Awaited<ReturnType<typeof startGuide>>;
} = {}) {
  const { store, turns, failures } = within ?? (await startGuide());
  const here = { conversationId: id, channelId: channel, userId: 'seeker' };
  let seen = 0;

  async function replies(): Promise<readonly string[]> {
    const { activities = [], count = seen } = (await turns.read(id, seen)) ?? {};
    seen = count;
    return activities
      .filter(({ from }) => from.role === 'bot')
      .flatMap(({ text }) => (text ?? '').split('\n'));
  }

  await turns.open(here, locale);
  return {
    store,
    /** Errors that the guide logged; a test that does not expect any checks that there are none. */
    failures,
    greeting: await replies(),
    /** The guide's lines in answer to a message. */
    async say(text: string): Promise<readonly string[]> {
      await turns.take({ ...here, activity: { type: 'message', text } });
      return replies();
    },
    /** What is stored of the conversation. */
    async stored() {
      return (await store.read(`conversation/${id}`))
        ?.value as unknown as import('../../bot/conversation.ts').Conversation;
    },
  };
}
