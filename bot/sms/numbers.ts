import { createHmac } from 'node:crypto';
import { revise } from '../storage/revise.ts';
import type { Store } from '../storage/store.ts';

/** What is remembered of a telephone number besides its conversation. */
interface NumberState {
  /** No message is sent any more; `last`: the one that says so. */
  readonly stopped?: { readonly by: 'seeker' | 'twilio'; readonly last?: string };
  /** Messages since `from` (milliseconds since 1970), and what was said about their being too many. */
  readonly hour?: { readonly from: number; readonly count: number; readonly told: readonly string[] };
  /** The month (such as "2026-11") whose end of messages was told. */
  readonly ended?: string;
}

/** May a message be answered: yes, no but say so this once, or in silence. */
export type Allowance = 'answer' | 'tell' | 'silence';

export interface Numbers {
  /** A name for a number that does not give it away; the same one always. */
  nameOf(number: string): string;
  stoppedBy(number: string): Promise<'seeker' | 'twilio' | undefined>;
  /** From now on nothing is sent but the activity `last`. */
  stop(number: string, by: 'seeker' | 'twilio', last?: string): Promise<void>;
  /** Says whose stop ended; undefined: there was none. */
  start(number: string): Promise<'seeker' | 'twilio' | undefined>;
  /** May this activity be sent to the number? */
  maySend(number: string, activityId: string): Promise<boolean>;
  /** Counts a message of the number. */
  count(number: string): Promise<Allowance>;
  /** True once an hour and occasion, above what is answered anyway. */
  once(number: string, occasion: string): Promise<boolean>;
  /** True once for each month. */
  endsMonth(number: string, month: string): Promise<boolean>;
}

export interface NumbersParts {
  readonly store: Store;
  /** Names numbers; at least 32 bytes. */
  readonly secret: Uint8Array;
  readonly messagesAnHour: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const HOUR = 3_600_000;
/** What is counted of a number is kept so long after its last message, milliseconds. */
const KEPT = 40 * 24 * HOUR;

/** Who said stop, and who writes too much: by a keyed hash of the number, so that what is stored gives no number away. */
export function createNumbers({ store, secret, messagesAnHour, now }: NumbersParts): Numbers {
  const nameOf = (number: string) =>
    createHmac('sha256', secret).update(`number ${number}`).digest('base64url').slice(0, 22);
  const keyOf = (number: string) => `sms-number/${nameOf(number)}`;
  const look = async (number: string) =>
    ((await store.read(keyOf(number)))?.value ?? {}) as unknown as NumberState;
  const change = (number: string, alter: (state: NumberState) => NumberState | undefined) =>
    revise<NumberState>(
      store,
      keyOf(number),
      (state = {}) => alter(state),
      // Only a stop is remembered for ever.
      ({ stopped }) => (stopped ? undefined : now() + KEPT),
    );
  const hourOf = ({ hour }: NumberState) =>
    hour && hour.from + HOUR > now() ? hour : { from: now(), count: 0, told: [] };

  async function once(number: string, occasion: string): Promise<boolean> {
    let first = false;
    await change(number, (state) => {
      const hour = hourOf(state);
      first = !hour.told.includes(occasion);
      return first ? { ...state, hour: { ...hour, told: [...hour.told, occasion] } } : undefined;
    });
    return first;
  }

  return {
    nameOf,
    once,
    stoppedBy: async (number) => (await look(number)).stopped?.by,
    async stop(number, by, last) {
      await change(number, (state) => ({ ...state, stopped: { by, ...(last !== undefined && { last }) } }));
    },
    async start(number) {
      let by: 'seeker' | 'twilio' | undefined;
      await change(number, ({ stopped, ...state }) => {
        by = stopped?.by;
        return stopped ? state : undefined;
      });
      return by;
    },
    async maySend(number, activityId) {
      const { stopped } = await look(number);
      return stopped === undefined || stopped.last === activityId;
    },
    async count(number) {
      const state = await change(number, (before) => {
        const hour = hourOf(before);
        return { ...before, hour: { ...hour, count: hour.count + 1 } };
      });
      if ((state?.hour?.count ?? 0) <= messagesAnHour) return 'answer';
      return (await once(number, 'slow')) ? 'tell' : 'silence';
    },
    async endsMonth(number, month) {
      let first = false;
      await change(number, (state) => {
        first = state.ended !== month;
        return first ? { ...state, ended: month } : undefined;
      });
      return first;
    },
  };
}
