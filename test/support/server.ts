import { pino } from 'pino';
import { type Config, readConfig } from '../../bot/config.ts';
import { createTurns, type Guide, type Turns } from '../../bot/conversations/turns.ts';
import { onceHere } from '../../bot/once.ts';
import { type RunningServer, type ServerParts, startServer } from '../../bot/server.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { registered } from '../../bot/storage/register.ts';
import type { Store } from '../../bot/storage/store.ts';
import { codesFor } from './codes.ts';
import { DAY, knowledge } from './conversation.ts';

export interface TestServer extends RunningServer {
  readonly turns: Turns;
}

export interface TestServerParts {
  readonly guide: Guide;
  readonly store?: Store;
  readonly config?: Partial<Config>;
  readonly now?: () => number;
  readonly operate?: ServerParts['operate'];
}

/** The settings of a server that is tested on this machine: a free port, and seekers who write faster than people do. */
export const SETTINGS: Config = readConfig({
  PORT: '0',
  HOST: '127.0.0.1',
  TOKEN_LIFETIME: '3600',
  MESSAGES_PER_MINUTE: '1000000',
});

/** A real server on a free port of this machine. */
export async function testServer({
  guide,
  store = registered(memoryStore(), Date.now),
  config = {},
  now = Date.now,
  operate,
}: TestServerParts): Promise<TestServer> {
  const turns = createTurns({ store, guide, now });
  const server = await startServer({
    config: { ...SETTINGS, ...config },
    turns,
    pages: {
      store,
      knowledge: await knowledge,
      codes: codesFor(store, now),
      today: () => DAY,
      smsNumber: config.smsNumber,
    },
    ...(operate && { operate }),
    log: pino({ level: 'silent' }),
    secret: new TextEncoder().encode('a key for tests that is long enough to sign with'),
    once: onceHere(now),
    now,
  });
  return { ...server, turns };
}

/** Asks a server for JSON; status and body as they came. */
export async function request(
  url: string,
  path: string,
  options: {
    method?: string;
    token?: string;
    body?: unknown;
    headers?: Record<string, string>;
    raw?: BodyInit;
  } = {},
) {
  const { method = 'GET', token, body, headers = {}, raw } = options;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined ? { body: JSON.stringify(body) } : raw !== undefined ? { body: raw } : {}),
  });
  const text = await response.text();
  const json: unknown = text === '' ? undefined : JSON.parse(text);
  return {
    status: response.status,
    headers: response.headers,
    body: json as Record<string, unknown> & { error?: { code: string; message: string } },
  };
}
