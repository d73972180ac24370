import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StaleWrite } from '../errors.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { Recent } from '../recent.ts';
import { redact } from '../redact.ts';
import { revise } from '../storage/revise.ts';
import type { Json, Store } from '../storage/store.ts';
import type { Received } from './answering.ts';

type Kept = { readonly done: true } | (Received & { readonly done?: false; readonly at: number });

export interface InboxParts {
  readonly store: Store;
  readonly answer: (received: Received) => Promise<void>;
  /** The conversation of a number. */
  readonly conversationOf: (number: string) => string;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds before the first, second … new try to answer; the last one repeats. */
  readonly pauses?: readonly number[] | undefined;
  /** Milliseconds between two looks for what another process left unanswered for so long. */
  readonly lookEvery?: number | undefined;
}

/** A message is answered within so many milliseconds, or has to wait for another try. */
const ON_ITS_WAY = 3_600_000;
const LOOK = 60_000;
const REMEMBERED = 20_000;
const PAUSES = [1_000, 5_000, 30_000, 120_000];
const keyOf = (sid: string) => `sms-in/${sid}`;

/** Takes text messages: each is kept before it is acknowledged and answered once, whatever comes twice or breaks between. */
export function createInbox({
  store,
  answer,
  conversationOf,
  log,
  now,
  pauses = PAUSES,
  lookEvery = LOOK,
}: InboxParts) {
  const line = oneAtATime();
  const halt = new AbortController();
  /** What was answered, or is being answered here. */
  const over = new Recent<string, true>(REMEMBERED);
  let looking: NodeJS.Timeout | undefined;

  function failed(code: string, error: Error & { readonly code?: unknown }, more: object = {}): void {
    log.error({ code, ...more, err: { name: error.name, code: error.code } }, 'will be tried again');
  }

  /** Answers what was kept before a time (milliseconds since 1970) and is not answered yet, in the order in which it came. */
  async function takeUp(before: number): Promise<void> {
    const left: Extract<Kept, { at: number }>[] = [];
    for (const key of await store.list('sms-in/')) {
      if (over.has(key)) continue;
      const kept = (await store.read(key))?.value as unknown as Kept | undefined;
      if (!kept || kept.done) over.set(key, true);
      else if (kept.at < before) left.push(kept);
    }
    for (const received of left.sort((a, b) => a.at - b.at)) begin(received);
  }

  function begin(received: Received): void {
    over.set(keyOf(received.sid), true);
    void line.run(received.number, () => work(received));
  }

  async function work(received: Received): Promise<void> {
    for (let tries = 0; !halt.signal.aborted; tries++) {
      try {
        await answer(received);
        // What was written lies in the conversation now, and only there.
        const kept = await store.read(keyOf(received.sid));
        await store.write(keyOf(received.sid), { done: true }, kept?.version ?? 0);
        return;
      } catch (error) {
        // It stays in the inbox: what this process does not manage is taken up by another, or at the next start.
        failed('sms.unanswered', error as Error, { sid: received.sid, tries });
        const pause = pauses[Math.min(tries, pauses.length - 1)] ?? 0;
        await wait(pause, undefined, { signal: halt.signal, ref: false }).catch(() => undefined);
      }
    }
  }

  return {
    /** Resolves when the message is kept for good; it is answered afterwards, in the order of its number's messages. */
    async take(received: Received): Promise<void> {
      try {
        // A number may be meant for a person who is to call back: the turn knows.
        const text = redact(received.text, { keepContacts: true });
        const kept: Kept = { ...received, text, at: now() };
        await store.write(keyOf(received.sid), kept as unknown as Json, 0);
      } catch (error) {
        if (!(error instanceof StaleWrite)) throw error;
        return;
      }
      begin(received);
    },
    /** Takes up what earlier runs left unanswered, and from time to time what another process took and did not answer. */
    async start(): Promise<void> {
      await takeUp(Number.POSITIVE_INFINITY);
      looking = setInterval(
        () => void takeUp(now() - lookEvery).catch((error: Error) => failed('sms.unread', error)),
        lookEvery,
      );
      looking.unref();
    },
    /** Takes away what could not be answered of a conversation that is erased. What came just now is on its way. */
    async forget(conversationId: string): Promise<void> {
      for (const key of await store.list('sms-in/'))
        await revise<Kept>(store, key, (kept) =>
          kept && !kept.done && conversationOf(kept.number) === conversationId && kept.at + ON_ITS_WAY < now()
            ? { done: true }
            : undefined,
        );
    },
    /** Resolves when nothing is being answered. */
    settled: () => line.settled(),
    /** Begins no new try, and resolves when nothing is being answered. */
    async stop(): Promise<void> {
      clearInterval(looking);
      halt.abort();
      await line.settled();
    },
  };
}
