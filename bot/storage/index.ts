import type { CorruptValue } from '../errors.ts';
import { fileStore } from './files.ts';
import { memoryStore } from './memory.ts';
import type { Store } from './store.ts';

/** To add a store: write its file and name it here. */
export function openStore(folder: string | undefined, alarm: (error: CorruptValue) => void): Store {
  return folder === undefined ? memoryStore() : fileStore({ folder, alarm });
}
