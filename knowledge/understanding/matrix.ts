import type { Features } from './features.ts';

/** A text as features, and what it is. */
export interface Example {
  readonly features: Features;
  readonly label: string;
}

/** How a linear model is trained. */
export interface Recipe {
  readonly epochs: number;
  /** Features seen in fewer examples are left out. */
  readonly atLeast: number;
  /** What makes a feature weigh much: that few examples have it (idf), or that few classes do (by the entropy over classes). */
  readonly weigh?: 'rarity' | 'focus';
  /** Steps by what each weight has learned already (AdaGrad), or the same for all: better where examples are few. */
  readonly steps?: 'adaptive' | 'plain';
  /** How much features count that are left out, as against 1 to 5 of those that are kept; 0 for not at all. */
  readonly unknown?: number;
  /** How much a support vector machine's score counts beside the softmax's; 0 for none. */
  readonly hinge?: number;
}

/** Examples as rows of numbers one after the other: where each begins, and the place and the value of its features. */
export interface Matrix {
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
  readonly values: Float32Array;
  readonly labels: Uint16Array;
  readonly keys: Uint32Array;
  readonly idf: Float32Array;
  readonly classes: readonly string[];
}

/** The rows of examples, weighed and of length one. */
export function matrixOf(
  examples: readonly Example[],
  { atLeast, weigh = 'rarity', unknown = 0 }: Recipe,
): Matrix {
  const seen = new Map<number, number>();
  let size = 0;
  for (const { features } of examples) {
    size += features.size;
    for (const key of features.keys()) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  // The most frequent beside each other, so that they stay at hand while training.
  const often = [...seen].filter(([, count]) => count >= atLeast).sort(([a, m], [b, n]) => n - m || a - b);
  const keys = Uint32Array.from(often, ([key]) => key);
  const place = new Map<number, number>();
  for (const [index, key] of keys.entries()) place.set(key | 0, index);
  const classes = [...new Set(examples.map(({ label }) => label))].sort();
  const idf =
    weigh === 'focus'
      ? focusOf(examples, place, classes)
      : Float32Array.from(
          keys,
          (key) => Math.log((examples.length + 1) / (1 + (seen.get(key | 0) ?? 0))) + 1,
        );
  const starts = new Uint32Array(examples.length + 1);
  const places = new Uint32Array(size);
  const values = new Float32Array(size);
  let end = 0;
  for (const [row, { features }] of examples.entries()) {
    const start = end;
    let sum = 0;
    for (const [key, weight] of features) {
      const at = place.get(key);
      const x = weight * (at === undefined ? unknown : (idf[at] ?? 0));
      sum += x * x;
      if (at === undefined) continue;
      places[end] = at;
      values[end++] = x;
    }
    const norm = 1 / Math.sqrt(sum || 1);
    for (let i = start; i < end; i++) values[i] = (values[i] ?? 0) * norm;
    starts[row + 1] = end;
  }
  const number = new Map(classes.map((name, c) => [name, c]));
  const labels = Uint16Array.from(examples, ({ label }) => number.get(label) ?? 0);
  return { starts, places, values, labels, keys, idf, classes };
}

/** 1 for a feature that all classes have alike, more the fewer classes have it: 1 and how far its entropy is from the most there can be. */
function focusOf(
  examples: readonly Example[],
  place: ReadonlyMap<number, number>,
  classes: readonly string[],
): Float32Array {
  const C = classes.length;
  const counts = new Uint32Array(place.size * C);
  for (const { features, label } of examples) {
    const c = classes.indexOf(label);
    for (const key of features.keys()) {
      const at = place.get(key);
      if (at !== undefined) counts[at * C + c] = (counts[at * C + c] ?? 0) + 1;
    }
  }
  return Float32Array.from({ length: place.size }, (_, at) => {
    const row = counts.subarray(at * C, at * C + C);
    const sum = row.reduce((a, b) => a + b, 0);
    let entropy = 0;
    for (const count of row) if (count > 0) entropy -= (count / sum) * Math.log(count / sum);
    return 1 + Math.log(C) - entropy;
  });
}
