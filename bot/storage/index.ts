import { randomUUID } from 'node:crypto';
import { NODE } from './announcer.ts';
import { fileStore } from './files.ts';
import { postgresStore } from './postgres.ts';
import { postgresWake } from './postgres-wake.ts';
import type { Store } from './store.ts';
import type { Wake } from './wake.ts';

export interface Storage {
  readonly store: Store;
  /** Where several processes may share the store: what they write, and this one's name among them. */
  readonly shared?: { readonly node: string; readonly wake: Wake };
}

export interface StorageSettings {
  readonly dataDir: string;
  /** PostgreSQL to keep everything in; absent: one small file a key in the folder. */
  readonly databaseUrl?: string | undefined;
}

/** To add a store: write its file and name it here. `alarm` is told of what went wrong and was dealt with. */
export async function openStorage(
  { dataDir, databaseUrl }: StorageSettings,
  alarm: (error: Error) => void,
): Promise<Storage> {
  if (databaseUrl === undefined) return { store: fileStore({ folder: dataDir, alarm }) };
  const node = `${NODE}${randomUUID()}`;
  const store = await postgresStore({ url: databaseUrl, node, alarm });
  const wake = await postgresWake({ url: databaseUrl, pool: store.pool, node, alarm });
  return { store, shared: { node, wake } };
}
