/**
 * The form in which texts are compared: lower case; accents, Arabic vowel signs and stretching gone; the Arabic letters that people
 * mix up written as one; letters repeated for emphasis written twice at most. Never longer than the text, one space between words.
 */
export function normalise(text: string): string {
  // Most words need none of it, and this is called for each.
  if (/^[a-z0-9]*$/.test(text)) return text.replace(STRETCHED, '$1$1');
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200c-\u200f]/g, '')
    .toLowerCase()
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ؤ/g, 'و')
    .replace(/ئ/g, 'ي')
    .replace(/[’‘`´ʼ]/g, "'")
    .replace(STRETCHED, '$1$1');
}

const STRETCHED = /(\p{L})\1{2,}/gu;

/** A word of a text with its place in the original, in UTF-16 code units. */
export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The words of a text, normalised; apostrophes inside a word stay (Somali writes a sound with it). */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’ʼ`:-][\p{L}\p{M}\p{N}]+)*/gu)].map((match) => ({
    text: normalise(match[0]).replace(/['-]/g, ''),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

const PREFIXES = ['وال', 'بال', 'فال', 'كال', 'لل', 'ال', 'و', 'ب', 'ل', 'ف'];

/** An Arabic word without the article and the particles written onto it; any other word as it is. */
export function withoutPrefix(word: string): string {
  const prefix = PREFIXES.find((one) => word.startsWith(one) && word.length - one.length >= 3);
  return prefix === undefined ? word : word.slice(prefix.length);
}

/** A word without doubled letters and the Somali letters people leave out or mix up; equal for most misspellings of one word. */
export const soundOf = (word: string): string =>
  word
    .replace(/(\p{L})\1/gu, '$1')
    .replace(/dh/g, 'd')
    .replace(/kh/g, 'k')
    .replace(/x/g, 'h')
    .replace(/q/g, 'k')
    .replace(/c(?=[aeiou])/g, '')
    .replace(/y/g, 'i');
