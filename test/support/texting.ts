import { pino } from 'pino';
import { createDelivery } from '../../bot/conversations/delivery.ts';
import { createTurns } from '../../bot/conversations/turns.ts';
import { createCases } from '../../bot/desk/index.ts';
import { createGuide } from '../../bot/guide.ts';
import { onceHere } from '../../bot/once.ts';
import { startServer } from '../../bot/server.ts';
import { dangerHeard } from '../../bot/sms/danger.ts';
import { createSms } from '../../bot/sms/index.ts';
import type { SmsSettings } from '../../bot/sms/settings.ts';
import { openTwilio } from '../../bot/sms/twilio.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { registered } from '../../bot/storage/register.ts';
import type { Store } from '../../bot/storage/store.ts';
import { codesFor } from './codes.ts';
import { knowledge } from './conversation.ts';
import { SETTINGS } from './server.ts';
import { OUR_NUMBER, PUBLIC, smsSettings, twilioStandIn } from './twilio-stand-in.ts';

/** Whose telephone it is unless a test says otherwise. */
export const SEEKER = '+358401234567';
const secret = new TextEncoder().encode('a key for tests that is long enough to sign with');
/** Waits until something holds. @throws when it does not within so many milliseconds */
export const until = async (holds: () => boolean | Promise<boolean>, what: string, within = 8_000) => {
  const end = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** The whole guide on a port of this machine, with Twilio's own client against the stand-in. */
export async function startTexting({
  settings = {},
  now = Date.now,
  store = registered(memoryStore(), now),
}: {
  settings?: Partial<SmsSettings>;
  store?: Store;
  now?: () => number;
} = {}) {
  const twilio = await twilioStandIn();
  const log = pino({ level: 'silent' });
  const all: SmsSettings = { ...smsSettings(twilio.url), ...settings };
  const base = await knowledge;
  const codes = codesFor(store, now);
  const guide = createGuide({
    knowledge: base,
    desk: createCases({ store, base: base.base, now, timeZone: 'Europe/Helsinki' }).moves,
    codes,
    today: () => '2026-11-23',
    log,
  });

  async function run() {
    const sms = createSms({
      settings: all,
      twilio: await openTwilio(all),
      store,
      secret,
      danger: dangerHeard(base),
      timeZone: 'Europe/Helsinki',
      log,
      now,
      pauses: [20],
      lookEvery: 150,
    });
    const delivery = createDelivery({ store, senders: [sms.sender], log, now, pauses: [20] });
    const turns = createTurns({ store, guide, now, outbox: delivery.outbox });
    codes.start(turns);
    await sms.start(turns);
    const config = { ...SETTINGS, publicUrl: PUBLIC };
    const server = await startServer({ config, turns, sms, log, secret, once: onceHere(now), now });
    await delivery.start(turns);
    return {
      url: `http://127.0.0.1:${server.port}`,
      sms,
      turns,
      async stop() {
        await server.stop();
        await sms.stop();
        await delivery.stop();
      },
    };
  }
  let running = await run();

  return {
    twilio,
    store,
    get url() {
      return running.url;
    },
    get sms() {
      return running.sms;
    },
    get turns() {
      return running.turns;
    },
    webhook: (form: Record<string, string>, options: { path?: string; signature?: string } = {}) =>
      twilio.webhook(form, { to: running.url, publicUrl: PUBLIC, ...options }),
    /** A text message of the seeker; resolves when it is acknowledged. */
    say(Body: string, more: Record<string, string> = {}) {
      const form = {
        MessageSid: twilio.newSid(),
        From: SEEKER,
        To: OUR_NUMBER,
        Body,
        NumMedia: '0',
        ...more,
      };
      return this.webhook(form);
    },
    /** The first message and its greeting, which are not counted further on. */
    async greet(text = 'Moi!') {
      await this.say(text);
      await this.heard(0);
      await this.quiet();
      twilio.sent.length = 0;
      return twilio.posts;
    },
    /** The texts that come after what is there now, once there are so many. */
    async heard(from: number, count = 1) {
      await until(() => twilio.sent.length >= from + count, `${count} messages after ${from}`);
      return twilio.sent.slice(from).map(({ body }) => body);
    },
    /** Resolves when nothing is on its way any more. */
    async quiet() {
      await running.sms.settled();
      let before = -1;
      await until(async () => {
        const marks = await Promise.all((await store.list('outbox/')).map((key) => store.read(key)));
        const still = before === twilio.posts && marks.every((mark) => mark?.value === false || !mark);
        before = twilio.posts;
        return still;
      }, 'quiet');
    },
    async restart() {
      await running.stop();
      running = await run();
    },
    async stop() {
      await running.stop();
      await twilio.stop();
    },
  };
}
