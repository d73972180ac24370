import { Worker } from 'node:worker_threads';
import type { Base } from '../base.ts';
import { conceptFinder } from './concepts.ts';
import { type IntentModel, intentMatcher } from './intents.ts';
import { fingerprint, keepIntents, keptIn, readIntents, readLanguage } from './kept-models.ts';
import { languageDetector } from './language.ts';
import type { LinearModel } from './linear.ts';
import { trainIntents } from './train-intents.ts';
import type { Understand } from './understanding.ts';

export interface Models {
  readonly language: LinearModel;
  readonly intents: IntentModel;
}

export interface UnderstandingParts {
  /** Where the models lie that come with the project. */
  readonly modelFolder: URL | string;
  /** Where models are kept that had to be trained because the knowledge base changed. */
  readonly cacheFolder?: string;
}

/** Sure enough of a text's language to read it in that one. */
const SURE = 0.8;

/** Reads texts with trained models. Pure and synchronous. */
export function createUnderstand(base: Base, { language, intents }: Models): Understand {
  const detect = languageDetector(language);
  const find = conceptFinder(base);
  const match = intentMatcher(intents);
  return (text, lang) => {
    const tongue = detect(text);
    const own = tongue.lang === 'unsupported' || tongue.lang === null ? undefined : tongue.lang;
    const spoken = lang ?? own;
    // What is said in another language than the conversation's is read in its own.
    const [first, second] = tongue.confidence >= SURE ? [own ?? lang, lang] : [spoken, own];
    const heard = find(text, first);
    const concepts = heard.length > 0 || second === first ? heard : find(text, second);
    const confidence = Math.round(tongue.confidence * 1_000) / 1_000;
    const meant = match(text, first, concepts);
    // What is written in a language we cannot read is not guessed at, unless it sounds of danger.
    const decision = tongue.lang === 'unsupported' && meant.intent !== 'crisis' ? 'none' : meant.decision;
    return { lang: tongue.lang, langConfidence: confidence, ...meant, decision, concepts };
  };
}

/**
 * Understanding for a knowledge base. Models that fit it are loaded; where its phrases have changed, new ones are trained in
 * another thread and taken up when they are ready, while the last ones serve. Without any, the first training is waited for.
 */
export async function openUnderstanding(
  base: Base,
  { modelFolder, cacheFolder }: UnderstandingParts,
): Promise<{ understand: Understand; ready(): Promise<void> }> {
  const language = readLanguage(modelFolder);
  const print = fingerprint(base);
  const folders = [modelFolder, ...(cacheFolder === undefined ? [] : [cacheFolder])];
  const fitting = folders.map((folder) => readIntents(folder, print)).find((model) => model !== undefined);
  if (fitting) {
    const understand = createUnderstand(base, { language, intents: fitting });
    return { understand, ready: async () => undefined };
  }

  const last = folders
    .flatMap((folder) => keptIn(folder).map((one) => readIntents(folder, one)))
    .find((model) => model !== undefined);
  const training = cacheFolder === undefined ? trainHere() : trainElsewhere(cacheFolder);
  let understand = createUnderstand(base, { language, intents: last ?? (await training) });
  const ready = training.then((intents) => {
    understand = createUnderstand(base, { language, intents });
  });
  // Without a folder to keep them in, the models are for this process only and it waits for them.
  if (cacheFolder === undefined) await ready;
  else ready.catch(() => undefined);
  return { understand: (text, lang) => understand(text, lang), ready: () => ready };

  async function trainHere(): Promise<IntentModel> {
    return trainIntents(base.phrases, conceptFinder(base));
  }

  function trainElsewhere(folder: string): Promise<IntentModel> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./training-thread.ts', import.meta.url), {
        workerData: { base: base.folder, folder, print },
      });
      worker.once('error', reject);
      worker.once('exit', () => {
        const model = readIntents(folder, print);
        if (model) resolve(model);
        else reject(new Error('the training ended without a model'));
      });
    });
  }
}

export { fingerprint, keepIntents, trainIntents };
