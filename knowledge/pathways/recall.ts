import type { ListFact, ValueFact } from '../schema/rules.ts';
import type { Known } from './facts.ts';

/** A look at what is known, and what was seen. */
interface Look {
  readonly fact: ValueFact | ListFact;
  readonly see: (known: Known, fact: never, detail: never) => unknown;
  readonly detail: unknown;
  readonly seen: unknown;
}

/** The looks of a piece of work, each noted once. */
interface Trail {
  readonly looks: Look[];
  /** Their details, by how and at which fact they looked. */
  readonly noted: Map<unknown, Map<unknown, Set<unknown>>>;
}

/**
 * Work done for one seeker, to be taken again wherever all that it looked at is the same:
 * trying an answer then costs only what the answer changes.
 */
export interface Recall {
  readonly done: Map<string, { readonly looks: readonly Look[]; readonly result: unknown }[]>;
  /** Where looks are noted while a piece of work is done. */
  trail: Trail | undefined;
}

export const emptyRecall = (): Recall => ({ done: new Map(), trail: undefined });

/** The outcome of a piece of work, by its name; it may look at nothing but facts and what its name says. */
export function recalled<T>(recall: Recall, known: Known, name: string, work: () => T): T {
  const outer = recall.trail;
  const done = recall.done.get(name);
  let found = done?.find(({ looks }) =>
    looks.every((one) => one.see(known, one.fact as never, one.detail as never) === one.seen),
  );
  if (!found) {
    const trail: Trail = { looks: [], noted: new Map() };
    recall.trail = trail;
    found = { looks: trail.looks, result: work() };
    recall.trail = outer;
    if (done) done.push(found);
    else recall.done.set(name, [found]);
  }
  if (outer) for (const one of found.looks) note(outer, one);
  // Work of one name always has results of one type.
  return found.result as T;
}

/** Looks, and notes it for the work that is being done. */
export function look<F extends ValueFact | ListFact, D, T>(
  recall: Recall,
  known: Known,
  see: (known: Known, fact: F, detail: D) => T,
  fact: F,
  detail: D,
): T {
  const seen = see(known, fact, detail);
  if (recall.trail) note(recall.trail, { fact, see, detail, seen });
  return seen;
}

function note({ looks, noted }: Trail, one: Look): void {
  const facts = noted.get(one.see);
  const details = facts?.get(one.fact);
  if (details?.has(one.detail)) return;
  if (details) details.add(one.detail);
  else if (facts) facts.set(one.fact, new Set([one.detail]));
  else noted.set(one.see, new Map([[one.fact, new Set([one.detail])]]));
  looks.push(one);
}
