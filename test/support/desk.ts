import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { createTurns, type Turns } from '../../bot/conversations/turns.ts';
import { type Cases, createCases } from '../../bot/desk/index.ts';
import type { Role } from '../../bot/desk/interface.ts';
import { createSignals, type Signals } from '../../bot/desk/signals.ts';
import type { Translator } from '../../bot/desk/translator.ts';
import { createWebDesk, type WebDesk } from '../../bot/desk/web/index.ts';
import type { OpenIdConnect } from '../../bot/desk/web/oidc.ts';
import { createGuide } from '../../bot/guide.ts';
import { onceHere } from '../../bot/once.ts';
import { type RunningServer, startServer } from '../../bot/server.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { registered } from '../../bot/storage/register.ts';
import type { Store } from '../../bot/storage/store.ts';
import type { Lang } from '../../locales/index.ts';
import { codesFor } from './codes.ts';
import { DAY, knowledge } from './conversation.ts';
import { SETTINGS } from './server.ts';

export interface TestDesk extends RunningServer, Cases {
  readonly web: WebDesk;
  readonly turns: Turns;
  readonly signals: Signals;
  readonly store: Store;
  /** What was logged, oldest first. */
  readonly logged: readonly Readonly<Record<string, unknown>>[];
  /** Signs somebody in as a browser on this machine would. */
  coach(id: string, roles?: readonly Role[]): Promise<Coach>;
  /** Opens a conversation. */
  seeker(id: string, lang?: Lang): Promise<Seeker>;
}

export interface Coach {
  readonly cookie: string;
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A stream of events, from a number on. */
  feed(path: string, after?: string): Promise<Feed>;
}

export interface Answer {
  readonly status: number;
  // Tests look into it as they know it to be.
  // biome-ignore lint/suspicious/noExplicitAny: JSON of many forms
  readonly body: any;
}

export interface Feed {
  readonly events: readonly { readonly event: string; readonly id: string; readonly data: Answer['body'] }[];
  /** Waits for an event that fits, and gives it. */
  until(event: string, fits?: (data: Answer['body']) => boolean): Promise<Answer['body']>;
  drop(): void;
}

export interface Seeker {
  readonly id: string;
  /** The lines that are said in answer. */
  say(text: string): Promise<readonly string[]>;
  /** Everything that the conversation shows, as "who: text". */
  log(): Promise<readonly string[]>;
}

export interface TestDeskParts {
  readonly store?: Store;
  /** Milliseconds since 1970; a workday at two in the afternoon unless said. */
  readonly now?: () => number;
  readonly lease?: number;
  readonly silence?: number;
  readonly oidc?: OpenIdConnect;
  readonly translator?: Translator;
  readonly port?: number;
}

const AFTERNOON = Date.parse(`${DAY}T14:00:00+02:00`);

/** The whole guide with its desk, on a free port of this machine. */
export async function startDesk({
  now = () => AFTERNOON,
  store = registered(memoryStore(), now),
  lease = 150,
  silence = 900,
  port = 0,
  ...parts
}: TestDeskParts = {}): Promise<TestDesk> {
  const known = await knowledge;
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const cases = createCases({ store, base: known.base, now, timeZone: 'Europe/Helsinki', lease });
  const codes = codesFor(store, now);
  const guide = createGuide({ knowledge: known, desk: cases.moves, codes, today: () => DAY, log });
  const turns = createTurns({ store, guide, now, kept: cases.queue.see });
  codes.start(turns);
  await cases.queue.start(turns.find);
  await cases.presence.start();
  const signals = createSignals();
  const web = createWebDesk({
    ...cases,
    ...parts,
    store,
    turns,
    guide,
    knowledge: known,
    codes,
    signals,
    log,
    now,
    today: () => DAY,
    lease,
    silence,
  });
  const server = await startServer({
    config: { ...SETTINGS, port },
    turns,
    pages: { store, knowledge: known, codes, today: () => DAY, smsNumber: undefined },
    desk: { web, signals },
    log,
    secret: new TextEncoder().encode('a key for tests that is long enough to sign with'),
    once: onceHere(now),
    now,
  });

  return {
    ...server,
    ...cases,
    web,
    turns,
    signals,
    store,
    logged,
    async coach(id, roles = ['coach']) {
      const entered = await fetch(server.url + web.localLink({ id, name: id, roles }));
      const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      return coachOf(server.url, cookie);
    },
    async seeker(id, lang = 'fi') {
      const here = { conversationId: id, channelId: 'directline', userId: `dl_${id}` };
      await turns.open(here, lang);
      return {
        id,
        async say(text) {
          const taken = await turns.take({ ...here, activity: { type: 'message', text } });
          return (taken?.replies ?? [])
            .filter(({ type }) => type === 'message')
            .map((reply) => reply.text ?? '');
        },
        async log() {
          const { activities = [] } = (await turns.read(id, 0)) ?? {};
          return activities
            .filter(({ type }) => type === 'message')
            .map(({ from, text }) => `${from.role === 'user' ? 'seeker' : from.id}: ${text}`);
        },
      };
    },
  };
}

/** Somebody who has this cookie. */
export function coachOf(url: string, cookie: string): Coach {
  return {
    cookie,
    async ask(method, path, body, headers = {}) {
      const response = await fetch(`${url}/desk/api${path}`, {
        method,
        headers: {
          cookie,
          ...(method !== 'GET' && { 'x-desk': '1' }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    async feed(path, after) {
      const halt = new AbortController();
      const response = await fetch(`${url}/desk/api${path}`, {
        headers: { cookie, ...(after !== undefined && { 'last-event-id': after }) },
        signal: halt.signal,
      });
      const events: { event: string; id: string; data: Answer['body'] }[] = [];
      void readEvents(response, events).catch(() => undefined);
      return {
        events,
        async until(event, fits = () => true) {
          for (let tries = 0; tries < 1_000; tries++) {
            const found = events.find((one) => one.event === event && fits(one.data));
            if (found) return found.data;
            await wait(5);
          }
          throw new Error(
            `no event "${event}" came; there were: ${events.map((one) => one.event).join(', ')}`,
          );
        },
        drop: () => halt.abort(),
      };
    },
  };
}

async function readEvents(
  response: Response,
  events: { event: string; id: string; data: Answer['body'] }[],
): Promise<void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      if (field('event') !== '')
        events.push({ event: field('event'), id: field('id'), data: JSON.parse(field('data')) });
    }
  }
}
