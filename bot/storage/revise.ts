import { StaleWrite } from '../errors.ts';
import type { Json, Store } from './store.ts';

/**
 * Changes one value by compare-and-write, deciding anew when somebody else was faster; undefined from `change` leaves it as it is.
 * `endOf`: when the new value expires, where that is not as the register says.
 */
export async function revise<T extends object>(
  store: Store,
  key: string,
  change: (value: T | undefined) => T | undefined,
  endOf: (value: T) => number | undefined = () => undefined,
): Promise<T | undefined> {
  for (;;) {
    const kept = await store.read(key);
    // What lies under a key was written by the same caller.
    const before = kept?.value as T | undefined;
    const after = change(before);
    if (after === undefined) return before;
    try {
      const expiresAt = endOf(after);
      const options = expiresAt === undefined ? {} : { expiresAt };
      await store.write(key, after as unknown as Json, kept?.version ?? 0, options);
      return after;
    } catch (error) {
      if (!(error instanceof StaleWrite)) throw error;
    }
  }
}
