import { LANGS, type Lang } from '../../locales/index.ts';
import type { Base } from '../base.ts';
import { letterFeatures } from './features.ts';
import { STRANGERS } from './language.ts';
import {
  annotations,
  common,
  declaration,
  englishWords,
  finnishWords,
  interfaceTexts,
  type Label,
  SOURCES,
  stopwordsOf,
  swedishWords,
} from './language-sources.ts';
import lexicon from './lexicon.json' with { type: 'json' };
import type { LinearModel } from './linear.ts';
import type { Example } from './matrix.ts';
import { trainLinear } from './train-linear.ts';

/** The rank among the words of its language of what comes from no list that has one. */
const UNRANKED = 5_000;
/** So many times as common in one language is plainly that one's. */
const MUCH = 6;

/** The language model, from our phrases and texts and from packages of open licence; every example has its source. Deterministic. */
export function trainLanguage(base: Base): LinearModel {
  const ranks = new Map<string, Map<Label, number>>();
  const add = (text: string, label: Label, rank = UNRANKED) => {
    const clean = text
      .replace(/\{\{\w+\}\}|https?:\S+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase();
    if (clean.length === 0) return;
    const known = ranks.get(clean) ?? new Map<Label, number>();
    ranks.set(clean, known.set(label, Math.min(rank, known.get(label) ?? rank)));
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
  const addWords = (words: readonly string[], label: Label, ranked = true) => {
    words.forEach((word, at) => {
      add(word, label, ranked ? at : UNRANKED);
      // Two words of a language that do not belong together still sound of it.
      const other = words[(at * 7_919 + 13) % words.length];
      if (at % 2 === 0 && other !== undefined) add(`${word} ${other}`, label);
    });
  };

  for (const lang of LANGS) {
    const own = new Set<string>();
    for (const text of [...textsOf(base, lang), ...interfaceTexts(lang)]) {
      addPieces(text, lang, [3, 1, 5, 2]);
      for (const word of text.toLowerCase().split(/[^\p{L}\p{M}'’-]+/u))
        if (word.length > 2 && ownScript(word, lang)) own.add(word);
    }
    addWords([...own], lang, false);
    for (const word of lexicon[lang]) add(word, lang, 0);
  }
  for (const [group, words] of Object.entries(lexicon.other))
    for (const word of words) add(word, STRANGERS.find((one) => one === group) ?? 'other-eastern');
  addWords(swedishWords(), 'sv', false);
  addWords(finnishWords(), 'fi');
  addWords(englishWords(), 'en');
  for (const { label, declarations = [], words, signs, stopwords: stops = '' } of SOURCES) {
    for (const code of declarations)
      for (const text of declaration(code)) {
        addPieces(text, label, [3, 1, 5, 2, 8]);
        if (!label.startsWith('other')) addPieces(text, label, [1, 4, 2]);
      }
    if (words) addWords(common(words[0]).slice(0, words[1]), label);
    if (signs) for (const text of annotations(signs)) addPieces(text, label, [2, 1, 4]);
    for (const word of stopwordsOf(stops)) add(word, label, 0);
  }
  const examples = examplesOf(ranks);
  return sharper(weighty(evened(trainLinear(examples, { epochs: 5, atLeast: 5, hinge: 0 }), examples)));
}

/**
 * What stands in several of our languages is taken for the one where it is much more common, and else says nothing; between ours and
 * others it is taken for ours.
 */
function examplesOf(ranks: ReadonlyMap<string, ReadonlyMap<Label, number>>): readonly Example[] {
  const examples: Example[] = [];
  for (const [text, found] of ranks) {
    const ours = [...found].filter(([label]) => !label.startsWith('other')).sort(([, a], [, b]) => a - b);
    const [first, second] = ours.length > 0 ? ours : [...found];
    if (first === undefined) continue;
    const plain = second === undefined || (ours.length > 0 && (first[1] + 100) * MUCH < second[1]);
    if (plain) examples.push({ features: letterFeatures(text), label: first[0] });
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
const KEPT = 300_000;

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

/** As sure as `language.ts` expects; set on words and pairs of words kept aside, of our languages and of others. */
const SURER = 2.4;
const sharper = (model: LinearModel): LinearModel => ({
  ...model,
  scale: model.scale * SURER,
  bias: model.bias.map((bias) => bias * SURER),
});

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
