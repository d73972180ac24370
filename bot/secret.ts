import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StaleWrite } from './errors.ts';
import type { Store } from './storage/store.ts';

const KEY = 'secret/signing-key';

/** The key that signs tokens: made by the first process that starts, read by all, kept so that tokens outlive a restart. */
export async function storedKey(store: Store, folder: string): Promise<string> {
  const there = await store.read(KEY);
  if (typeof there?.value === 'string') return there.value;
  const made = earlierKey(folder) ?? randomBytes(48).toString('base64url');
  await store.write(KEY, made, 0).catch((error: Error) => {
    if (!(error instanceof StaleWrite)) throw error;
  });
  return storedKey(store, folder);
}

/** Before 0.2 the key lay in a file of its own. */
function earlierKey(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, 'signing-key'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
