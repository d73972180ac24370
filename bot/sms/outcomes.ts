import type { Logger } from 'pino';
import { revise } from '../storage/revise.ts';
import type { Store } from '../storage/store.ts';
import type { Meter } from './meter.ts';
import type { Numbers } from './numbers.ts';

/** What is known of one message that was sent. */
export interface Outcome {
  /** When it was handed over, milliseconds since 1970. */
  readonly at?: number | undefined;
  /** Twilio's name of it, once Twilio has it. */
  readonly sid?: string;
  readonly segments?: number;
  readonly status?: string;
  /** Twilio's code of why it did not arrive. */
  readonly error?: number;
}

export const outcomeKey = (id: string) => `sms-out/${id}`;

/** In the order in which they come about; a status that is told late changes nothing (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status). */
const ORDER = [
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'read',
];
const FAILED = ['undelivered', 'failed', 'canceled'];
const OPTED_OUT = 21610;

export interface StatusReport {
  /** The activity that was sent. */
  readonly of: string;
  readonly sid: string;
  readonly status: string;
  readonly error: number | undefined;
  readonly to: string;
}

/** Keeps what became of each message, in whatever order Twilio tells it. */
export function createOutcomes(parts: {
  readonly store: Store;
  readonly numbers: Numbers;
  readonly meter: Meter;
  readonly log: Logger;
}) {
  const { store, numbers, meter, log } = parts;
  return {
    /** Undefined: nothing is known of it (any more). */
    async read(activityId: string): Promise<Outcome | undefined> {
      return (await store.read(outcomeKey(activityId)))?.value as unknown as Outcome | undefined;
    },
    async report({ of, sid, status, error, to }: StatusReport): Promise<void> {
      let news = false;
      await revise<Outcome>(store, outcomeKey(of), (before = {}) => {
        const late = ORDER.indexOf(before.status ?? '') >= ORDER.indexOf(status);
        news = before.status !== status && !(late && before.status !== undefined);
        return news ? { ...before, sid, status, ...(error !== undefined && { error }) } : undefined;
      });
      if (!news || !FAILED.includes(status)) return;
      await meter.add({ failed: 1 });
      if (error === OPTED_OUT) await numbers.stop(to, 'twilio');
      log.warn({ code: 'sms.failed', twilio: error, activity: of }, 'a text message did not arrive');
    },
  };
}
