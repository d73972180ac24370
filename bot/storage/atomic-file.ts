import type * as disk from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { type DurableFolders, syncFolder } from './durable-folders.ts';

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
  readonly #folders: DurableFolders;

  constructor(path: string, on: Disk, folders: DurableFolders) {
    this.#path = path;
    this.#disk = on;
    this.#folders = folders;
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
    await this.#folders.ensure(folder);
    try {
      const file = await this.#disk.open(temporary, 'w', 0o600);
      try {
        await file.writeFile(JSON.stringify(data));
        await file.datasync();
      } finally {
        await file.close();
      }
      await this.#disk.rename(temporary, this.#path);
      await syncFolder(this.#disk, folder);
    } catch (error) {
      this.#folders.doubt(folder);
      await this.#disk.rm(temporary, { force: true });
      throw error;
    }
  }

  /** Gone for good once it resolves, also when the power fails. */
  async delete(): Promise<void> {
    await this.#disk.rm(this.#path, { force: true });
    await syncFolder(this.#disk, dirname(this.#path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}
