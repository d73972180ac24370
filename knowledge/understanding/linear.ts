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
}

export interface Example {
  readonly features: Features;
  readonly label: string;
}

export interface Recipe {
  readonly epochs: number;
  /** Features seen in fewer examples are left out. */
  readonly atLeast: number;
  /** What makes a feature weigh much: that few examples have it (idf), or that few classes do (by the entropy over classes). */
  readonly weigh?: 'rarity' | 'focus';
  /** Steps by what each weight has learned already (AdaGrad), or the same for all: better where examples are few. */
  readonly steps?: 'adaptive' | 'plain';
  /** How much a support vector machine's score counts beside the softmax's; 0 for none. */
  readonly hinge?: number;
}

/** Seeded so that the same examples give the same model, byte for byte (Numerical Recipes' linear congruential generator). */
const shuffle = (order: Uint32Array, seed: number) => {
  let state = seed >>> 0;
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
};

interface Matrix {
  readonly rows: readonly Uint32Array[];
  readonly values: readonly Float32Array[];
  readonly labels: Uint16Array;
  readonly keys: Uint32Array;
  readonly idf: Float32Array;
  readonly classes: readonly string[];
}

function matrixOf(examples: readonly Example[], { atLeast, weigh = 'rarity' }: Recipe): Matrix {
  const seen = new Map<number, number>();
  for (const { features } of examples)
    for (const key of features.keys()) seen.set(key, (seen.get(key) ?? 0) + 1);
  const keys = Uint32Array.from([...seen].filter(([, count]) => count >= atLeast).map(([key]) => key)).sort();
  const place = new Map<number, number>();
  for (const [index, key] of keys.entries()) place.set(key, index);
  const classes = [...new Set(examples.map(({ label }) => label))].sort();
  const idf =
    weigh === 'focus'
      ? focusOf(examples, place, classes)
      : Float32Array.from(keys, (key) => Math.log((examples.length + 1) / (1 + (seen.get(key) ?? 0))) + 1);
  const rows: Uint32Array[] = [];
  const values: Float32Array[] = [];
  for (const { features } of examples) {
    const row: number[] = [];
    const value: number[] = [];
    let sum = 0;
    for (const [key, weight] of features) {
      const at = place.get(key);
      if (at === undefined) continue;
      const x = weight * (idf[at] ?? 0);
      row.push(at);
      value.push(x);
      sum += x * x;
    }
    const norm = 1 / Math.sqrt(sum || 1);
    rows.push(Uint32Array.from(row));
    values.push(Float32Array.from(value, (x) => x * norm));
  }
  return {
    rows,
    values,
    labels: Uint16Array.from(examples, ({ label }) => classes.indexOf(label)),
    keys,
    idf,
    classes,
  };
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

type Loss = (scores: Float32Array, label: number, gradient: Float32Array) => void;

/** Cross-entropy of a softmax over the classes. */
const softmaxLoss: Loss = (scores, label, gradient) => {
  let most = -Infinity;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (let c = 0; c < scores.length; c++) sum += gradient[c] = Math.exp((scores[c] ?? 0) - most);
  for (let c = 0; c < scores.length; c++) gradient[c] = (gradient[c] ?? 0) / sum - (c === label ? 1 : 0);
};

/** Squared hinge of one class against the rest (an L2-loss support vector machine). */
const hingeLoss: Loss = (scores, label, gradient) => {
  for (let c = 0; c < scores.length; c++) {
    const sign = c === label ? 1 : -1;
    const short = 1 - sign * (scores[c] ?? 0);
    gradient[c] = short > 0 ? -sign * short * (sign > 0 ? 3 : 1) : 0;
  }
};

/** Stochastic gradient descent over the examples in a seeded order; adaptive: AdaGrad (Duchi, Hazan, Singer 2011). */
function descend(
  { rows, values, labels, keys, classes }: Matrix,
  loss: Loss,
  { epochs, steps = 'adaptive' }: Recipe,
  rate: number,
) {
  const C = classes.length;
  const weights = new Float32Array(keys.length * C);
  const squares = new Float32Array(steps === 'adaptive' ? keys.length * C : 0).fill(1e-4);
  // What hardly changes a weight is not worth its time.
  const least = steps === 'adaptive' ? 0.004 : 0.001;
  const bias = new Float32Array(C);
  const scores = new Float32Array(C);
  const gradient = new Float32Array(C);
  const order = Uint32Array.from(rows, (_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, 7 + epoch);
    const step = rate / (1 + epoch * 0.35);
    for (const at of order) {
      const row = rows[at] ?? new Uint32Array();
      const value = values[at] ?? new Float32Array();
      scores.set(bias);
      for (let i = 0; i < row.length; i++) {
        const base = (row[i] ?? 0) * C;
        const x = value[i] ?? 0;
        for (let c = 0; c < C; c++) scores[c] = (scores[c] ?? 0) + x * (weights[base + c] ?? 0);
      }
      loss(scores, labels[at] ?? 0, gradient);
      for (let c = 0; c < C; c++) {
        const g = gradient[c] ?? 0;
        if (g > -least && g < least) continue;
        bias[c] = (bias[c] ?? 0) - 0.02 * step * g;
        for (let i = 0; i < row.length; i++) {
          const index = (row[i] ?? 0) * C + c;
          const d = g * (value[i] ?? 0);
          if (steps === 'plain') {
            weights[index] = (weights[index] ?? 0) - step * d;
            continue;
          }
          const square = (squares[index] ?? 0) + d * d;
          squares[index] = square;
          weights[index] = (weights[index] ?? 0) - (step * d) / Math.sqrt(square);
        }
      }
    }
  }
  return { weights, bias };
}

/** Softmax regression and, by its share, a one-vs-rest support vector machine: the sum of two linear models is one. */
export function trainLinear(examples: readonly Example[], recipe: Recipe): LinearModel {
  const { steps = 'adaptive', hinge = 3 } = recipe;
  const adaptive = steps === 'adaptive';
  const matrix = matrixOf(examples, recipe);
  const { weights, bias } = descend(matrix, softmaxLoss, recipe, adaptive ? 0.35 : 3);
  if (hinge > 0) {
    const second = descend(matrix, hingeLoss, recipe, adaptive ? 0.12 : 1);
    for (const [at, weight] of second.weights.entries()) weights[at] = (weights[at] ?? 0) + hinge * weight;
    for (const [c, weight] of second.bias.entries()) bias[c] = (bias[c] ?? 0) + hinge * weight;
  }
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  // The few largest weights are cut so that the many small ones keep their shape.
  const scale = (most * 1 || 1) / 127;
  return {
    classes: matrix.classes,
    keys: matrix.keys,
    idf: matrix.idf,
    weights: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))),
    bias,
    scale,
  };
}

