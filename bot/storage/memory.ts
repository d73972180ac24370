import { StaleWrite } from '../errors.ts';
import { type Json, type Kept, type Store, tally } from './store.ts';

interface Entry {
  readonly text: string;
  readonly version: number;
  readonly expiresAt: number | undefined;
}

/** Keeps everything in this process, for tests and for talking in a terminal; gone when it ends. */
export function memoryStore(): Store {
  const entries = new Map<string, Entry>();
  return {
    async read(key): Promise<Kept | undefined> {
      const entry = entries.get(key);
      if (!entry) return undefined;
      const { text, version, expiresAt } = entry;
      return { value: JSON.parse(text) as Json, version, ...(expiresAt !== undefined && { expiresAt }) };
    },
    async write(key, value, replaces, { expiresAt } = {}) {
      if ((entries.get(key)?.version ?? 0) !== replaces) throw new StaleWrite(key);
      entries.set(key, { text: JSON.stringify(value), version: replaces + 1, expiresAt });
      return replaces + 1;
    },
    async delete(key) {
      entries.delete(key);
    },
    async clear() {},
    async list(prefix) {
      return [...entries.keys()].filter((key) => key.startsWith(prefix));
    },
    async expire(now) {
      const gone = [...entries].filter(([, { expiresAt }]) => expiresAt !== undefined && expiresAt <= now);
      for (const [key] of gone) entries.delete(key);
      return tally(gone.map(([key]) => key));
    },
    async close() {
      entries.clear();
    },
  };
}
