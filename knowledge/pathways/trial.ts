import type { Known } from './known.ts';

/** What the work at hand has looked at so far. */
export interface Trace {
  /** Parts of the profile that were looked for and are not known, one bit each. */
  missed: number;
  /** Answers tried that look the same so far, one bit each. */
  live: number;
  /** Whether what is tried was looked at. */
  saw: boolean;
}

/** Answers that are tried to one question. */
export interface Trial {
  /** The parts of the profile that are answered. */
  readonly bit: number;
  readonly answers: readonly Known[];
  /** Which answer is tried now. */
  at: number;
}

/** Work by its kind and subject. */
type Done<T> = Map<string, Map<object, T>>;

export type Work = <T>(kind: string, subject: object, work: () => T) => T;

/**
 * Where work on one seeker is done once: trying an answer then costs only what the answer changes.
 * Work may look at nothing but facts and its subject, and work of one kind always has results of one type.
 */
export function workRoom(trace: Trace, trying: () => Trial | undefined): Work {
  const done: Done<{ readonly missed: number; readonly result: unknown }> = new Map();
  // Work that looked at what is tried, with the answers that it did not tell apart.
  let under: Done<{ readonly live: number; readonly result: unknown }[]> = new Map();
  let last: Trial | undefined;
  return <T>(kind: string, subject: object, work: () => T): T => {
    const trial = trying();
    const known = done.get(kind)?.get(subject);
    if (known && (!trial || (known.missed & trial.bit) === 0)) {
      trace.missed |= known.missed;
      return known.result as T;
    }
    if (trial && last !== trial) {
      last = trial;
      under = new Map();
    }
    const tried = under.get(kind)?.get(subject);
    const alike = trial && tried?.find(({ live }) => (live & (1 << trial.at)) !== 0);
    if (alike) {
      trace.live &= alike.live;
      trace.saw = true;
      return alike.result as T;
    }

    const outer = { ...trace };
    trace.missed = 0;
    trace.live = -1;
    trace.saw = false;
    const result = work();
    if (!trial || !trace.saw) shelf(done, kind).set(subject, { missed: trace.missed, result });
    else if (tried) tried.push({ live: trace.live, result });
    else shelf(under, kind).set(subject, [{ live: trace.live, result }]);
    trace.missed |= outer.missed;
    trace.live &= outer.live;
    trace.saw ||= outer.saw;
    return result;
  };
}

function shelf<T>(shelves: Done<T>, kind: string): Map<object, T> {
  const found = shelves.get(kind) ?? new Map<object, T>();
  shelves.set(kind, found);
  return found;
}
