import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { parseArgs, styleText } from 'node:util';
import { pino } from 'pino';
import { openKnowledge } from '../knowledge/open.ts';
import { commonWords } from '../knowledge/understanding/common-words.ts';
import { LANGS, type Lang } from '../locales/index.ts';
import { createReturnCodes } from './codes/index.ts';
import { takeElsewhere } from './conversations/elsewhere.ts';
import { createTurns } from './conversations/turns.ts';
import { createCases } from './desk/index.ts';
import { createGuide } from './guide.ts';
import { memoryStore } from './storage/memory.ts';
import { localDay } from './today.ts';
import { createMisses } from './turn/misunderstood.ts';

const CHANNELS = ['terminal', 'sms'] as const;

/** `npm run chat`: talks to the guide in a terminal, in memory; each line of standard input is a message. */
async function main(): Promise<void> {
  const { lang, channelId } = readOptions();
  const now = () => Date.now();
  const store = memoryStore();
  const knowledge = await openKnowledge();
  const log = pino({ level: 'error' }, pino.destination(2));
  const codes = createReturnCodes({ store, secret: randomBytes(32), log, now });
  const { moves, queue } = createCases({ store, base: knowledge.base, now, timeZone: 'Europe/Helsinki' });
  const today = () => localDay(now(), 'Europe/Helsinki');
  const guide = createGuide({ knowledge, desk: moves, codes, today, log });
  const misses = createMisses({ store, today, isCommon: commonWords(knowledge.base) });
  const elsewhere = takeElsewhere({ misses, codes, queue });
  const turns = createTurns({ store, guide, now, elsewhere, kept: queue.see });
  codes.start(turns);
  const here = { conversationId: 'terminal', channelId, userId: 'seeker' };
  const pleasant = process.stdin.isTTY && process.stdout.isTTY;

  let seen = 0;
  async function show(): Promise<void> {
    const { activities = [], count = seen } = (await turns.read('terminal', seen)) ?? {};
    seen = count;
    for (const { from, text } of activities) {
      if (from.role !== 'bot') continue;
      for (const line of (text ?? '').split('\n')) {
        process.stdout.write(pleasant ? `${styleText('cyan', line)}\n` : `< ${line}\n`);
      }
      if (pleasant) process.stdout.write('\n');
    }
  }

  await turns.open(here, lang);
  await show();
  const input = createInterface({
    input: process.stdin,
    ...(pleasant && { output: process.stdout, prompt: '> ' }),
  });
  if (pleasant) input.prompt();
  for await (const line of input) {
    await turns.take({ ...here, activity: { type: 'message', text: line } });
    await show();
    if (pleasant) input.prompt();
  }
}

/** `--lang fi|sv|en|ar|so` and `--channel terminal|sms`; what else is asked for is refused. */
function readOptions(): { lang: Lang | undefined; channelId: string } {
  const { values } = parseArgs({
    options: { lang: { type: 'string' }, channel: { type: 'string', default: 'terminal' } },
  });
  const lang = LANGS.find((one) => one === values.lang);
  const channelId = CHANNELS.find((one) => one === values.channel);
  if (values.lang !== undefined && !lang)
    throw new RangeError(`--lang is "${values.lang}" but must be one of ${LANGS.join(', ')}`);
  if (!channelId)
    throw new RangeError(`--channel is "${values.channel}" but must be one of ${CHANNELS.join(', ')}`);
  return { lang, channelId };
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
