import { normalise, soundOf, withoutPrefix, wordsOf } from './normalise.ts';

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

/** Words, their beginnings and sounds, word pairs, and the character n-grams inside words; `signals` come from the concepts found. */
export function featuresOf(text: string, signals: readonly string[] = []): Features {
  const found = new Map<number, number>();
  const add = (name: string, weight: number) => found.set(hash(name), weight);
  const words = wordsOf(text)
    .slice(0, MOST_WORDS)
    .map((word) => word.text);
  let last = '^';
  for (const word of words) {
    const bare = withoutPrefix(word);
    add(`w${word}`, 1);
    if (bare !== word) add(`w${bare}`, 1);
    if (bare.length > 5) add(`b${bare.slice(0, 5)}`, 0.8);
    add(`s${soundOf(bare)}`, 0.6);
    add(`p${last} ${bare}`, 0.8);
    last = bare;
    const padded = `_${word}_`;
    for (let size = 3; size <= 5; size++) {
      for (let at = 0; at + size <= padded.length; at++) add(`c${padded.slice(at, at + size)}`, 0.45);
    }
  }
  add(`p${last} $`, 0.8);
  if (/[?؟]/.test(text)) add('question', 0.5);
  add(`length ${Math.min(5, Math.floor(Math.log2(words.length + 1)))}`, 0.5);
  for (const signal of signals) add(`signal ${signal}`, 1);
  return found;
}

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
