import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { StoreProblem } from '../errors.ts';
import { type Count, counter, type Entry, entriesOf, lineOf, put } from './entries.ts';
import { type Erasures, erasuresOf } from './erasures.ts';
import { conversationOf } from './register.ts';
import type { Json, Store } from './store.ts';

const FORM = 'osaajaks-backup-1';

/** Writes a store into one compressed file of JSON lines; the file appears when it is whole. The store may be in use. */
export async function writeBackup(store: Store, path: string, now: number): Promise<Count> {
  const counted = counter();
  async function* lines() {
    yield `${JSON.stringify({ form: FORM, at: now })}\n`;
    for await (const entry of entriesOf(store)) {
      counted.add(entry);
      yield `${lineOf(entry)}\n`;
    }
    yield `${JSON.stringify(counted.count())}\n`;
  }
  const part = `${path}.part`;
  try {
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(part, { mode: 0o600 }));
    const file = await open(part, 'r+');
    await file.sync().finally(() => file.close());
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return counted.count();
}

export interface Restored extends Count {
  /** Entries left out, since the seeker had them erased after the backup was made. */
  readonly erased: number;
}

/**
 * Brings a backup into a store that is empty but for its list of erasures, and applies the erasures that are newer than it:
 * those of the store and those of `erasures`, a list that was kept apart. `leftOut` is told of each conversation that is not brought
 * back, once everything else is. May be interrupted: the same call goes on.
 * @throws StoreProblem for a file that is broken (nothing is written) or a store that is in use
 */
export async function restoreBackup(
  store: Store,
  path: string,
  erasures: Erasures = new Map(),
  leftOut: (conversation: Json) => Promise<void> = async () => undefined,
): Promise<Restored> {
  const { at, keys } = await check(path);
  const foreign = (await store.list('')).filter((key) => !keys.has(key) && !key.startsWith('erasure/'));
  if (foreign.length > 0)
    throw new StoreProblem(
      `The store holds ${foreign.length} entries that are not in ${path}. Restore into an empty one.`,
    );
  const gone = new Map([...erasures, ...(await erasuresOf(store))]);
  const restored = counter();
  let erased = 0;
  const absent: Json[] = [];
  for await (const entry of entriesIn(path)) {
    if (!('key' in entry)) continue;
    const conversation = conversationOf(entry.key);
    if (conversation !== undefined && (gone.get(conversation) ?? 0) > at) {
      erased += 1;
      if (entry.key === `conversation/${conversation}`) absent.push(entry.value);
      continue;
    }
    await put(store, entry);
    restored.add(entry);
  }
  for (const one of absent) await leftOut(one);
  return { ...restored.count(), erased };
}

/** Reads the whole file before anything is written. */
async function check(path: string): Promise<{ at: number; keys: ReadonlySet<string> }> {
  const counted = counter();
  const keys = new Set<string>();
  let at: number | undefined;
  let told: Count | undefined;
  for await (const line of entriesIn(path)) {
    if ('form' in line) at = line.at;
    else if ('key' in line) {
      counted.add(line);
      keys.add(line.key);
    } else told = line;
  }
  const { entries, sha256 } = counted.count();
  if (at === undefined) throw new StoreProblem(`${path} is not a backup of this guide.`);
  if (told?.sha256 !== sha256)
    throw new StoreProblem(`${path} is cut off or damaged after ${entries} entries. Take another backup.`);
  return { at, keys };
}

async function* entriesIn(path: string): AsyncGenerator<Entry | Count | { form: string; at: number }> {
  const file = createReadStream(path);
  const text = file.pipe(createGunzip());
  file.on('error', (error) => text.destroy(error));
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
      yield JSON.parse(line) as Entry;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new StoreProblem(`There is no file ${path}.`, { cause: error });
    throw new StoreProblem(`${path} cannot be read: ${message}. Take another backup.`, { cause: error });
  }
}
