import * as disk from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import type { Adapter } from 'lowdb';

/** What is used of a disk. */
export type Disk = Pick<typeof disk, 'mkdir' | 'open' | 'readFile' | 'readdir' | 'rename' | 'rm'>;

let serial = 0;

/**
 * A lowdb adapter for one small JSON file: replaced whole or not at all, and on the disk before `write` resolves.
 * lowdb's own adapters rename without fsync and share one name for the temporary file.
 */
export class AtomicFile<T> implements Adapter<T> {
  readonly #path: string;
  readonly #disk: Disk;

  constructor(path: string, on: Disk = disk) {
    this.#path = path;
    this.#disk = on;
  }

  /** Null where there is no such file. @throws SyntaxError for a file that is not JSON */
  async read(): Promise<T | null> {
    try {
      return JSON.parse(await this.#disk.readFile(this.#path, 'utf8')) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async write(data: T): Promise<void> {
    serial += 1;
    const temporary = `${this.#path}.${process.pid}-${serial}.tmp`;
    const folder = dirname(this.#path);
    const made = await this.#disk.mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      const file = await this.#disk.open(temporary, 'w', 0o600);
      try {
        await file.writeFile(JSON.stringify(data));
        await file.datasync();
      } finally {
        await file.close();
      }
      await this.#disk.rename(temporary, this.#path);
    } catch (error) {
      await this.#disk.rm(temporary, { force: true });
      throw error;
    }
    // Folders that are new are on the disk only when their own folders are.
    const news = made === undefined ? 0 : relative(dirname(made), folder).split(sep).length;
    for (let at = folder, i = 0; i <= news; i++, at = dirname(at)) await syncFolder(this.#disk, at);
  }

  /** Gone for good once it resolves, also when the power fails. */
  async delete(): Promise<void> {
    await this.#disk.rm(this.#path, { force: true });
    await syncFolder(this.#disk, dirname(this.#path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

/** A rename is on the disk only when its folder is (POSIX fsync). */
async function syncFolder(on: Disk, path: string): Promise<void> {
  const folder = await on.open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
