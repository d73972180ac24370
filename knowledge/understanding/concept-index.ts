import type { Base } from '../base.ts';
import { wordCounts } from './common-words.ts';
import { type Saying, sayingsOf } from './sayings.ts';
import { type LookUp, type Term, vocabularyOf } from './vocabulary.ts';

/** A saying with the numbers of its words in the vocabulary. */
export interface Indexed extends Saying {
  readonly terms: readonly number[];
}
/** Every saying of a base, by the first of its words, and the vocabulary of them all. */
export function indexed(base: Base): {
  near: LookUp;
  byFirst: ReadonlyMap<number, readonly Indexed[]>;
} {
  const terms: Term[] = [];
  const numbers = new Map<string, number>();
  const byFirst = new Map<number, Indexed[]>();
  for (const saying of sayingsOf(base)) {
    const own = saying.words.map((word) => {
      const key = `${saying.form} ${saying.lang} ${word}`;
      const known = numbers.get(key) ?? terms.push({ word, lang: saying.lang, form: saying.form }) - 1;
      numbers.set(key, known);
      return known;
    });
    const first = own[0] ?? -1;
    const rows = byFirst.get(first);
    if (rows) rows.push({ ...saying, terms: own });
    else byFirst.set(first, [{ ...saying, terms: own }]);
  }
  // Read through only when the first misspelling is looked for.
  let ordinary: ReadonlySet<string> | undefined;
  const isOrdinary = (word: string) => {
    ordinary ??= ordinaryWords(base);
    return ordinary.has(word);
  };
  return { near: vocabularyOf(terms, isOrdinary), byFirst };
}

/** Words that several of the phrases use are no misspellings of rarer ones. */
const ordinaryWords = (base: Base): ReadonlySet<string> =>
  new Set([...wordCounts(base)].filter(([, { used }]) => used >= 4).map(([word]) => word));

/** The fields of each occupation and of each task. */
export function fieldsByTask(base: Base): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const { id, field, competences } of base.occupations.values())
    for (const one of [id, ...competences.map(({ competence }) => competence)])
      fields.set(one, [...(fields.get(one) ?? []), field]);
  return fields;
}
