import { AsyncLocalStorage } from 'node:async_hooks';

/** What is told of a piece of work: what kind it was and how it ended, never what anybody said or who it was. */
export type Fields = Readonly<Record<string, string | number | undefined>>;

/** A piece of work that is being timed. `failed`: the code of what went wrong. */
export interface Timed {
  end(fields: Fields, failed?: string): void;
}

/** Where timed pieces of work go, such as `bot/watching/open-telemetry.ts`. */
export interface Timer {
  begin(name: string, within: Timed | undefined): Timed;
  /** Sends what has not been sent. */
  close(): Promise<void>;
}

/**
 * What belongs together: a request with the turn, the calls to the store and everything else that it leads to. All of it carries
 * the turn's id, the same at every node: log lines by `fields`, timed pieces of work as `guide.turn`.
 */
export interface Thread {
  /** Does work as part of what runs already; where nothing does, it is only done. `fields` is asked at its end. */
  within<T>(name: string, fields: () => Fields, work: () => Promise<T>): Promise<T>;
  /** Does work as something of its own. */
  apart<T>(name: string, fields: () => Fields, work: () => Promise<T>): Promise<T>;
  /** Starts work that goes on by itself and belongs to nothing that runs. */
  outside(work: () => void): void;
  /** Says which turn it is that runs. */
  name(turn: string): void;
  /** For the log. */
  fields(): { readonly turn?: string };
}

interface Strand {
  /** Shared by everything that belongs together. */
  readonly whole: { turn?: string };
  readonly timed: Timed | undefined;
}

/** Without a timer, nothing is timed. */
export function createThread(timer?: Timer): Thread {
  const strands = new AsyncLocalStorage<Strand>();

  async function run<T>(
    above: Strand | undefined,
    name: string,
    fields: () => Fields,
    work: () => Promise<T>,
  ): Promise<T> {
    const whole = above?.whole ?? {};
    const timed = timer?.begin(name, above?.timed);
    const end = (failed?: string) =>
      timed?.end({ ...fields(), ...(whole.turn && { 'guide.turn': whole.turn }) }, failed);
    try {
      const result = await strands.run({ whole, timed }, work);
      end();
      return result;
    } catch (error) {
      const { code, name: kind } = error as Error & { code?: unknown };
      end(typeof code === 'string' ? code : kind);
      throw error;
    }
  }

  return {
    within(name, fields, work) {
      const above = strands.getStore();
      return above && timer ? run(above, name, fields, work) : work();
    },
    apart: (name, fields, work) => run(undefined, name, fields, work),
    outside: (work) => strands.exit(work),
    name(turn) {
      const strand = strands.getStore();
      if (strand) strand.whole.turn = turn;
    },
    fields() {
      const turn = strands.getStore()?.whole.turn;
      return turn === undefined ? {} : { turn };
    },
  };
}
