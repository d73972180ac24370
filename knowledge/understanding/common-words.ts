import type { Base } from '../base.ts';
import { withoutPrefix, wordsOf } from './normalise.ts';
import { rootOf } from './roots.ts';

/** How many of the phrases use each word, as they write it most often: in small letters or with a capital. */
export function wordCounts(
  base: Base,
): ReadonlyMap<string, { readonly used: number; readonly capital: number }> {
  const counts = new Map<string, { used: number; capital: number }>();
  for (const intents of base.phrases.values())
    for (const phrases of intents.values())
      for (const phrase of phrases)
        for (const { text, from } of wordsOf(phrase)) {
          const count = counts.get(text) ?? { used: 0, capital: 0 };
          counts.set(text, count);
          count.used += 1;
          if (from > 0 && /\p{Lu}/u.test(phrase.charAt(from))) count.capital += 1;
        }
  return counts;
}

/** Words of fewer phrases may be somebody's name. */
const AT_LEAST = 3;

/**
 * Tells words that many use from those that may name somebody: the words of several phrases that are not written with a capital, and
 * those of occupations, fields, cards, institutions and municipalities, in any form. They are gathered when first asked for.
 */
export function commonWords(base: Base): (word: string) => boolean {
  let known: ReadonlySet<string> | undefined;
  return (word) => {
    known ??= formsOf(base);
    const forms = known;
    return wordsOf(word).every(({ text }) => forms.has(formOf(text)));
  };
}

const formOf = (word: string) => rootOf(withoutPrefix(word));

function formsOf(base: Base): ReadonlySet<string> {
  const named = [base.occupations, base.fields, base.cards, base.institutions].flatMap((map) =>
    [...map.values()].flatMap(({ name, words }) => [...Object.values(name), ...Object.values(words).flat()]),
  );
  const places = base.region.municipalities.flatMap(({ name }) => Object.values(name));
  const known = new Set(
    [...named, ...places].flatMap((text) => wordsOf(text).map((one) => formOf(one.text))),
  );
  const forms = new Map<string, number>();
  for (const [word, { used, capital }] of wordCounts(base))
    if (capital * 2 < used) forms.set(formOf(word), (forms.get(formOf(word)) ?? 0) + used);
  for (const [form, used] of forms) if (used >= AT_LEAST) known.add(form);
  return known;
}
