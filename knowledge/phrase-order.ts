import type { Phrases } from './base.ts';
import { wordsOf } from './understanding/normalise.ts';
import { asWritten } from './understanding/roots.ts';

const wordsIn = (phrase: string): readonly string[] => wordsOf(phrase).map(({ text }) => text);

/** A phrase as it teaches: without capitals, accents and punctuation, spoken forms written out. Equal for near-duplicates. */
const kernelOf = (phrase: string): string => asWritten(wordsIn(phrase)).join(' ') || phrase;

/** The order of phrases in a file: by their words as they are typed, capitals and accents aside. */
export const inOrder = (phrases: readonly string[]): readonly string[] =>
  phrases
    .map((phrase) => [wordsIn(phrase).join(' '), phrase] as const)
    .sort(([a, one], [b, other]) => (a < b ? -1 : a > b ? 1 : one < other ? -1 : 1))
    .map(([, phrase]) => phrase);

/** What makes phrases hard to review: lists out of order, and phrases that say the same as another. */
export function problemsOfPhrases(phrases: Phrases): readonly string[] {
  const problems: string[] = [];
  for (const [lang, intents] of phrases) {
    const seen = new Map<string, { intent: string; phrase: string }>();
    for (const [intent, list] of intents) {
      const wrong = inOrder(list).findIndex((phrase, at) => phrase !== list[at]);
      if (wrong >= 0)
        problems.push(
          `phrases/${lang}, entry "${intent}": "${list[wrong]}" is not in order: run npm run knowledge -- sort`,
        );
      for (const phrase of list) {
        const kernel = kernelOf(phrase);
        const other = seen.get(kernel);
        if (other)
          problems.push(
            `phrases/${lang}, entry "${intent}": "${phrase}" says the same as "${other.phrase}" (${other.intent}): keep one`,
          );
        else seen.set(kernel, { intent, phrase });
      }
    }
  }
  return problems;
}
