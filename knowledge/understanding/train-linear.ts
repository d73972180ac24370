import type { LinearModel } from './linear.ts';
import { type Example, type Matrix, matrixOf, type Recipe } from './matrix.ts';

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

/** Adds what the features of a row say to the scores; four at once, so that the scores are read and written a quarter as often. */
function addRow(
  scores: Float32Array,
  weights: Float32Array,
  { places, values, classes }: Matrix,
  start: number,
  end: number,
): void {
  const C = classes.length;
  let next = start;
  for (; next + 3 < end; next += 4) {
    const [a, b, c, d] = [next, next + 1, next + 2, next + 3];
    const [aAt, aBy] = [(places[a] ?? 0) * C, values[a] ?? 0];
    const [bAt, bBy] = [(places[b] ?? 0) * C, values[b] ?? 0];
    const [cAt, cBy] = [(places[c] ?? 0) * C, values[c] ?? 0];
    const [dAt, dBy] = [(places[d] ?? 0) * C, values[d] ?? 0];
    for (let i = 0; i < C; i++)
      scores[i] =
        (scores[i] ?? 0) +
        aBy * (weights[aAt + i] ?? 0) +
        bBy * (weights[bAt + i] ?? 0) +
        cBy * (weights[cAt + i] ?? 0) +
        dBy * (weights[dAt + i] ?? 0);
  }
  for (; next < end; next++) {
    const at = (places[next] ?? 0) * C;
    const by = values[next] ?? 0;
    for (let i = 0; i < C; i++) scores[i] = (scores[i] ?? 0) + by * (weights[at + i] ?? 0);
  }
}

/**
 * Stochastic gradient descent over the examples in a seeded order; adaptive: AdaGrad (Duchi, Hazan, Singer 2011). A gradient below
 * `least` hardly changes a weight and is not worth its time.
 */
function descend(
  matrix: Matrix,
  loss: Loss,
  { epochs, steps = 'adaptive' }: Recipe,
  { rate, least }: { readonly rate: number; readonly least: number },
) {
  const { starts, places, values, labels, keys, classes } = matrix;
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
      addRow(scores, weights, matrix, start, end);
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
