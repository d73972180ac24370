import { REGISTER } from './register.ts';
import { type Store, tally } from './store.ts';

/** What the end of its time did to one kind of stored data. */
export interface Retained {
  readonly collection: string;
  /** Days after it was last written; absent: as long as it is needed. */
  readonly days?: number;
  readonly erased: number;
  readonly kept: number;
}

/** Erases what has reached its end, and tells how many of each kind are gone and how many are left. `now`: milliseconds since 1970. */
export async function enforceRetention(store: Store, now: number): Promise<readonly Retained[]> {
  const erased = await store.expire(now);
  const kept = tally(await store.list(''));
  return Object.entries(REGISTER).map(([collection, row]) => ({
    collection,
    ...('days' in row && { days: row.days }),
    erased: erased.get(collection) ?? 0,
    kept: kept.get(collection) ?? 0,
  }));
}
