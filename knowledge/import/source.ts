import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { KnowledgeError } from '../base.ts';

/** Bytes to be read, as often as need be: a second time to find the place of an error. */
export interface Source {
  /** How errors name it. */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
  open(): Readable;
}

/** Told how many bytes have been read of how many. */
export type Watch = (read: number, size: number) => void;

/** A file on disk; throws a `KnowledgeError` where there is none. */
export function fileSource(path: string): Source {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new KnowledgeError([`${path}: there is no such file: check the name and the folder`]);
  return { name: basename(path), size: statSync(path).size, open: () => createReadStream(path) };
}

/** A file on disk, where there is one. */
export const fileIfAny = (path: string): Source | undefined =>
  existsSync(path) ? fileSource(path) : undefined;

/** Bytes that are already at hand. */
export function bytesSource(name: string, bytes: Uint8Array): Source {
  return { name, size: bytes.length, open: () => Readable.from([bytes]) };
}

/** Turns bytes into text and counts them; fails with a `KnowledgeError` at the first byte that is not UTF-8. */
export function decoded({ name, size }: Source, watch?: Watch): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let read = 0;
  const decode = (bytes?: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new KnowledgeError([
        `${name}, about byte ${read}: is not UTF-8: save it again as UTF-8 (in Excel: "CSV UTF-8")`,
      ]);
    }
  };
  return new Transform({
    readableObjectMode: true,
    transform(bytes: Uint8Array, _encoding, done) {
      try {
        const text = decode(bytes);
        read += bytes.length;
        watch?.(read, size);
        done(null, text === '' ? undefined : text);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
    flush(done) {
      try {
        const text = decode();
        done(null, text === '' ? undefined : text);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}
