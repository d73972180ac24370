import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response, Server } from 'restify';
import { notFound } from './problem.ts';

/** A file as it goes out: possibly compressed. */
export interface Packed {
  readonly bytes: Buffer;
  readonly type: string;
  /** Value of Content-Encoding; absent: as it is. */
  readonly encoding?: 'br' | 'gzip';
}

export interface Assets {
  /** Changes whenever one of the files does; part of their address, so that browsers may keep them for ever. */
  readonly hash: string;
  /** The file, in the best encoding that the browser takes; undefined: there is no such file. */
  get(name: string, acceptEncoding: string | undefined): Promise<Packed | undefined>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const compress = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      // One step below the best: a third of the time for two percent more.
      params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
} as const;

const YEAR = 'public, max-age=31536000, immutable';

/** Files of a front end by name, or their bytes; read now, compressed at first use and kept in memory. @throws when a file is missing */
export function readAssets(files: Readonly<Record<string, URL | Buffer>>): Assets {
  const contents = new Map(
    Object.entries(files).map(([name, file]) => [name, file instanceof URL ? readFileSync(file) : file]),
  );
  const packed = new Map<string, Promise<Buffer>>();
  const hash = createHash('sha256');
  for (const [name, bytes] of contents) hash.update(`${name}\n${bytes.length}\n`).update(bytes);

  return {
    hash: hash.digest('base64url').slice(0, 16),
    async get(name, acceptEncoding) {
      const bytes = contents.get(name);
      if (!bytes) return undefined;
      const type = TYPES[extname(name)] ?? 'application/octet-stream';
      const encoding = bestEncoding(acceptEncoding);
      if (!encoding) return { bytes, type };
      const key = `${encoding}/${name}`;
      const packing = packed.get(key) ?? compress[encoding](bytes);
      packed.set(key, packing);
      return { bytes: await packing, type, encoding };
    },
  };
}

/** Serves the files under `<path>/<hash>/`, to be kept for ever. */
export function mountAssets(server: Server, path: string, assets: Assets): void {
  server.get(`${path}/:hash/*`, async (request: Request, response: Response) => {
    const { hash, '*': name } = request.params as { hash: string; '*': string };
    const file = await assets.get(name, request.headers['accept-encoding']);
    if (!file) throw notFound('there is no such file');
    // A page that was opened before an update gets what there is now, and does not keep it under the old address.
    sendFile(response, file, hash === assets.hash ? YEAR : 'no-store');
  });
}

/** Answers with a file; `keep` is the value of Cache-Control. */
export function sendFile(response: Response, file: Packed, keep: string): void {
  response.writeHead(200, {
    'Content-Type': file.type,
    'Content-Length': file.bytes.length,
    ...(file.encoding && { 'Content-Encoding': file.encoding }),
    Vary: 'Accept-Encoding',
    'Cache-Control': keep,
  });
  response.end(file.bytes);
}

function bestEncoding(accepted = ''): 'br' | 'gzip' | undefined {
  const taken = accepted
    .toLowerCase()
    .split(',')
    .map((one) => one.split(';').map((part) => part.trim()))
    .filter(([, weight]) => weight === undefined || !/^q=0(\.0*)?$/.test(weight))
    .map(([name]) => name);
  return (['br', 'gzip'] as const).find((one) => taken.includes(one));
}
