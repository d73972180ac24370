import { normalise, soundOf, withoutPrefix, wordsOf } from './normalise.ts';
import { asWritten, rootOf } from './roots.ts';

/** Hashed features of a text and the weight of each one's kind; each feature once. */
export type Features = ReadonlyMap<number, number>;

/** FNV-1a, 32 bits (Fowler, Noll, Vo; draft-eastlake-fnv). */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** Longer texts are read to here, so that no message takes long. */
const MOST_WORDS = 120;

/** The kinds of features and what each kind weighs as a whole, however many a text has of it; tuned on held-out phrases. */
const KINDS = { stem: 1.1, sound: 0.3, pair: 0.55, two: 0.4, three: 0.8, four: 0.9 } as const;
type Kind = keyof typeof KINDS;
const SIZES: readonly (readonly [number, Kind])[] = [
  [2, 'two'],
  [3, 'three'],
  [4, 'four'],
];
/** Two words are a pair up to so many words apart. */
const NEAR = 3;

/**
 * The stems and sounds of words, pairs of near words, and the letters inside words by two, three and four; `signals` come from
 * the concepts found. Every kind has its own share, so that many letters do not drown a few words.
 */
export function featuresOf(text: string, signals: readonly string[] = []): Features {
  const kinds = new Map<Kind, Set<number>>();
  const add = (kind: Kind, name: string) => {
    const names = kinds.get(kind) ?? new Set();
    kinds.set(kind, names.add(hash(`${kind} ${name}`)));
  };
  const words = asWritten(
    wordsOf(text)
      .slice(0, MOST_WORDS)
      .map((word) => word.text),
  );
  const stems: string[] = [];
  for (const word of words) {
    const bare = withoutPrefix(word);
    const stem = rootOf(bare);
    stems.push(stem);
    add('stem', stem);
    add('sound', soundOf(bare));
    const padded = `_${word}_`;
    for (const [size, kind] of SIZES)
      for (let at = 0; at + size <= padded.length; at++) add(kind, padded.slice(at, at + size));
  }
  const framed = ['^', ...stems, '$'];
  for (let at = 1; at < framed.length; at++) add('pair', `${framed[at - 1]} ${framed[at]}`);
  for (const [at, stem] of stems.entries())
    for (const other of stems.slice(at + 1, at + 1 + NEAR))
      add('pair', stem < other ? `${stem} + ${other}` : `${other} + ${stem}`);
  if (/[?؟]/.test(text)) add('stem', '?');
  for (const signal of signals) add('stem', `signal ${signal}`);

  const found = new Map<number, number>();
  for (const [kind, names] of kinds)
    for (const name of names) found.set(name, KINDS[kind] / Math.sqrt(names.size));
  return found;
}

/** The features of a text that are whole words. */
export const wordKeys = (text: string): readonly number[] =>
  asWritten(wordsOf(text).map((word) => word.text))
    .filter((word) => word.length > 2)
    .map((word) => hash(`stem ${rootOf(withoutPrefix(word))}`));

/** Character 1- to 4-grams across a text: what tells languages apart. */
export function letterFeatures(text: string): Features {
  const found = new Map<number, number>();
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}']+/gu, ' ')
    .trim()
    .slice(0, 300);
  const padded = ` ${plain} `;
  for (let size = 1; size <= 5; size++) {
    for (let at = 0; at + size <= padded.length; at++) {
      const key = hash(padded.slice(at, at + size));
      found.set(key, Math.min(3, (found.get(key) ?? 0) + 1));
    }
  }
  for (const word of normalise(plain).split(' ')) if (word) found.set(hash(`w${word}`), 2);
  return found;
}
