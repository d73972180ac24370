import { pino } from 'pino';
import { openAzure } from '../../bot/azure/index.ts';
import { createTurns } from '../../bot/conversations/turns.ts';
import { createCases } from '../../bot/desk/index.ts';
import { createSignals } from '../../bot/desk/signals.ts';
import { createWebDesk } from '../../bot/desk/web/index.ts';
import { openCloud } from '../../bot/framework/cloud.ts';
import { createGuide } from '../../bot/guide.ts';
import { onceHere } from '../../bot/once.ts';
import { startServer } from '../../bot/server.ts';
import { createSms } from '../../bot/sms/index.ts';
import { openTwilio } from '../../bot/sms/twilio.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { registered } from '../../bot/storage/register.ts';
import { createMisses } from '../../bot/turn/misunderstood.ts';
import { createMetrics } from '../../bot/watching/metrics.ts';
import { startBotConnector } from './bot-connector.ts';
import { codesFor } from './codes.ts';
import { DAY, knowledge } from './conversation.ts';
import { SETTINGS } from './server.ts';
import { smsSettings, twilioStandIn } from './twilio-stand-in.ts';

export const SECRET = 'a key for tests that is long enough to sign with';
export const DIRECT_LINE_SECRET = 'the direct line secret of the tests'.replaceAll(' ', '-');
export const METRICS_TOKEN = 'the token with which metrics are read'.replaceAll(' ', '-');

/** One server with everything that the guide can listen to, and what stands on the other side. */
export async function everyDoor() {
  let time = Date.now();
  const now = () => time;
  const store = registered(memoryStore(), now);
  const [known, twilio, connector] = [await knowledge, await twilioStandIn(), await startBotConnector()];
  const log = pino({ level: 'silent' });
  const secret = new TextEncoder().encode(SECRET);
  const codes = codesFor(store, now);
  const cases = createCases({ store, base: known.base, now, timeZone: 'Europe/Helsinki', lease: 100_000 });
  const guide = createGuide({ knowledge: known, desk: cases.moves, codes, today: () => DAY, log });
  const misses = createMisses({ store, today: () => DAY, isCommon: () => true });
  const turns = createTurns({ store, guide, now, kept: cases.queue.see, misses });
  codes.start(turns);
  const azure = openAzure({
    config: connector.settings,
    cloud: await openCloud(connector.settings, connector.credentials),
    log,
    // Tokens are checked by the true time.
    now: Date.now,
    languageOf: () => undefined,
  });
  const settings = smsSettings(twilio.url);
  const sms = createSms({
    settings,
    twilio: await openTwilio(settings),
    store,
    secret,
    danger: () => undefined,
    timeZone: 'Europe/Helsinki',
    log,
    now,
  });
  await sms.start(turns);
  const signals = createSignals();
  const web = createWebDesk({
    ...cases,
    store,
    turns,
    guide,
    knowledge: known,
    codes,
    signals,
    log,
    now,
    today: () => DAY,
    lease: 100_000,
    silence: 100_000,
  });
  const server = await startServer({
    config: { ...SETTINGS, directLineSecret: DIRECT_LINE_SECRET, metricsToken: METRICS_TOKEN },
    turns,
    pages: { store, knowledge: known, codes, today: () => DAY, smsNumber: undefined },
    azure: { mount: (http, all) => azure.mount(http, all) },
    sms,
    desk: { web, signals },
    operate: { store, metrics: createMetrics() },
    log,
    secret,
    once: onceHere(now),
    now,
  });
  return {
    ...server,
    store,
    turns,
    web,
    twilio,
    connector,
    /** Lets milliseconds go by. */
    wait(milliseconds: number) {
      time += milliseconds;
    },
    /** Everything that is stored, but for what every look at the server's health writes. */
    async everything(): Promise<string> {
      const keys = (await store.list('')).filter((key) => !key.startsWith('probe/')).sort();
      return JSON.stringify(
        await Promise.all(keys.map(async (key) => [key, (await store.read(key))?.value])),
      );
    },
    async stop() {
      await server.stop();
      await sms.settled();
      await twilio.stop();
      await connector.stop();
    },
  };
}
