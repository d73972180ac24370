import type { ListFact, ValueFact } from '../schema/rules.ts';
import type { FactPath } from './advice.ts';
import type { Remainder, Truth } from './conditions.ts';
import { bitOf, type Gains, type Known, type Level, raised, readerOf, unknownOf } from './known.ts';
import { once } from './once.ts';
import { type Trace, type Trial, type Work, workRoom } from './trial.ts';

/** What a seeker is known to be, as rules read it; undefined is unknown. */
export interface Facts {
  /** Whether what is left of a rule's condition holds. */
  truth(rest: Remainder): Truth;
  value(fact: ValueFact): string | null | undefined;
  list(fact: ListFact): readonly string[] | undefined;
  /** 0 where nothing is known of the competence. */
  level(competence: string): Level;
  /** Whether a fact is known; to name the grounds of a reason, not to decide by. */
  holds(path: FactPath): boolean;
  /** The fact by which a competence is known. */
  sourceOf(competence: string): FactPath;
  /** The same seeker after steps that raised some facts; nothing is ever lowered. */
  after(gains: Gains): Facts;
  /** Work on one subject that looks at these facts only, taken again where the facts that it looked at are the same. */
  recalled: Work;
}

/** One seeker, looked at as they are and with answers that they might give. */
export interface Inquiry {
  readonly facts: Facts;
  /** Whether some fact of this part was looked for and is not known; no answer about any other part changes what was found. */
  missed(path: FactPath): boolean;
  /** Does the work for every answer about these parts, once for answers that it does not tell apart; `alike` are their indices. */
  trying<T>(
    paths: readonly FactPath[],
    answers: readonly Known[],
    work: () => T,
  ): Iterable<{ readonly result: T; readonly alike: readonly number[] }>;
}

/** As many answers as the bits of a small integer can tell apart. */
const BATCH = 30;

/** Begins to look at a seeker. */
export function inquire(known: Known): Inquiry {
  const unknown = unknownOf(known);
  const trace: Trace = { missed: 0, live: 0, saw: false };
  let trial: Trial | undefined;
  const vantages = new Map<string, Facts>();
  const facts = vantage({});

  return {
    facts,
    missed: (path) => (trace.missed & bitOf(path)) !== 0,
    *trying(paths, answers, work) {
      const bit = paths.reduce((bits, path) => bits | bitOf(path), 0);
      for (let from = 0; from < answers.length; from += BATCH) {
        const batch = answers.slice(from, from + BATCH);
        const all = 2 ** batch.length - 1;
        const now: Trial = { bit, answers: batch, at: 0 };
        for (let left = all; left !== 0; ) {
          now.at = 31 - Math.clz32(left & -left);
          trial = now;
          Object.assign(trace, { missed: 0, live: all, saw: false });
          const result = work();
          trial = undefined;
          const alike = trace.live & left;
          left &= ~alike;
          yield { result, alike: batch.flatMap((_, at) => (alike & (1 << at) ? [from + at] : [])) };
        }
      }
    },
  };

  /** The seeker with these gains; made once for the same gains. */
  function vantage(gains: Gains): Facts {
    const name = Object.entries(gains).join();
    const made = vantages.get(name);
    if (made) return made;
    const reader = readerOf(known, gains);
    const gained = Object.keys(gains).reduce((bits, fact) => bits | bitOf(fact), 0);
    const truths: Truth[] = [];
    const missed: number[] = [];
    let tables: Table[] = [];
    let readers = [reader];
    let tabled: Trial | undefined;

    /** Looks at what is tried: notes which of the other answers look the same. */
    const tried = <T>(on: Trial, look: (at: number) => T): T => {
      const seen = look(on.at);
      let same = 0;
      for (let at = 0; at < on.answers.length; at += 1) if (look(at) === seen) same |= 1 << at;
      trace.live &= same;
      trace.saw = true;
      return seen;
    };
    const readersOf = (on: Trial) => {
      if (tabled !== on) {
        tabled = on;
        tables = [];
        readers = on.answers.map((answer) => readerOf(answer, gains));
      }
      return readers;
    };

    const seen: Facts = {
      truth(rest) {
        if (trial && (rest.reads & trial.bit) !== 0) {
          const each = readersOf(trial);
          const table = tables[rest.at] ?? tableOf(each.map(rest.judge));
          tables[rest.at] = table;
          trace.live &= table.same[trial.at] ?? 0;
          trace.saw = true;
          return table.truths[trial.at];
        }
        let lacking = missed[rest.at];
        if (lacking === undefined) {
          const truth = rest.judge(reader);
          truths[rest.at] = truth;
          // What is decided stays so, whatever is answered; but a gain covers a fact only while it is unknown.
          lacking = rest.reads & unknown & (truth === undefined ? -1 : gained);
          missed[rest.at] = lacking;
        }
        trace.missed |= lacking;
        return truths[rest.at];
      },
      value(fact) {
        const bit = bitOf(fact);
        if (trial && (trial.bit & bit) !== 0) {
          const each = readersOf(trial);
          return tried(trial, (at) => each[at]?.value(fact));
        }
        trace.missed |= bit & unknown;
        return reader.value(fact);
      },
      list(fact) {
        const bit = bitOf(fact);
        if (trial && (trial.bit & bit) !== 0) {
          const each = readersOf(trial);
          return tried(trial, (at) => each[at]?.list(fact));
        }
        trace.missed |= bit & unknown;
        return reader.list(fact);
      },
      level: (competence) => known.levels.get(competence) ?? 0,
      holds: (path) => (bitOf(path) & unknown & ~(trial?.bit ?? 0)) === 0,
      sourceOf: (competence) => (known.told.has(competence) ? 'competences' : 'experience'),
      after: once((more) => vantage(raised(gains, more))),
      recalled: workRoom(trace, () => trial),
    };
    vantages.set(name, seen);
    return seen;
  }
}

/** What a condition comes to for each answer tried, and which answers it does not tell apart, one bit each. */
interface Table {
  readonly truths: readonly Truth[];
  readonly same: readonly number[];
}

function tableOf(truths: readonly Truth[]): Table {
  const bits = (wanted: Truth) =>
    truths.reduce<number>((found, truth, at) => (truth === wanted ? found | (1 << at) : found), 0);
  const [yes, no, open] = [bits(true), bits(false), bits(undefined)];
  return { truths, same: truths.map((truth) => (truth === undefined ? open : truth ? yes : no)) };
}
