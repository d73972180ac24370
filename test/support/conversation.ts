import { pino } from 'pino';
import type { Conversation } from '../../bot/conversations/conversation.ts';
import { takeElsewhere } from '../../bot/conversations/elsewhere.ts';
import { createTurns } from '../../bot/conversations/turns.ts';
import { createCases } from '../../bot/desk/index.ts';
import { createGuide } from '../../bot/guide.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { registered } from '../../bot/storage/register.ts';
import { createMisses } from '../../bot/turn/misunderstood.ts';
import { openKnowledge } from '../../knowledge/open.ts';
import { commonWords } from '../../knowledge/understanding/common-words.ts';
import type { Lang } from '../../locales/index.ts';
import { codesFor } from './codes.ts';
import { deskHand } from './desk-hand.ts';

/** The real knowledge base, read once for all tests. */
export const knowledge = openKnowledge();

export const DAY = '2026-11-23';
/** Helsinki is two hours ahead of UTC on that day. */
const timeOf = (time: string) => Date.parse(`${DAY}T${time}:00+02:00`);

/** The whole guide with its desk, in memory, from a time of a fixed day on. */
export async function startGuide(begin = '14:00') {
  let time = timeOf(begin);
  const now = () => time;
  const store = registered(memoryStore(), now);
  const codes = codesFor(store, now);
  const failures: unknown[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void failures.push(JSON.parse(line)) });
  const cases = createCases({
    store,
    base: (await knowledge).base,
    now,
    timeZone: 'Europe/Helsinki',
  });
  const guide = createGuide({
    knowledge: await knowledge,
    desk: cases.moves,
    codes,
    today: () => DAY,
    log,
  });
  const misses = createMisses({
    store,
    today: () => DAY,
    isCommon: commonWords((await knowledge).base),
  });
  const turns = createTurns({
    store,
    guide,
    now,
    elsewhere: takeElsewhere({ misses, codes, queue: cases.queue }),
    kept: cases.queue.see,
    misses,
    uncounted: (error) => void failures.push(error),
  });
  codes.start(turns);
  return {
    store,
    turns,
    codes,
    now,
    failures,
    cases,
    hand: deskHand({ ...cases, turns, guide, knowledge: await knowledge, now }),
    /** Lets time go by, in minutes. */
    wait(minutes: number) {
      time += minutes * 60_000;
    },
  };
}

/** A conversation with the whole guide; `within`: a guide that holds others, too; `time`: when it begins, such as "22:00". */
export async function startConversation({
  locale,
  channel = 'terminal',
  id = 'test',
  time,
  within,
}: {
  locale?: Lang;
  channel?: string;
  id?: string;
  time?: string;
  within?: Awaited<ReturnType<typeof startGuide>>;
} = {}) {
  const { store, turns, failures, cases, hand } = within ?? (await startGuide(time));
  const here = { conversationId: id, channelId: channel, userId: 'seeker' };
  let seen = 0;

  async function replies(): Promise<readonly string[]> {
    const { activities = [], count = seen } = (await turns.read(id, seen)) ?? {};
    seen = count;
    return activities
      .filter(({ from }) => from.role === 'bot')
      .flatMap(({ text }) => (text ?? '').split('\n'));
  }

  /** What is stored of the conversation. */
  const stored = async () => (await store.read(`conversation/${id}`))?.value as unknown as Conversation;

  await turns.open(here, locale);
  return {
    store,
    /** Errors that the guide logged; a test that does not expect any checks that there are none. */
    failures,
    greeting: await replies(),
    /** The guide's lines in answer to a message; `value`: what a button sent with it. */
    async say(text: string, value?: unknown): Promise<readonly string[]> {
      await turns.take({ ...here, activity: { type: 'message', text, value } });
      return replies();
    },
    /** The lines that the seeker is shown when somebody at the desk does something. */
    async desk(line: string): Promise<readonly string[]> {
      await hand(id, line);
      return replies();
    },
    stored,
    sight: async () => cases.moves.sight(await stored()),
  };
}
