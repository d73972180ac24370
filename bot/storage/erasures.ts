import { StaleWrite } from '../errors.ts';
import type { Store } from './store.ts';

/** When everything of a conversation was erased, in milliseconds since 1970, by the conversation's id. */
export type Erasures = ReadonlyMap<string, number>;

/** As long as a backup may be kept, and so come back: 400 days. */
const KEPT = 400 * 86_400_000;
const PREFIX = 'erasure/';

/** Notes that a conversation was erased, so that no backup brings it back. Holds an id and a time, nothing that was said. */
export async function noteErasure(store: Store, id: string, now: number): Promise<void> {
  const key = `${PREFIX}${id}`;
  const there = await store.read(key);
  await store.write(key, now, there?.version ?? 0, { expiresAt: now + KEPT }).catch((error: Error) => {
    if (!(error instanceof StaleWrite)) throw error;
    return noteErasure(store, id, now);
  });
}

/** The erasures that a store knows of. */
export async function erasuresOf(store: Store): Promise<Erasures> {
  const found = new Map<string, number>();
  for (const key of await store.list(PREFIX)) {
    const kept = await store.read(key);
    if (typeof kept?.value === 'number') found.set(key.slice(PREFIX.length), kept.value);
  }
  return found;
}
