import { revise } from '../storage/revise.ts';
import type { Store } from '../storage/store.ts';
import { localDay } from '../today.ts';

/** What was sent in a month. */
export interface Usage {
  readonly messages: number;
  readonly segments: number;
  /** Messages that did not arrive. */
  readonly failed: number;
}

export interface Meter {
  /** The running month, such as "2026-11". */
  month(): string;
  read(month?: string): Promise<Usage>;
  add(more: Partial<Usage>): Promise<void>;
  /** The month's segments are used up. */
  spent(): Promise<boolean>;
}

const NOTHING: Usage = { messages: 0, segments: 0, failed: 0 };

/** Counts what text messages cost, month by month, and knows when the month's sum is spent. */
export function createMeter(parts: {
  readonly store: Store;
  readonly segmentsAMonth: number;
  readonly timeZone: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): Meter {
  const { store, segmentsAMonth, timeZone, now } = parts;
  const month = () => localDay(now(), timeZone).slice(0, 7);
  const keyOf = (one: string) => `sms-month/${one}`;
  const read = async (one = month()) =>
    ((await store.read(keyOf(one)))?.value as unknown as Usage | undefined) ?? NOTHING;
  return {
    month,
    read,
    async add({ messages = 0, segments = 0, failed = 0 }) {
      await revise<Usage>(store, keyOf(month()), (sum = NOTHING) => ({
        messages: sum.messages + messages,
        segments: sum.segments + segments,
        failed: sum.failed + failed,
      }));
    },
    spent: async () => (await read()).segments >= segmentsAMonth,
  };
}
