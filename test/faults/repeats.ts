import { pino } from 'pino';
import { createDelivery } from '../../bot/conversations/delivery.ts';
import { createTurns } from '../../bot/conversations/turns.ts';
import { onceHere } from '../../bot/once.ts';
import { startServer } from '../../bot/server.ts';
import { createSms } from '../../bot/sms/index.ts';
import { openTwilio } from '../../bot/sms/twilio.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { startAzure } from '../support/azure.ts';
import { startBotConnector } from '../support/bot-connector.ts';
import { echoGuide } from '../support/echo-guide.ts';
import { request, SETTINGS, testServer } from '../support/server.ts';
import { OUR_NUMBER, PUBLIC, smsSettings, twilioStandIn } from '../support/twilio-stand-in.ts';

/** What came of one message that a channel brought many times at once. */
export interface Repeated {
  readonly channel: string;
  readonly times: number;
  readonly acknowledged: number;
  /** How often it stands in what was said, and how often it was answered. */
  readonly heard: number;
  readonly answered: number;
}

const all = <T>(times: number, work: () => Promise<T>) => Promise.all(Array.from({ length: times }, work));
const good = (statuses: readonly { readonly status: number }[]) =>
  statuses.filter(({ status }) => status === 200).length;
const TEXT = 'the same';

/** Brings the same message many times at once through Direct Line, as a text message, and through Teams, each as its channel would. */
export const repeats: Readonly<Record<string, (times: number) => Promise<Repeated>>> = {
  async 'Direct Line'(times) {
    const server = await testServer({ guide: echoGuide() });
    const { body: chat } = await request(server.url, '/chat/token', { method: 'POST', body: { open: true } });
    const id = String(chat.conversationId);
    const answers = await all(times, () =>
      request(server.url, `/v3/directline/conversations/${id}/activities`, {
        method: 'POST',
        token: String(chat.token),
        body: { type: 'message', text: TEXT, channelData: { clientActivityID: 'k' } },
      }),
    );
    const said = (await server.turns.read(id, 0))?.activities ?? [];
    await server.stop();
    const mine = said.filter(({ text }) => text === TEXT);
    return {
      channel: 'Direct Line',
      times,
      acknowledged: good(answers),
      heard: mine.filter(({ from }) => from.role === 'user').length,
      answered: mine.filter(({ from }) => from.role === 'bot').length,
    };
  },

  async 'text message'(times) {
    const twilio = await twilioStandIn();
    const publicUrl = PUBLIC;
    const settings = { ...smsSettings(twilio.url), messagesAnHour: 1_000 };
    const store = memoryStore();
    const log = pino({ level: 'silent' });
    const secret = new TextEncoder().encode('a key for tests that is long enough to sign with');
    const sms = createSms({
      settings,
      twilio: await openTwilio(settings),
      store,
      secret,
      danger: () => undefined,
      timeZone: 'Europe/Helsinki',
      log,
      now: Date.now,
    });
    const delivery = createDelivery({ store, senders: [sms.sender], log, now: Date.now, pauses: [20] });
    const turns = createTurns({ store, guide: echoGuide(), now: Date.now, outbox: delivery.outbox });
    await sms.start(turns);
    const config = { ...SETTINGS, publicUrl };
    const server = await startServer({
      config,
      turns,
      sms,
      log,
      secret,
      once: onceHere(Date.now),
      now: Date.now,
    });
    await delivery.start(turns);
    const form = {
      MessageSid: twilio.newSid(),
      From: '+358401234567',
      To: OUR_NUMBER,
      Body: TEXT,
      NumMedia: '0',
    };
    const to = `http://127.0.0.1:${server.port}`;
    const answers = await all(times, () => twilio.webhook(form, { to, publicUrl }));
    await sms.settled();
    await settledSending(() => twilio.sent.length);
    const [key = ''] = await store.list('conversation/');
    const said = (await turns.read(key.replace('conversation/', ''), 0))?.activities ?? [];
    await server.stop();
    await delivery.stop();
    await twilio.stop();
    return {
      channel: 'text message',
      times,
      acknowledged: good(answers),
      heard: said.filter(({ from, text }) => from.role === 'user' && text === TEXT).length,
      answered: twilio.sent.filter(({ body }) => body === TEXT).length,
    };
  },

  async Teams(times) {
    const connector = await startBotConnector();
    const server = await startAzure({ connector, guide: echoGuide() });
    const activity = connector.activity({ text: TEXT });
    const answers = await all(times, () => server.post(activity));
    await settledSending(() => connector.posted.length);
    const [key = ''] = await server.store.list('conversation/');
    const said = (await server.turns.read(key.replace('conversation/', ''), 0))?.activities ?? [];
    const answered = connector.posted.filter(({ activity: { text } }) => text === TEXT).length;
    await server.stop();
    await connector.stop();
    return {
      channel: 'Teams',
      times,
      acknowledged: good(answers),
      heard: said.filter(({ from, text }) => from.role === 'user' && text === TEXT).length,
      answered,
    };
  },
};

/** Resolves when nothing more has been sent for a while: one answer too many has had its time to come. */
async function settledSending(count: () => number): Promise<void> {
  for (let [last, still] = [-1, 0]; still < 20; still++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (count() === last && last > 0) continue;
    [last, still] = [count(), 0];
  }
}
