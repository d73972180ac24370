import { createHash } from 'node:crypto';
import * as realDisk from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { Low } from 'lowdb';
import { CorruptValue, StaleWrite } from '../errors.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { Recent } from '../recent.ts';
import { AtomicFile, type Disk } from './atomic-file.ts';
import { durableFolders } from './durable-folders.ts';
import { lockFolder } from './folder-lock.ts';
import { type Json, type Store, tally } from './store.ts';

interface Entry {
  readonly version: number;
  readonly expiresAt?: number;
  readonly value: Json;
}

export interface FileStoreParts {
  readonly folder: string;
  /** Only looks, so that a running process need not stop; files are replaced whole. */
  readonly readOnly?: boolean;
  /** The file system; the machine's own where absent. */
  readonly disk?: Disk;
  /** Told when a file could not be read and was set aside. */
  readonly alarm: (error: CorruptValue) => void;
}

/** Keys whose version is remembered. */
const REMEMBERED = 20_000;

/**
 * One small file a key below one folder, for one process: `conversation/abc` lies in `conversation/<shard>/abc.json`.
 * @throws StoreInUse when another process has the folder
 */
export function fileStore({ folder, alarm, readOnly = false, disk = realDisk }: FileStoreParts): Store {
  const lock = readOnly ? { release: () => undefined } : lockFolder(folder);
  const turn = oneAtATime();
  const root = join(folder, 'store');
  const pathOf = (key: string) => join(root, ...partsOf(key)).concat('.json');
  const folders = durableFolders(disk, root);
  const fileOf = (key: string) => new AtomicFile<Entry | null>(pathOf(key), disk, folders);
  /** Versions as they are on the disk (0: nothing there), so that a write need not read what it replaces. */
  const versions = new Recent<string, number>(REMEMBERED);

  async function load(key: string): Promise<Entry | undefined> {
    const file = new Low<Entry | null>(fileOf(key), null);
    versions.delete(key);
    try {
      await file.read();
      const entry = file.data;
      if (entry !== null && (!Number.isInteger(entry.version) || entry.value === undefined))
        throw new SyntaxError('not a stored value');
      versions.set(key, entry?.version ?? 0);
      return entry ?? undefined;
    } catch (error) {
      if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
      if (readOnly) throw new CorruptValue(key, pathOf(key), error);
      const aside = `${pathOf(key)}.corrupt-${Date.now()}`;
      await disk.rename(pathOf(key), aside);
      alarm(new CorruptValue(key, aside, error));
      return undefined;
    }
  }

  async function remove(key: string): Promise<void> {
    versions.delete(key);
    await fileOf(key).delete();
  }

  return {
    async read(key) {
      const entry = await turn.run(key, () => load(key));
      if (!entry) return undefined;
      const { value, version, expiresAt } = entry;
      return { value, version, ...(expiresAt !== undefined && { expiresAt }) };
    },
    write: (key, value, replaces, { expiresAt } = {}) =>
      turn.run(key, async () => {
        const there = versions.get(key) ?? (await load(key))?.version ?? 0;
        if (there !== replaces) throw new StaleWrite(key);
        const entry: Entry = { version: replaces + 1, ...(expiresAt !== undefined && { expiresAt }), value };
        // Until it is done, nobody knows which of the two is on the disk.
        versions.delete(key);
        await fileOf(key).write(entry);
        versions.set(key, entry.version);
        return entry.version;
      }),
    delete: (key) =>
      turn.run(key, async () => {
        await remove(key);
        await clear(pathOf(key));
      }),
    clear: (key) => turn.run(key, () => clear(pathOf(key))),
    list: (prefix) => keysBelow(prefix),
    async expire(now) {
      const gone: string[] = [];
      for (const key of await keysBelow('')) {
        const expired = await turn.run(key, async () => {
          const entry = await load(key);
          if (entry?.expiresAt === undefined || entry.expiresAt > now) return false;
          await remove(key);
          return true;
        });
        if (expired) gone.push(key);
      }
      for (const name of await namesBelow(root))
        if (isStale(name, now)) await disk.rm(join(root, name), { force: true });
      return tally(gone);
    },
    async close() {
      await turn.settled();
      lock.release();
    },
  };

  /** Files beside the one of a key: set aside as broken, or left by a process that ended while it wrote. */
  async function clear(path: string): Promise<void> {
    const names = await disk.readdir(dirname(path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    for (const name of names.filter((one) => one.startsWith(`${basename(path)}.`)))
      await disk.rm(join(dirname(path), name), { force: true });
  }

  function namesBelow(base: string): Promise<readonly string[]> {
    return disk.readdir(base, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
  }

  async function keysBelow(prefix: string): Promise<readonly string[]> {
    // The deepest folder that holds every key with this prefix.
    const whole = prefix.split('/').slice(0, -1);
    const base =
      whole.length === 0
        ? root
        : whole.length === 1
          ? join(root, encode(whole[0] ?? ''))
          : join(root, ...partsOf(whole.join('/')));
    return (await namesBelow(base))
      .filter((name) => name.endsWith('.json'))
      .map((name) => keyOf(relative(root, join(base, name))))
      .filter((key) => key.startsWith(prefix));
  }
}

/** Broken files are kept so long for whoever looks into what happened, milliseconds. */
const SET_ASIDE = 30 * 86_400_000;

/** Set aside long ago, or half written by a process that is gone: there is one process a folder. */
function isStale(name: string, now: number): boolean {
  const [, aside] = /\.json\.corrupt-(\d+)$/.exec(name) ?? [];
  if (aside !== undefined) return Number(aside) + SET_ASIDE <= now;
  const [, writer] = /\.json\.(\d+)-\d+\.tmp$/.exec(name) ?? [];
  return writer !== undefined && Number(writer) !== process.pid;
}

/** First part, shard, rest: no folder grows beyond what a file system likes. */
function partsOf(key: string): readonly string[] {
  const [collection = '', id = '', ...rest] = key.split('/');
  const shard = createHash('sha256').update(id).digest('hex').slice(0, 2);
  return [collection, shard, id, ...rest].map(encode);
}

function keyOf(path: string): string {
  const [collection = '', , ...rest] = path.slice(0, -'.json'.length).split(sep);
  return [collection, ...rest].map(decodeURIComponent).join('/');
}

/** A part of a key as a file name: never `..`, never hidden, no character that a file system may refuse. */
const encode = (part: string) =>
  encodeURIComponent(part).replace(/[.*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
