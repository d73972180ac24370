import type { Scene } from './dialog.ts';
import { plainly } from './picking.ts';

/** With these, a longer message tells what somebody likes. */
const LIKES =
  /kiinnost|tykk|pidan|rakast|haluan|haluaisin|gillar|intress|alskar|jobba med|\blike|love|interest|work with|حب|مهتم|يعجبني|العمل مع|jecel|jecl|xiise/u;
/** Parts of speech that Arabic writes together with the next word. */
const ARABIC_PREFIX = /^(?:و|ب|ل|ف)?(?:ال|لل)?(?=\p{L}{2})/u;

/** The field that somebody names by what they like ("cars", "eläimet kiinnostaa"), with their word; undefined where they name none, or tell something else. */
export function interestIn(
  text: string,
  { knowledge: { base }, lang }: Pick<Scene, 'knowledge' | 'lang'>,
): { readonly field: string; readonly word: string } | undefined {
  const said = plainly(text);
  const words = said.split(' ');
  if (words.length > 2 && !LIKES.test(said)) return undefined;
  for (const word of words)
    for (const { id, interests } of base.fields.values())
      if (interests?.[lang].some((one) => isMeant(word, one))) return { field: id, word };
  return undefined;
}

function isMeant(word: string, interest: string): boolean {
  const plain = plainly(interest);
  const bare = word.replace(ARABIC_PREFIX, '');
  return interest.endsWith('-')
    ? word.startsWith(plain) || bare.startsWith(plain)
    : word === plain || bare === plain;
}
