import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Handed } from '../conversations/delivery.ts';
import type { Guide } from '../conversations/turns.ts';
import type { Queue } from '../desk/queue.ts';
import type { Meter, Usage } from '../sms/meter.ts';
import type { Retained } from '../storage/retention.ts';
import type { Store } from '../storage/store.ts';

/** What is counted of the guide, for Prometheus (text format 0.0.4). Never what anybody said. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** A guide whose turns are counted and timed by channel and language. */
  watchGuide(guide: Guide): Guide;
  /** A store whose calls are timed. */
  watchStore(store: Store): Store;
  /** The store set a broken value aside or lost its connection. */
  alarm(): void;
  /** The job that erases what has reached its end has run. */
  retained(done: readonly Pick<Retained, 'collection' | 'erased'>[]): void;
  delivered(channelId: string, handed: Handed | 'failed'): void;
  /** Named numbers that are looked up when somebody asks, such as how many wait in the queue. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
}

const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

export function createMetrics(): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const turns = new Histogram({
    name: 'guide_turn_seconds',
    help: 'Time from a message to its replies, without storing them.',
    labelNames: ['channel', 'lang'],
    buckets: SECONDS,
    registers,
  });
  const heard = new Counter({
    name: 'guide_messages_total',
    help: 'Messages by how they were understood: understood, offered (did you mean), not.',
    labelNames: ['channel', 'lang', 'heard'],
    registers,
  });
  const failed = new Counter({
    name: 'guide_turns_failed_total',
    help: 'Turns that ended with an apology or could not be kept.',
    labelNames: ['channel'],
    registers,
  });
  const deliveries = new Counter({
    name: 'guide_deliveries_total',
    help: 'Messages handed to channels that do not fetch: taken, refused for good, failed (tried again).',
    labelNames: ['channel', 'handed'],
    registers,
  });
  const alarms = new Counter({
    name: 'guide_storage_alarms_total',
    help: 'Broken values that were set aside, and connections that were lost.',
    registers,
  });
  const ended = new Counter({
    name: 'guide_retention_erased_total',
    help: 'Stored values that were erased since their time was over.',
    labelNames: ['collection'],
    registers,
  });
  const retention = new Gauge({
    name: 'guide_retention_last_seconds',
    help: 'When the job that erases them ran last, in seconds since 1970; 0: not since the start.',
    registers,
  });
  const store = new Histogram({
    name: 'guide_store_seconds',
    help: 'Time of a call to the store.',
    labelNames: ['call'],
    buckets: SECONDS,
    registers,
  });

  return {
    contentType: register.contentType,
    text: () => register.metrics(),
    watchGuide: (guide) => async (activity, conversation) => {
      const channel = activity.channelId;
      const end = turns.startTimer({ channel });
      try {
        const turn = await guide(activity, conversation);
        const lang = conversation.session.lang ?? 'none';
        end({ lang });
        if (turn.failed) failed.inc({ channel });
        if (turn.heard) heard.inc({ channel, lang, heard: turn.heard });
        return turn;
      } catch (error) {
        failed.inc({ channel });
        throw error;
      }
    },
    watchStore: (watched) => ({
      ...watched,
      read: timed('read', watched.read),
      write: timed('write', watched.write),
      delete: timed('delete', watched.delete),
      list: timed('list', watched.list),
    }),
    alarm: () => alarms.inc(),
    retained(done) {
      retention.setToCurrentTime();
      for (const { collection, erased } of done) ended.inc({ collection }, erased);
    },
    delivered: (channel, handed) => deliveries.inc({ channel, handed }),
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await read());
        },
      });
    },
  };

  function timed<A extends unknown[], R>(
    call: string,
    work: (...args: A) => Promise<R>,
  ): (...args: A) => Promise<R> {
    return async (...args) => {
      const end = store.startTimer({ call });
      try {
        return await work(...args);
      } finally {
        end();
      }
    };
  }
}

/** What waits: for a coach, and to be brought to a channel. Looked up when somebody asks. */
export function countBacklogs(
  metrics: Pick<Metrics, 'gauge'>,
  {
    store,
    queue,
    now,
  }: { readonly store: Store; readonly queue: Pick<Queue, 'all'>; readonly now: () => number },
): void {
  const waits = () =>
    [...queue.all()]
      .filter((entry) => entry.case.state === 'waiting')
      .map((entry) => Date.parse(entry.case.since));
  metrics.gauge('guide_desk_waiting', 'Seekers who wait for a coach.', () => waits().length);
  metrics.gauge('guide_desk_longest_wait_seconds', 'The longest of their waits.', () =>
    Math.max(0, ...waits().map((since) => (now() - since) / 1_000)),
  );
  metrics.gauge(
    'guide_outbox_backlog',
    'Conversations with something still to be brought to their channel.',
    async () => {
      const marks = await Promise.all((await store.list('outbox/')).map((key) => store.read(key)));
      return marks.filter((mark) => mark?.value === true).length;
    },
  );
}

/** What text messages have cost this month, and what they may: in segments, which is what they are paid by. */
export function countSegments(
  metrics: Pick<Metrics, 'gauge'>,
  meter: Pick<Meter, 'read'>,
  most: number | undefined,
): void {
  const read = async (what: keyof Usage) => (await meter.read())[what];
  metrics.gauge('guide_sms_segments_month', 'Segments of text messages sent this month.', () =>
    read('segments'),
  );
  metrics.gauge('guide_sms_failed_month', 'Text messages of this month that did not arrive.', () =>
    read('failed'),
  );
  if (most !== undefined)
    metrics.gauge(
      'guide_sms_segments_month_limit',
      'Segments after which none is sent this month.',
      () => most,
    );
}
