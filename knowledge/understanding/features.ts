import type { Lang } from '../../locales/index.ts';
import { normalise, soundOf, withoutPrefix, wordsOf } from './normalise.ts';
import { asWritten, rootOf } from './roots.ts';
import { stemsOf } from './stems.ts';

/** Hashed features of a text and the weight of each one's kind; each feature once. */
export type Features = ReadonlyMap<number, number>;

/** FNV-1a (Fowler, Noll, Vo; draft-eastlake-fnv) begun, and carried on by a UTF-16 code unit; 32 bits, signed: such numbers are the quickest keys. */
const BEGUN = 0x811c9dc5 | 0;
const hashOn = (value: number, code: number): number => Math.imul(value ^ code, 0x01000193);
const hash = (text: string, before = BEGUN): number => {
  let value = before;
  for (let i = 0; i < text.length; i++) value = hashOn(value, text.charCodeAt(i));
  return value;
};

/** Longer texts are read to here, so that no message takes long. */
const MOST_WORDS = 120;
/** Longer words are read to here: no word that is meant is longer. */
const MOST_LETTERS = 40;

/** The kinds of features and what each kind weighs as a whole, however many a text has of it; tuned on held-out phrases. */
const KINDS = {
  stem: 1.1,
  kin: 0.5,
  sound: 0.3,
  pair: 0.55,
  two: 0.4,
  three: 0.8,
  four: 0.9,
  length: 0.3,
} as const;
type Kind = keyof typeof KINDS;
const SIZES: readonly (readonly [Kind, number])[] = [
  ['two', 2],
  ['three', 3],
  ['four', 4],
];
/** Two words are a pair up to so many words apart. */
const NEAR = 3;

const lengthOf = (words: number) => (words < 6 ? words : Math.min(12, 6 + Math.floor((words - 6) / 5)));

/**
 * The stems and sounds of words, what they are akin to in `lang`, pairs of near words, the letters inside words by two, three and
 * four, and how many words there are; `signals` come from the concepts found. Every kind has its own share, so that many letters do
 * not drown a few words.
 */
export function featuresOf(text: string, signals: readonly string[] = [], lang?: Lang): Features {
  const kinds = Object.fromEntries(
    Object.keys(KINDS).map((kind) => [kind, { from: hash(`${kind} `), found: new Set<number>() }]),
  ) as Record<Kind, { readonly from: number; readonly found: Set<number> }>;
  const add = (kind: Kind, name: string) => kinds[kind].found.add(hash(name, kinds[kind].from));
  const words = asWritten(
    wordsOf(text)
      .slice(0, MOST_WORDS)
      .map((word) => word.text.slice(0, MOST_LETTERS)),
  );
  const stems: string[] = [];
  for (const word of words) {
    const bare = withoutPrefix(word);
    const stem = rootOf(bare);
    stems.push(stem);
    add('stem', stem);
    add('sound', soundOf(bare));
    if (lang !== undefined) add('kin', stemsOf(bare, lang).heavy);
    const padded = `_${word}_`;
    for (const [kind, size] of SIZES) {
      const { from, found } = kinds[kind];
      for (let at = 0; at + size <= padded.length; at++) {
        let key = from;
        for (let i = at; i < at + size; i++) key = hashOn(key, padded.charCodeAt(i));
        found.add(key);
      }
    }
  }
  const framed = ['^', ...stems, '$'];
  for (let at = 1; at < framed.length; at++) add('pair', `${framed[at - 1]} ${framed[at]}`);
  for (const [at, stem] of stems.entries())
    for (const other of stems.slice(at + 1, at + 1 + NEAR))
      add('pair', stem < other ? `${stem} + ${other}` : `${other} + ${stem}`);
  add('length', String(lengthOf(words.length)));
  if (/[?؟]/.test(text)) add('stem', '?');
  for (const signal of signals) add('stem', `signal ${signal}`);

  const features = new Map<number, number>();
  for (const kind of Object.keys(KINDS) as Kind[])
    for (const key of kinds[kind].found) features.set(key, KINDS[kind] / Math.sqrt(kinds[kind].found.size));
  return features;
}

/** The features of a text that are whole words. */
export const wordKeys = (text: string): readonly number[] =>
  asWritten(wordsOf(text).map((word) => word.text))
    .filter((word) => word.length > 2)
    .map((word) => hash(`stem ${rootOf(withoutPrefix(word))}`));

/** Texts in an unknown language are read to here: more says no more about it. */
const MOST_READ = 120;
const LONGEST_GRAM = 5;

/** Character 1- to 5-grams across a text, and its words: what tells languages apart. */
export function letterFeatures(text: string): Features {
  const found = new Map<number, number>();
  const plain = text
    .slice(0, 2 * MOST_READ)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}']+/gu, ' ')
    .trim()
    .slice(0, MOST_READ);
  const padded = ` ${plain} `;
  for (let at = 0; at < padded.length; at++) {
    let key = BEGUN;
    const end = Math.min(padded.length, at + LONGEST_GRAM);
    for (let i = at; i < end; i++) {
      key = hashOn(key, padded.charCodeAt(i));
      found.set(key, Math.min(3, (found.get(key) ?? 0) + 1));
    }
  }
  for (const word of normalise(plain).split(' ')) if (word) found.set(hash(`w${word}`), 2);
  return found;
}
