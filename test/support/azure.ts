import { pino } from 'pino';
import { openAzure } from '../../bot/azure/index.ts';
import type { Config } from '../../bot/config.ts';
import { createDelivery } from '../../bot/conversations/delivery.ts';
import { createTurns, type Guide } from '../../bot/conversations/turns.ts';
import { openCloud } from '../../bot/framework/cloud.ts';
import { onceHere } from '../../bot/once.ts';
import { startServer } from '../../bot/server.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import type { Lang } from '../../locales/index.ts';
import type { BotConnector } from './bot-connector.ts';
import { SETTINGS } from './server.ts';

/** A real server that Teams' messages come to, with its delivery, beside a connector on this machine. */
export async function startAzure({
  connector,
  guide,
  store = memoryStore(),
  config = {},
  languageOf = () => undefined,
}: {
  connector: BotConnector;
  guide: Guide;
  store?: ReturnType<typeof memoryStore>;
  config?: Partial<Config>;
  languageOf?: (text: string) => Lang | undefined;
}) {
  const lines: { readonly level: number; readonly code?: string; readonly reason?: string }[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const settings = { ...connector.settings, ...config };
  const now = () => Date.now();
  const cloud = await openCloud(settings, settings.microsoftAppId ? connector.credentials : undefined);
  const azure = openAzure({ config: settings, cloud, log, now, languageOf });
  const delivery = createDelivery({ store, senders: azure.senders, log, now, pauses: [10] });
  const turns = createTurns({ store, guide, now, outbox: delivery.outbox });
  const server = await startServer({
    config: SETTINGS,
    turns,
    azure,
    log,
    secret: new TextEncoder().encode('a key for tests that is long enough to sign with'),
    once: onceHere(now),
    now,
  });
  await delivery.start(turns);

  /** Posts to the guide's endpoint; `token` null: without any. */
  async function post(
    activity: unknown,
    token?: string | null,
    raw?: BodyInit,
    headers: Record<string, string> = {},
  ) {
    const bearer = token === undefined ? await connector.token() : token;
    const response = await fetch(`${server.url}/api/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      body: raw ?? JSON.stringify(activity),
    });
    return { status: response.status, body: await response.text() };
  }

  return {
    ...server,
    turns,
    store,
    lines,
    post,
    async stop() {
      await server.stop();
      await delivery.stop();
    },
  };
}
