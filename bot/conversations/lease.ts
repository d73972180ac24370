import { StaleWrite } from '../errors.ts';
import type { Store } from '../storage/store.ts';

/** The right to do something alone among several processes, for a while. */
export interface Lease {
  /** Takes or prolongs it; false while another process holds it. */
  hold(what: string): Promise<boolean>;
  /** Gives it back before its time. */
  release(what: string): Promise<void>;
}

export interface LeaseParts {
  readonly store: Store;
  /** This process among those that share the store. */
  readonly node: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds after which another process may take it over. */
  readonly lasts?: number;
}

const DAY = 86_400_000;

/** Leases kept in the store: what a process held when it died is free again after `lasts`. */
export function createLease({ store, node, now, lasts = 30_000 }: LeaseParts): Lease {
  const keyOf = (what: string) => `lease/${what}`;

  async function write(what: string, until: number): Promise<boolean> {
    const there = await store.read(keyOf(what));
    const held = there?.value as { readonly node: string; readonly until: number } | undefined;
    // One that ends later than any lease can was taken before the clock was set back; clocks of machines differ a little.
    const ends = held?.until ?? 0;
    if (held && held.node !== node && ends > now() && ends <= now() + 2 * lasts) return false;
    try {
      await store.write(keyOf(what), { node, until }, there?.version ?? 0, { expiresAt: now() + DAY });
      return true;
    } catch (error) {
      if (error instanceof StaleWrite) return false;
      throw error;
    }
  }

  return {
    hold: (what) => write(what, now() + lasts),
    release: async (what) => void (await write(what, 0)),
  };
}
