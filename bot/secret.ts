import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StaleWrite } from './errors.ts';
import type { Store } from './storage/store.ts';

const made = () => randomBytes(48).toString('base64url');
const KEY = 'secret/signing-key';

/** The key that signs tokens: made once, kept in the folder so that tokens outlive a restart, readable by the owner only. */
export function folderKey(folder: string): string {
  const path = join(folder, 'signing-key');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(path, made(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}

/** The same for several processes: the first one that starts makes it, all read it. */
export async function sharedKey(store: Store): Promise<string> {
  const there = await store.read(KEY);
  if (typeof there?.value === 'string') return there.value;
  await store.write(KEY, made(), 0).catch((error: Error) => {
    if (!(error instanceof StaleWrite)) throw error;
  });
  return sharedKey(store);
}
