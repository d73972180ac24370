import { pino } from 'pino';
import { createReturnCodes } from '../../bot/codes/index.ts';
import { createTurns, type Guide } from '../../bot/conversations/turns.ts';
import { createCases } from '../../bot/desk/index.ts';
import { createGuide } from '../../bot/guide.ts';
import { onceHere } from '../../bot/once.ts';
import { startServer } from '../../bot/server.ts';
import { fileStore } from '../../bot/storage/files.ts';
import { localDay } from '../../bot/today.ts';
import { openKnowledge } from '../../knowledge/open.ts';
import { echoGuide } from '../support/echo-guide.ts';
import { SETTINGS } from '../support/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// A server to be measured: the guide, or the bare echo bot behind the same front and the same durable store.
const store = fileStore({ folder: temporaryFolder('bench'), alarm: () => undefined });
const now = () => Date.now();
const secret = crypto.getRandomValues(new Uint8Array(48));
const log = pino({ level: 'silent' });
const today = () => localDay(now(), 'Europe/Helsinki');
const knowledge = process.argv[2] === 'echo' ? undefined : await openKnowledge();
const cases = knowledge && createCases({ store, base: knowledge.base, now, timeZone: 'Europe/Helsinki' });
const codes = createReturnCodes({ store, secret, log, now });
const guide: Guide =
  knowledge && cases
    ? createGuide({
        knowledge,
        desk: cases.moves,
        codes,
        today,
        log,
      })
    : echoGuide();
const turns = createTurns({ store, guide, now, ...(cases && { kept: cases.queue.see }) });
const { url, streams } = await startServer({
  config: SETTINGS,
  turns,
  ...(knowledge && { pages: { store, knowledge, codes, today, smsNumber: undefined } }),
  log,
  secret,
  once: onceHere(now),
  now,
});
process.send?.({ url });
process.on('message', () =>
  process.send?.({
    megabytes: Math.round(process.memoryUsage().rss / 1e6),
    open: streams.open,
    waiting: streams.waiting,
    cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
  }),
);
process.on('disconnect', () => process.exit(0));
