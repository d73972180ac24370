import type { Features } from './features.ts';

/** A linear classifier over hashed, weighted features: one score a class. Weights are bytes; `scale` makes them numbers. */
export interface LinearModel {
  readonly classes: readonly string[];
  /** Hashes of the known features, ascending. */
  readonly keys: Uint32Array;
  /** How much each feature weighs. */
  readonly idf: Float32Array;
  /** Row by row: the weight of each class for a feature. */
  readonly weights: Int8Array;
  readonly bias: Float32Array;
  readonly scale: number;
  /** How much features weigh that it has not met: the more of them a text has, the less is made of the others. */
  readonly unknown: number;
}

/** Scores texts by a model. */
export interface Scorer {
  readonly classes: readonly string[];
  /** A score for each class, in their order. */
  score(features: Features): Float32Array;
  /** Whether the model has met a feature. */
  knows(key: number): boolean;
}

/** A scorer of a model; nothing but where its keys begin is built for it. */
export function scorer({ keys, idf, weights, bias, scale, unknown, classes }: LinearModel): Scorer {
  const C = classes.length;
  const find = placesOf(keys);
  const score = (features: Features) => {
    const scores = new Float32Array(C);
    let sum = 0;
    for (const [key, weight] of features) {
      const at = find(key);
      const x = weight * (at < 0 ? unknown : (idf[at] ?? 0));
      sum += x * x;
      if (at < 0) continue;
      const base = at * C;
      for (let c = 0; c < C; c++) scores[c] = (scores[c] ?? 0) + x * (weights[base + c] ?? 0);
    }
    const norm = scale / Math.sqrt(sum || 1);
    for (let c = 0; c < C; c++) scores[c] = (scores[c] ?? 0) * norm + (bias[c] ?? 0);
    return scores;
  };
  return { classes, score, knows: (key) => find(key) >= 0 };
}

/** Finds keys by their first bits: hashes are spread so evenly that each beginning is that of one or two. */
function placesOf(keys: Uint32Array): (key: number) => number {
  const bits = Math.max(1, Math.ceil(Math.log2(keys.length + 1)));
  const shift = 32 - bits;
  const starts = new Uint32Array(2 ** bits + 1);
  for (let at = 0; at < keys.length; at++) {
    const next = ((keys[at] ?? 0) >>> shift) + 1;
    starts[next] = at + 1;
  }
  // What nothing begins with starts where the one before it ended.
  for (let i = 1; i < starts.length; i++) if (starts[i] === 0) starts[i] = starts[i - 1] ?? 0;
  return (hash) => {
    const key = hash >>> 0;
    const first = key >>> shift;
    const end = starts[first + 1] ?? 0;
    for (let at = starts[first] ?? 0; at < end; at++) if (keys[at] === key) return at;
    return -1;
  };
}

/** Scores as probabilities; a higher temperature is less sure. */
export function softmax(scores: Float32Array, temperature = 1): Float32Array {
  const most = Math.max(...scores);
  const values = scores.map((score) => Math.exp((score - most) / temperature));
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
}