/** Scores texts by a model; keeps the place of every feature at hand. */
export function scorer(model: LinearModel): (features: Features) => Float32Array {
  const { keys, idf, weights, bias, scale, classes } = model;
  const C = classes.length;
  // Open addressing over a power of two: one lookup a feature without garbage.
  const size = 2 ** Math.ceil(Math.log2(keys.length * 2 + 2));
  const table = new Int32Array(size).fill(-1);
  for (let at = 0; at < keys.length; at++) {
    let slot = (keys[at] ?? 0) & (size - 1);
    while ((table[slot] ?? -1) >= 0) slot = (slot + 1) & (size - 1);
    table[slot] = at;
  }
  const find = (key: number) => {
    let slot = key & (size - 1);
    for (;;) {
      const at = table[slot] ?? -1;
      if (at < 0 || keys[at] === key) return at;
      slot = (slot + 1) & (size - 1);
    }
  };
  return (features) => {
    const scores = new Float32Array(C);
    let sum = 0;
    for (const [key, weight] of features) {
      const at = find(key);
      if (at < 0) continue;
      const x = weight * (idf[at] ?? 0);
      sum += x * x;
      const base = at * C;
      for (let c = 0; c < C; c++) scores[c] = (scores[c] ?? 0) + x * (weights[base + c] ?? 0);
    }
    const norm = scale / Math.sqrt(sum || 1);
    for (let c = 0; c < C; c++) scores[c] = (scores[c] ?? 0) * norm + (bias[c] ?? 0);
    return scores;
  };
}

/** Scores as probabilities; a higher temperature is less sure. */
export function softmax(scores: Float32Array, temperature = 1): Float32Array {
  const most = Math.max(...scores);
  const values = scores.map((score) => Math.exp((score - most) / temperature));
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
}
