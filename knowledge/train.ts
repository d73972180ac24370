import { parseArgs } from 'node:util';
import { readBase } from './base.ts';
import { MODELS, OURS } from './open.ts';
import { conceptFinder } from './understanding/concepts.ts';
import { fingerprint, keepIntents, keepLanguage } from './understanding/kept-models.ts';
import { trainIntents } from './understanding/train-intents.ts';
import { trainLanguage } from './understanding/train-language.ts';

// `npm run train`: the intent models of the knowledge base as it is now; `npm run train:language` (`--language`): the language model.
const { values } = parseArgs({ options: { language: { type: 'boolean', default: false } } });
const base = readBase(OURS);
const began = performance.now();
if (values.language) keepLanguage(MODELS, trainLanguage(base));
else keepIntents(MODELS, fingerprint(base), trainIntents(base.phrases, conceptFinder(base)));
process.stdout.write(`trained in ${((performance.now() - began) / 1_000).toFixed(1)} s\n`);
