import { createHash } from 'node:crypto';
import type { Json, Store } from './store.ts';

/** One stored value as it is copied and kept in a backup. Versions are only for writers and begin anew. */
export interface Entry {
  readonly key: string;
  readonly value: Json;
  readonly expiresAt?: number;
}

/** How many entries there are, and a hash (SHA-256) over all of them in the order of their keys. */
export interface Count {
  readonly entries: number;
  readonly sha256: string;
}

/** Every entry of a store by key. What is deleted meanwhile is left out. */
export async function* entriesOf(store: Store): AsyncGenerator<Entry> {
  for (const key of [...(await store.list(''))].sort()) {
    const kept = await store.read(key);
    if (kept)
      yield { key, value: kept.value, ...(kept.expiresAt !== undefined && { expiresAt: kept.expiresAt }) };
  }
}

/** Counts and hashes entries as they pass. */
export function counter() {
  const hash = createHash('sha256');
  let entries = 0;
  return {
    add(entry: Entry): void {
      entries += 1;
      hash.update(`${lineOf(entry)}\n`);
    },
    count: (): Count => ({ entries, sha256: hash.copy().digest('hex') }),
  };
}

/** One line of text for an entry, the same whatever order the fields of its value were written in. */
export const lineOf = ({ key, value, expiresAt }: Entry): string =>
  JSON.stringify({ key, value, ...(expiresAt !== undefined && { expiresAt }) }, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** Counts and hashes a whole store. */
export async function countOf(store: Store): Promise<Count> {
  const counted = counter();
  for await (const entry of entriesOf(store)) counted.add(entry);
  return counted.count();
}

/** Writes an entry unless it is there already, so that an interrupted copy can go on. */
export async function put(store: Store, entry: Entry): Promise<void> {
  const there = await store.read(entry.key);
  if (there && lineOf({ ...there, key: entry.key }) === lineOf(entry)) return;
  const { expiresAt } = entry;
  await store.write(
    entry.key,
    entry.value,
    there?.version ?? 0,
    expiresAt === undefined ? {} : { expiresAt },
  );
}
