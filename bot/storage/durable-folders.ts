import { dirname } from 'node:path';
import { Recent } from '../recent.ts';
import type { Disk } from './atomic-file.ts';

/** Folders remembered at a time. */
const REMEMBERED = 20_000;

/** The folders below `root`, each made when it is first needed and then known to be on the disk for good. */
export interface DurableFolders {
  /** Makes a folder; it outlives a power loss once this resolves. */
  ensure(folder: string): Promise<void>;
  /** Something went wrong in it: it is looked at anew. */
  doubt(folder: string): void;
}

export function durableFolders(disk: Disk, root: string): DurableFolders {
  const sure = new Recent<string, true>(REMEMBERED);
  return {
    async ensure(folder) {
      if (sure.has(folder)) return;
      const made = await disk.mkdir(folder, { recursive: true, mode: 0o700 });
      const top = dirname(made !== undefined && made.length < root.length ? made : root);
      // The name of a folder is on the disk only when the folder above it is (POSIX fsync), whoever made it.
      for (let at = folder; at !== top && !sure.has(at); at = dirname(at))
        await syncFolder(disk, dirname(at));
      sure.set(folder, true);
    },
    doubt: (folder) => void sure.delete(folder),
  };
}

/** Puts the names in a folder on the disk. */
export async function syncFolder(on: Disk, path: string): Promise<void> {
  const folder = await on.open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
