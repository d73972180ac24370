import type { Features } from './features.ts';
import type { LinearModel } from './linear.ts';

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
  /** How much features count that are left out, as against 1 to 5 of those that are kept; 0 for not at all. */
  readonly unknown?: number;
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

/** Examples as rows of numbers one after the other: where each begins, and the place and the value of its features. */
interface Matrix {
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
  readonly values: Float32Array;
  readonly labels: Uint16Array;
  readonly keys: Uint32Array;
  readonly idf: Float32Array;
  readonly classes: readonly string[];
}

function matrixOf(examples: readonly Example[], { atLeast, weigh = 'rarity', unknown = 0 }: Recipe): Matrix {
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

/** Writes how the scores of an example fall short of its label. */
type Loss = (scores: Float32Array, label: number, gradient: Float32Array) => void;

/** Cross-entropy of a softmax over the classes. */
const softmaxLoss: Loss = (scores, label, gradient) => {
  let most = -Infinity;
  for (let c = 0; c < scores.length; c++) most = Math.max(most, scores[c] ?? 0);
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

/**
 * Stochastic gradient descent over the examples in a seeded order; adaptive: AdaGrad (Duchi, Hazan, Singer 2011). A gradient below
 * `least` hardly changes a weight and is not worth its time.
 */
function descend(
  { starts, places, values, labels, keys, classes }: Matrix,
  loss: Loss,
  { epochs, steps = 'adaptive' }: Recipe,
  { rate, least }: { readonly rate: number; readonly least: number },
) {
  const C = classes.length;
  const adaptive = steps === 'adaptive';
  const weights = new Float32Array(keys.length * C);
  const squares = new Float32Array(adaptive ? keys.length * C : 0).fill(1e-4);
  const bias = new Float32Array(C);
  const scores = new Float32Array(C);
  const gradient = new Float32Array(C);
  const wrong = new Int32Array(C);
  const order = Uint32Array.from(labels, (_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, 7 + epoch);
    const step = rate / (1 + epoch * 0.35);
    for (let turn = 0; turn < order.length; turn++) {
      const row = order[turn] ?? 0;
      const [start, end] = [starts[row] ?? 0, starts[row + 1] ?? 0];
      scores.set(bias);
      for (let i = start; i < end; i++) {
        const base = (places[i] ?? 0) * C;
        const x = values[i] ?? 0;
        for (let c = 0; c < C; c++) scores[c] = (scores[c] ?? 0) + x * (weights[base + c] ?? 0);
      }
      loss(scores, labels[row] ?? 0, gradient);
      let many = 0;
      for (let c = 0; c < C; c++) {
        const g = gradient[c] ?? 0;
        if (g > -least && g < least) continue;
        wrong[many++] = c;
        bias[c] = (bias[c] ?? 0) - 0.02 * step * g;
      }
      // Features outside, classes inside: the weights of a feature lie beside each other.
      for (let i = start; i < end; i++) {
        const base = (places[i] ?? 0) * C;
        const x = values[i] ?? 0;
        for (let k = 0; k < many; k++) {
          const c = wrong[k] ?? 0;
          const d = (gradient[c] ?? 0) * x;
          const at = base + c;
          if (!adaptive) {
            weights[at] = (weights[at] ?? 0) - step * d;
            continue;
          }
          const square = (squares[at] ?? 0) + d * d;
          squares[at] = square;
          weights[at] = (weights[at] ?? 0) - (step * d) / Math.sqrt(square);
        }
      }
    }
  }
  return { weights, bias };
}

/** Softmax regression and, by its share, a one-vs-rest support vector machine: the sum of two linear models is one. */
export function trainLinear(examples: readonly Example[], recipe: Recipe): LinearModel {
  const { steps = 'adaptive', hinge = 3, unknown = 0 } = recipe;
  const adaptive = steps === 'adaptive';
  const matrix = matrixOf(examples, recipe);
  const { weights, bias } = descend(
    matrix,
    softmaxLoss,
    recipe,
    adaptive ? { rate: 0.35, least: 0.01 } : { rate: 3, least: 0.001 },
  );
  if (hinge > 0) {
    const second = descend(
      matrix,
      hingeLoss,
      recipe,
      adaptive ? { rate: 0.12, least: 0.1 } : { rate: 1, least: 0.001 },
    );
    for (const [at, weight] of second.weights.entries()) weights[at] = (weights[at] ?? 0) + hinge * weight;
    for (const [c, weight] of second.bias.entries()) bias[c] = (bias[c] ?? 0) + hinge * weight;
  }
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const scale = (most || 1) / 127;
  const { keys, idf, classes } = matrix;
  const C = classes.length;
  const order = [...keys.keys()].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
  const bytes = new Int8Array(weights.length);
  for (const [to, from] of order.entries())
    for (let c = 0; c < C; c++) bytes[to * C + c] = Math.round((weights[from * C + c] ?? 0) / scale);
  return {
    classes,
    keys: Uint32Array.from(order, (at) => keys[at] ?? 0),
    idf: Float32Array.from(order, (at) => idf[at] ?? 0),
    weights: bytes,
    bias,
    scale,
    unknown,
  };
}
