import type { ConceptType } from './understanding.ts';
import values from './values.json' with { type: 'json' };

/** Each value with the words for it in the five languages; "sv:" and the like before a word that is said in that language only. */
type Rows = Readonly<Record<string, readonly string[]>>;

/** Yes, no and "I do not know", as they begin or make up an answer. */
export const ANSWERS: Rows = values.answers;

/** Of these, those that also begin other sentences: "en ole kokki", "no experience", "ja svetsare". */
export const HALF_ANSWERS: readonly string[] = values['half-answers'];

/** Numbers in words; tens are added up where a language says them in two words. */
export const NUMBERS: Rows = values.numbers;

/** Units of time by how many months they are. */
export const UNITS: Rows = values['months-of'];

/**
 * The rows of plain values, by the type of concept they are found as. Levels of language are those of the Common European Framework,
 * by the words people use and by their codes; countries are Finland and those that people name a city instead of (ISO 3166 codes).
 */
export const VALUES: readonly (readonly [ConceptType, Rows])[] = [
  ['language', values.languages],
  ['language-level', values['language-levels']],
  ['education-level', values.education],
  ['country', values.countries],
];
