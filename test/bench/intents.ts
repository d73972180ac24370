import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { featuresOf } from '../../knowledge/understanding/features.ts';
import { scorer, softmax } from '../../knowledge/understanding/linear.ts';
import { recipeFor } from '../../knowledge/understanding/train-intents.ts';
import { trainLinear } from '../../knowledge/understanding/train-linear.ts';

// `npm run bench:intents -- --train FILE --test FILE`: the recipe of the intent matcher on any labelled messages.
const { values } = parseArgs({ options: { train: { type: 'string' }, test: { type: 'string' } } });
if (!values.train || !values.test) {
  process.stderr.write('name the files: --train FILE --test FILE (JSON Lines of {"text","intent"})\n');
  process.exit(2);
}
const read = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as { text: string; intent: string });
const train = read(values.train);
const test = read(values.test);

const began = performance.now();
const model = trainLinear(
  train.map(({ text, intent }) => ({ features: featuresOf(text), label: intent })),
  recipeFor(train.length),
);
const trainSeconds = (performance.now() - began) / 1_000;

const { score } = scorer(model);
const asked = performance.now();
const answers = test.map(({ text, intent }) => {
  const chances = softmax(score(featuresOf(text)));
  const ranked = [...chances.keys()].sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0));
  const real = ranked.find((at) => model.classes[at] !== 'none') ?? 0;
  return { intent, guess: model.classes[ranked[0] ?? 0] ?? '', confidence: chances[real] ?? 0 };
});
const microsPerQuery = ((performance.now() - asked) * 1_000) / test.length;

const wishes = answers.filter(({ intent }) => intent !== 'none');
const nones = answers.filter(({ intent }) => intent === 'none');
const f1 = [...new Set(wishes.map(({ intent }) => intent))].map((one) => {
  const right = wishes.filter(({ intent, guess }) => intent === one && guess === one).length;
  const claimed = wishes.filter(({ guess }) => guess === one).length;
  const there = wishes.filter(({ intent }) => intent === one).length;
  return (2 * right) / (claimed + there);
});
let above = 0;
for (const wish of wishes)
  for (const none of nones)
    above += wish.confidence > none.confidence ? 1 : wish.confidence === none.confidence ? 0.5 : 0;
const round = (value: number, digits = 4) => Number(value.toFixed(digits));
process.stdout.write(
  `${JSON.stringify({
    accuracy: round(wishes.filter(({ intent, guess }) => intent === guess).length / wishes.length),
    macroF1: round(f1.reduce((a, b) => a + b, 0) / f1.length),
    auroc: nones.length === 0 ? null : round(above / (wishes.length * nones.length)),
    trainSeconds: round(trainSeconds, 2),
    microsPerQuery: round(microsPerQuery, 1),
    heapMB: round(process.memoryUsage().heapUsed / 1e6, 1),
  })}\n`,
);
