import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Activity } from '../activity.ts';
import { LeaseLost, StaleWrite } from '../errors.ts';
import type { Json, Store } from '../storage/store.ts';
import { type Conversation, markDelivered } from './conversation.ts';
import { type Conversations, type ConversationsParts, numberOf, turnOf } from './conversations.ts';
import type { Lease } from './lease.ts';

/** What became of something that was handed to a channel: taken, or refused for good (a wrong number, a seeker who said stop). */
export type Handed = 'taken' | 'refused';

/** Hands activities to one channel that does not fetch them itself. */
export interface Sender {
  /** The Bot Framework `channelId` it serves. */
  readonly channelId: string;
  /**
   * Hands over one activity; `activity.id` is its idempotency key, since one that was taken may come again after a crash.
   * @throws whatever went wrong when it may go well later
   */
  send(activity: Activity, address: Json): Promise<Handed>;
}

/** Brings what was said to where it must be brought: in order per conversation, each at least once, also after a restart. */
export interface Delivery {
  readonly outbox: NonNullable<ConversationsParts['outbox']>;
  /** Takes up what was left by an earlier run, and everything new. */
  start(conversations: Pick<Conversations, 'find' | 'amend' | 'read'>): Promise<void>;
  /** Begins nothing new and resolves when nothing is on its way. */
  stop(): Promise<void>;
}

export interface DeliveryParts {
  readonly store: Store;
  readonly senders: readonly Sender[];
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Makes sure that one process alone brings a conversation's messages; absent: there is only one. */
  readonly lease?: Lease | undefined;
  /** Told what became of each activity, for counting. */
  readonly told?: (channelId: string, handed: Handed | 'failed') => void;
  /** Milliseconds before the first, second … new try; the last one repeats. */
  readonly pauses?: readonly number[];
}

const PAUSES = [1_000, 5_000, 30_000, 120_000, 600_000];
/** Milliseconds between two tries to get the lease of a conversation, and between two looks for what a dead process left. */
const LEASE_PAUSE = 200;
const SWEEP = 30_000;
/** Milliseconds for which a mark that was laid down is kept: no courier is that late. */
const LAID_DOWN = 3_600_000;
const markOf = (id: string) => `outbox/${id}`;

export function createDelivery({
  store,
  senders,
  log,
  now,
  lease,
  told = () => undefined,
  pauses = PAUSES,
}: DeliveryParts): Delivery {
  const senderOf = (channelId: string) => senders.find((one) => one.channelId === channelId);
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const halt = new AbortController();
  let sweeping: NodeJS.Timeout | undefined;
  let conversations: Pick<Conversations, 'find' | 'amend' | 'read'> | undefined;

  /** One courier a conversation; what is committed while it runs is seen by one more round. */
  function wake(id: string): void {
    if (!conversations || halt.signal.aborted) return;
    if (running.has(id)) return void again.add(id);
    const round = rounds(id, conversations).finally(() => {
      running.delete(id);
      if (again.delete(id)) wake(id);
    });
    running.set(id, round);
  }

  async function rounds(id: string, from: NonNullable<typeof conversations>): Promise<void> {
    const at: { turn?: string } = {};
    for (let tries = 0; !halt.signal.aborted; tries++) {
      try {
        if (lease && !(await lease.hold(id))) {
          await pause(LEASE_PAUSE);
          tries = -1;
          continue;
        }
        await bring(id, from, at);
        return await lease?.release(id);
      } catch (error) {
        const { name, code } = error as Error & { code?: unknown };
        log.warn(
          { code: 'delivery.failed', conversation: id, ...at, tries, err: { name, code } },
          'will be tried again',
        );
        await pause(pauses[Math.min(tries, pauses.length - 1)] ?? 0);
      }
    }
  }

  /** `at` is told the turn whose replies are brought. */
  async function bring(
    id: string,
    { find, read, amend }: NonNullable<typeof conversations>,
    at: { turn?: string },
  ): Promise<void> {
    for (;;) {
      // Taken before the look at the conversation: whatever is committed after the look has changed the mark before.
      const mark = await store.read(markOf(id));
      const conversation = await find(id);
      const sender = conversation && senderOf(conversation.channelId);
      const from = conversation?.delivered ?? 0;
      const { activities = [], count = from } = sender ? ((await read(id, from)) ?? {}) : {};
      for (const activity of activities.filter(isOurs)) {
        if (!sender || halt.signal.aborted) return;
        if (lease && !(await lease.hold(id))) throw new LeaseLost(id);
        at.turn = turnOf(activity);
        // Read anew each time: an address or a wish to hear no more may have changed meanwhile.
        const { address } = (await find(id)) ?? {};
        const handed = address === undefined ? 'refused' : await hand(sender, activity, address);
        if (handed === 'refused') log.warn({ code: 'delivery.refused', ...at }, 'not delivered');
        await amend(id, upTo(numberOf(activity) + 1));
      }
      if (count > from) await amend(id, upTo(count));
      if (!mark || mark.value === false || (await settle(id, mark.version))) return;
    }
  }

  async function hand(sender: Sender, activity: Activity, address: Json): Promise<Handed> {
    try {
      const handed = await sender.send(activity, address);
      told(sender.channelId, handed);
      return handed;
    } catch (error) {
      told(sender.channelId, 'failed');
      throw error;
    }
  }

  /** Lays the mark down, unless something was marked meanwhile. */
  async function settle(id: string, version: number): Promise<boolean> {
    try {
      await store.write(markOf(id), false, version, { expiresAt: now() + LAID_DOWN });
      return true;
    } catch (error) {
      if (error instanceof StaleWrite) return false;
      throw error;
    }
  }

  async function sweep(): Promise<void> {
    for (const key of await store.list('outbox/'))
      if ((await store.read(key))?.value === true) wake(key.slice('outbox/'.length));
  }

  const pause = (milliseconds: number) =>
    wait(milliseconds, undefined, { signal: halt.signal, ref: false }).catch(() => undefined);

  /** Written anew each time, so that nobody can lay down a mark that was set after their look. */
  async function mark(id: string): Promise<void> {
    const there = await store.read(markOf(id));
    await store.write(markOf(id), true, there?.version ?? 0).catch((error: Error) => {
      if (!(error instanceof StaleWrite)) throw error;
      return mark(id);
    });
  }

  return {
    outbox: {
      async before(conversation: Conversation, fresh: readonly Activity[]) {
        if (senderOf(conversation.channelId) && fresh.some(isOurs)) await mark(conversation.id);
      },
      after: ({ id, channelId }: Conversation) => {
        if (senderOf(channelId)) wake(id);
      },
    },
    async start(from) {
      conversations = from;
      await sweep();
      if (lease) sweeping = setInterval(() => void sweep().catch(() => undefined), SWEEP);
      sweeping?.unref();
    },
    async stop() {
      halt.abort();
      clearInterval(sweeping);
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

/** Only what the seeker did not say travels to the seeker. */
const isOurs = ({ from }: Activity): boolean => from?.role !== 'user';

const upTo = (number: number) => (conversation: Conversation) => markDelivered(conversation, number);
