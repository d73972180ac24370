import { createRequire } from 'node:module';
import { eld } from 'eld/large';
import { franc } from 'franc';
import type { Lang } from '../../locales/index.ts';

/** A message and what it means. */
export interface Row {
  readonly text: string;
  readonly intent: string;
}

/** What a classifier thinks of a text: its guesses, best first, and whether it would act on the first. */
export type Classify = (
  text: string,
) => Promise<{ readonly guesses: readonly string[]; readonly acts: boolean }>;

const require = createRequire(import.meta.url);
const NLPJS: Readonly<Partial<Record<Lang, readonly [pack: string, plugin: string]>>> = {
  fi: ['@nlpjs/lang-fi', 'LangFi'],
  sv: ['@nlpjs/lang-sv', 'LangSv'],
  en: ['@nlpjs/lang-en', 'LangEn'],
  ar: ['@nlpjs/lang-ar', 'LangAr'],
};

interface Nlp {
  addLanguage(lang: string): void;
  addDocument(lang: string, text: string, intent: string): void;
  train(): Promise<void>;
  process(
    lang: string,
    text: string,
  ): Promise<{ intent: string; classifications: readonly { intent: string; score: number }[] }>;
}

/** NLP.js as its quick start says: `@nlpjs/basic` with the package of the language (there is none for Somali), everything as it comes. */
export async function nlpjs(lang: Lang, rows: readonly Row[]): Promise<Classify> {
  const { dockStart } = require('@nlpjs/basic') as {
    dockStart(
      settings: object,
    ): Promise<{ get(name: string): Nlp; getContainer(): { use(plugin: unknown): void } }>;
  };
  const dock = await dockStart({ settings: { nlp: { languages: [lang], autoSave: false } }, use: ['Basic'] });
  const pack = NLPJS[lang];
  if (pack) dock.getContainer().use((require(pack[0]) as Record<string, unknown>)[pack[1]]);
  const nlp = dock.get('nlp');
  nlp.addLanguage(lang);
  for (const { text, intent } of rows) nlp.addDocument(lang, text, intent === 'none' ? 'None' : intent);
  await quietly(() => nlp.train());
  return async (text) => {
    const { intent, classifications } = await nlp.process(lang, text);
    return { guesses: classifications.map((one) => one.intent), acts: intent !== 'None' };
  };
}

interface Natural {
  addDocument(text: string | readonly string[], label: string): void;
  train(): void;
  getClassifications(text: string | readonly string[]): readonly { label: string; value: number }[];
}

/**
 * `natural`'s classifiers, for Swedish and English with its stemmers; it has none for the other languages and its tokenizer knows
 * only ASCII letters, so that they get their words as a list. It has no threshold: its best guess is always acted on.
 */
export function natural(kind: 'bayes' | 'logistic_regression', lang: Lang, rows: readonly Row[]): Classify {
  const Classifier = require(`natural/lib/natural/classifiers/${kind}_classifier.js`) as new (
    stemmer?: unknown,
  ) => Natural;
  const stemmer =
    lang === 'sv' ? [require('natural/lib/natural/stemmers/porter_stemmer_sv.js') as unknown] : [];
  const classifier = new Classifier(...stemmer);
  const told = (text: string) =>
    lang === 'en' || lang === 'sv' ? text : (text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
  for (const { text, intent } of rows) classifier.addDocument(told(text), intent);
  classifier.train();
  return async (text) => {
    const found = classifier.getClassifications(told(text)).map(({ label }) => label);
    return { guesses: found.filter((one) => one !== 'none'), acts: found[0] !== 'none' };
  };
}

const CODES: Readonly<Record<string, Lang>> = { fin: 'fi', swe: 'sv', eng: 'en', arb: 'ar', som: 'so' };

/** Language detectors of others; whatever is none of the five is the empty text. */
export const detectors: Readonly<Record<string, (text: string) => string>> = {
  'franc, told the five': (text) => CODES[franc(text, { only: Object.keys(CODES), minLength: 1 })] ?? '',
  'franc, all languages': (text) => CODES[franc(text, { minLength: 1 })] ?? '',
  'eld, large': (text) => eld.detect(text).language,
};

/** NLP.js tells of every epoch; the table should stand alone. */
async function quietly(work: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => undefined;
  await work().finally(() => {
    console.log = log;
  });
}
