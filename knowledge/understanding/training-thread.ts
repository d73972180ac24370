import { workerData } from 'node:worker_threads';
import { readBase } from '../base.ts';
import { conceptFinder } from './concepts.ts';

import { keepIntents } from './kept-models.ts';
import { trainIntents } from './train-intents.ts';

// Trains beside the conversation, so that no turn waits for it.
const { base: folder, folder: cache, print } = workerData as { base: string; folder: string; print: string };
const base = readBase(folder);
keepIntents(cache, print, trainIntents(base.phrases, conceptFinder(base)));
