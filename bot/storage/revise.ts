import { StaleWrite } from '../errors.ts';
import type { Json, Store } from './store.ts';

/** Changes one value by compare-and-write, deciding anew when somebody else was faster; undefined from `change` leaves it as it is. */
export async function revise<T extends object>(
  store: Store,
  key: string,
  change: (value: T | undefined) => T | undefined,
): Promise<T | undefined> {
  for (;;) {
    const kept = await store.read(key);
    // What lies under a key was written by the same caller.
    const before = kept?.value as T | undefined;
    const after = change(before);
    if (after === undefined) return before;
    try {
      await store.write(key, after as unknown as Json, kept?.version ?? 0);
      return after;
    } catch (error) {
      if (!(error instanceof StaleWrite)) throw error;
    }
  }
}
