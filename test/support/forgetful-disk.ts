import type { FileHandle } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Disk } from '../../bot/storage/atomic-file.ts';

interface File {
  text: string;
  /** What a power loss leaves. */
  synced: string;
}

type Folder = Map<string, File | 'folder'>;

/**
 * A disk in memory that keeps only what was synced when the power fails, as POSIX allows it: the contents of a file after
 * fdatasync(2), the names in a folder after fsync(2) of that folder. It may also be full.
 */
export function forgetfulDisk() {
  const now = new Map<string, Folder>([['/', new Map()]]);
  let kept = new Map<string, Folder>([['/', new Map()]]);
  let room = Number.POSITIVE_INFINITY;

  const failure = (code: string, path: string) => Object.assign(new Error(`${code}: ${path}`), { code });
  const nameOf = (path: string) => relative(dirname(path), path);
  function folderOf(path: string): Folder {
    const folder = now.get(dirname(path));
    if (!folder) throw failure('ENOENT', path);
    return folder;
  }

  /** Only what the store uses is there; calling anything else is a TypeError. */
  const handle = (parts: Partial<Record<keyof FileHandle, unknown>>) => parts as unknown as FileHandle;

  const disk = {
    async mkdir(path: string): Promise<string | undefined> {
      if (now.has(path)) return undefined;
      const above = await disk.mkdir(dirname(path));
      folderOf(path).set(nameOf(path), 'folder');
      now.set(path, new Map());
      return above ?? path;
    },
    async open(path: string, flags: string) {
      if (flags === 'r') {
        const folder = now.get(path);
        if (!folder) throw failure('ENOENT', path);
        return handle({
          sync: async () => void kept.set(path, new Map(folder)),
          close: async () => undefined,
        });
      }
      const file: File = { text: '', synced: '' };
      folderOf(path).set(nameOf(path), file);
      return handle({
        async writeFile(text: string) {
          if (text.length > room) throw failure('ENOSPC', path);
          room -= text.length;
          file.text = text;
        },
        async datasync() {
          file.synced = file.text;
        },
        close: async () => undefined,
      });
    },
    async readFile(path: string) {
      const file = now.get(dirname(path))?.get(nameOf(path));
      if (!file || file === 'folder') throw failure('ENOENT', path);
      return file.text;
    },
    async readdir(path: string) {
      if (!now.has(path)) throw failure('ENOENT', path);
      return [...now].flatMap(([folder, entries]) =>
        folder === path || folder.startsWith(`${path}/`)
          ? [...entries.keys()].map((name) => relative(path, join(folder, name)))
          : [],
      );
    },
    async rename(from: string, to: string) {
      const file = folderOf(from).get(nameOf(from));
      if (!file) throw failure('ENOENT', from);
      folderOf(from).delete(nameOf(from));
      folderOf(to).set(nameOf(to), file);
    },
    async rm(path: string) {
      now.get(dirname(path))?.delete(nameOf(path));
    },
  };

  return {
    // The store's calls alone are played; Node's overloads say more.
    disk: disk as unknown as Disk,
    /** Bytes that may still be written. */
    setRoom: (bytes: number) => {
      room = bytes;
    },
    /** Everything that was not synced is gone; folders whose names were lost are lost with all below them. */
    powerLoss() {
      const reached = new Map<string, Folder>();
      const walk = (path: string) => {
        const folder = kept.get(path) ?? new Map();
        reached.set(path, folder);
        for (const [name, entry] of folder) {
          if (entry === 'folder') walk(join(path, name));
          else entry.text = entry.synced;
        }
      };
      walk('/');
      now.clear();
      for (const [path, folder] of reached) now.set(path, new Map(folder));
      kept = reached;
    },
  };
}
