import type { Scene } from './dialog.ts';
import { plainly } from './picking.ts';

/** With these, a longer message tells what somebody likes. */
const LIKES =
  /kiinnost|tykk|pidan|rakast|haluan|haluaisin|gillar|intress|alskar|jobba med|\blike|love|interest|work with|حب|مهتم|يعجبني|العمل مع|jecel|jecl|xiise/u;
/** What Arabic writes together with the word that follows: and, with, for, the. */
const ARABIC_PREFIX = /^(?:و|ب|ل|ف)?(?:ال|لل)?(?=\p{L}{2})/u;
const bareOf = (word: string) => plainly(word).replace(ARABIC_PREFIX, '');

/** A field that was named by what somebody likes. */
export interface Interest {
  readonly field: string;
  /** As it was written. */
  readonly word: string;
  /** The same in its plain form, without what is written together with it. */
  readonly stem: string;
}

/** The field that somebody names by what they like ("cars", "eläimet kiinnostaa"); undefined where they name none, or tell something else. */
export function interestIn(
  text: string,
  { knowledge: { base }, lang }: Pick<Scene, 'knowledge' | 'lang'>,
): Interest | undefined {
  const words = text.match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? [];
  if (words.length > 2 && !LIKES.test(plainly(text))) return undefined;
  for (const word of words)
    for (const { id, interests } of base.fields.values())
      if (interests?.[lang].some((one) => isMeant(word, one))) return { field: id, word, stem: bareOf(word) };
  return undefined;
}

const isMeant = (word: string, interest: string): boolean =>
  [plainly(word), bareOf(word)].some((form) =>
    interest.endsWith('-') ? form.startsWith(plainly(interest)) : form === plainly(interest),
  );
