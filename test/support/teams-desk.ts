import { pino } from 'pino';
import { openAzure } from '../../bot/azure/index.ts';
import { createDelivery } from '../../bot/conversations/delivery.ts';
import { createTurns } from '../../bot/conversations/turns.ts';
import { createDesk } from '../../bot/desk/desk.ts';
import { createCases } from '../../bot/desk/index.ts';
import { createTeamsDesk } from '../../bot/desk/teams/index.ts';
import { openCloud } from '../../bot/framework/cloud.ts';
import { createGuide } from '../../bot/guide.ts';
import { onceHere } from '../../bot/once.ts';
import { startServer } from '../../bot/server.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { registered } from '../../bot/storage/register.ts';
import { APP_ID, type BotConnector } from './bot-connector.ts';
import { codesFor } from './codes.ts';
import { DAY, knowledge } from './conversation.ts';
import { SETTINGS } from './server.ts';

const idOf = (number: number) => `99999999-2222-4333-8444-${String(number).padStart(12, '0')}`;

/** The whole service with two coaches in Teams, beside a connector on this machine. Seekers write in their own private chats. */
export async function startTeamsDesk(connector: BotConnector, memory = memoryStore()) {
  const now = () => Date.parse(`${DAY}T12:00:00Z`);
  const store = registered(memory, now);
  const { base } = await knowledge;
  const failures: unknown[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void failures.push(JSON.parse(line)) });
  const cloud = await openCloud(connector.settings, connector.credentials);
  // Tokens are checked by the true time.
  const azure = openAzure({
    config: connector.settings,
    cloud,
    log,
    now: Date.now,
    languageOf: () => undefined,
  });
  const cases = createCases({ store, base, now, timeZone: 'Europe/Helsinki' });
  const codes = codesFor(store, now);
  const guide = createGuide({ knowledge: await knowledge, desk: cases.moves, codes, today: () => DAY, log });
  const delivery = createDelivery({ store, senders: azure.senders, log, now, pauses: [10] });
  const turns = createTurns({ store, guide, now, outbox: delivery.outbox, kept: cases.queue.see });
  codes.start(turns);
  await cases.queue.start(turns.find);
  const desk = createDesk({ ...cases, turns, guide, base, now });
  const teams = createTeamsDesk({
    ...cases,
    cloud,
    store,
    desk,
    turns,
    knowledge: await knowledge,
    coaches: new Map([
      [idOf(1), 'coach-1'],
      [idOf(2), 'coach-2'],
    ]),
    tenantId: APP_ID,
    log,
    now,
    today: () => DAY,
    timeZone: 'Europe/Helsinki',
    pause: 10,
  });
  const server = await startServer({
    config: SETTINGS,
    turns,
    azure: { mount: (http, all) => azure.mount(http, all, teams) },
    log,
    secret: new TextEncoder().encode('a key for tests that is long enough to sign with'),
    once: onceHere(now),
    now,
  });
  await teams.start();
  await delivery.start(turns);

  async function post(activity: unknown): Promise<number> {
    const response = await fetch(`${server.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await connector.token()}` },
      body: JSON.stringify(activity),
    });
    await response.text();
    return response.status;
  }
  const coach = (number: number) => ({ id: `29:coach-${number}`, aadObjectId: idOf(number) });
  const channel = {
    id: '19:team@thread.tacv2',
    conversationType: 'channel',
    tenantId: APP_ID,
    isGroup: true,
  };
  const chat = (id: string) => ({ id, conversationType: 'personal', tenantId: APP_ID });

  return {
    ...cases,
    desk,
    turns,
    memory,
    failures,
    channel,
    /** A seeker writes in their private chat. */
    seeker: (name: string, text: string, locale = 'en-GB') =>
      post(connector.activity({ text, locale, from: { id: `29:${name}` }, conversation: chat(`a:${name}`) })),
    /** A coach writes in the team's channel, or presses a button there. */
    inChannel: (number: number, more: object, where: object = channel) =>
      post(connector.activity({ from: coach(number), conversation: where, ...more })),
    /** A coach writes to the bot in private. */
    inPrivate: (number: number, text: string, more: object = {}) =>
      post(
        connector.activity({ text, from: coach(number), conversation: chat(`a:coach-${number}`), ...more }),
      ),
    async stop() {
      await server.stop();
      await teams.stop();
      await delivery.stop();
    },
  };
}
