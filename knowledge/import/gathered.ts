import type { Incoming } from './entry.ts';

/** What an importer has read. */
export interface Gathered {
  readonly incoming: readonly Incoming[];
  /** Whether it saw everything there is, so that what it did not see is gone. */
  readonly complete: boolean;
  /** What else a reader should know, such as how many entries were of other regions. */
  readonly notes: readonly string[];
}

/** Counts under names, told as one note each; nothing is told of what did not occur. */
export interface Tally {
  add(name: string, count?: number): void;
  notes(): readonly string[];
}

/** An empty tally. */
export function tally(): Tally {
  const counts = new Map<string, number>();
  return {
    add: (name, count = 1) => counts.set(name, (counts.get(name) ?? 0) + count),
    notes: () => [...counts].filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`),
  };
}
