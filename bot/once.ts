import type { Once } from './direct-line/tickets.ts';
import { StaleWrite } from './errors.ts';
import type { Store } from './storage/store.ts';

/** Remembers what was used in this process. */
export function onceHere(now: () => number): Once {
  const used = new Map<string, number>();
  return async (id, until) => {
    for (const [old, end] of used) {
      if (end > now()) break; // the rest is younger
      used.delete(old);
    }
    if (used.has(id)) return false;
    used.set(id, until);
    return true;
  };
}

/** Remembers it in the store, for all processes that share it. */
export const onceAmongAll =
  (store: Store): Once =>
  async (id, until) => {
    try {
      await store.write(`used/${id}`, true, 0, { expiresAt: until });
      return true;
    } catch (error) {
      if (error instanceof StaleWrite) return false;
      throw error;
    }
  };
