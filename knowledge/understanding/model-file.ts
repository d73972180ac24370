import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { LinearModel } from './linear.ts';

/** A model as bytes: a line of JSON (shape and `extra`), then keys, idf, bias and weights; compressed. */
export function packModel<E>(model: LinearModel, extra: E): Buffer {
  const { classes, scale, unknown } = model;
  const head = { classes, features: model.keys.length, scale, unknown, extra };
  const json = Buffer.from(JSON.stringify(head));
  const padding = Buffer.alloc((4 - ((json.length + 1) % 4)) % 4, ' ');
  const bytes = (array: Uint32Array | Float32Array | Int8Array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  const whole = Buffer.concat([
    json,
    padding,
    Buffer.from('\n'),
    bytes(model.keys),
    bytes(model.idf),
    bytes(model.bias),
    bytes(model.weights),
  ]);
  // As small as Brotli makes it, and read in less than half the time.
  return zstdCompressSync(whole, { params: { [constants.ZSTD_c_compressionLevel]: 15 } });
}

/** @throws Error where the bytes are not such a model */
export function unpackModel<E>(packed: Uint8Array): { readonly model: LinearModel; readonly extra: E } {
  const whole = zstdDecompressSync(packed);
  const end = whole.indexOf(10) + 1;
  const head = JSON.parse(whole.toString('utf8', 0, end)) as {
    classes: string[];
    features: number;
    scale: number;
    unknown: number;
    extra: E;
  };
  const data = Uint8Array.prototype.slice.call(whole, end).buffer as ArrayBuffer;
  const { features, classes } = head;
  const idf = features * 4;
  const bias = idf + features * 4;
  const weights = bias + classes.length * 4;
  return {
    model: {
      classes,
      scale: head.scale,
      unknown: head.unknown,
      keys: new Uint32Array(data, 0, features),
      idf: new Float32Array(data, idf, features),
      bias: new Float32Array(data, bias, classes.length),
      weights: new Int8Array(data, weights, features * classes.length),
    },
    extra: head.extra,
  };
}
