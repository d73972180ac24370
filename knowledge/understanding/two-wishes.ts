import type { Guess } from './understanding.ts';

/** A stretch of a text, in UTF-16 code units. */
export interface Part {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Where one wish may end and the next begin: sentences, and the words for "and", "also" and "then" between them. */
const SEAM =
  /[.!?؟;؛،,\n]+\s*|\s+(?:ja|sekä|lisäksi|sit|sitten|och|samt|sen|and|also|plus|then|iyo|kadibna|sidoo kale)\s+|\s+(?=و\p{L}{3})/giu;

/** What may be said besides a wish, and is none that could be offered. */
const NO_WISH = new Set([
  'greet',
  'goodbye',
  'thank',
  'affirm',
  'deny',
  'complain',
  'go-back',
  'none',
  'crisis',
]);

/** Whether an intent is something that could be served, beside what is only said. */
export const isWish = (intent: string): boolean => !NO_WISH.has(intent);

/** What is said before a wish out of politeness. */
const POLITE = new Set(['greet', 'thank', 'affirm']);
/** A greeting is no longer than so many words. */
const MOST_POLITE = 3;

/** What follows a greeting that a text begins with; undefined where it begins with none, or says nothing else. */
export function afterGreeting(
  text: string,
  read: (part: Part) => Guess & { readonly sure: boolean },
): Part | undefined {
  const [greeting = ''] = /^\s*\S+?(?:[,.!؟?،]\s*|\s+|$)/u.exec(text) ?? [];
  const [opening = ''] = /^[^,.!؟?،\n]+[,.!؟?،\n]+\s*/u.exec(text) ?? [];
  const short = opening.trim().split(/\s+/).length <= MOST_POLITE;
  for (const one of short && opening.length > greeting.length ? [opening, greeting] : [greeting]) {
    const said = read({ text: one, from: 0, to: one.length });
    const rest = text.slice(one.length);
    if (said.sure && POLITE.has(said.intent) && /\p{L}/u.test(rest))
      return { text: rest, from: one.length, to: text.length };
  }
  return undefined;
}

/** The parts of a text that are long enough to hold a wish; none where it has no seam. */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const seam of [...text.matchAll(SEAM), undefined]) {
    const to = seam?.index ?? text.length;
    const part = text.slice(from, to);
    if (part.trim().split(/\s+/).length >= 2) parts.push({ text: part, from, to });
    from = to + (seam?.[0].length ?? 0);
  }
  return parts.length < 2 ? [] : parts.slice(0, 8);
}

/**
 * The first two wishes of a message whose parts are each clear enough to act on by themselves; undefined where there are not two,
 * or where the message as a whole clearly says something else.
 */
export function twoWishes(
  text: string,
  whole: { readonly intent: string; readonly sure: boolean },
  read: (part: Part) => Guess & { readonly sure: boolean },
): readonly [Guess, Guess] | undefined {
  const clear = partsOf(text)
    .map(read)
    .filter(({ intent, sure }) => sure && isWish(intent));
  const [first] = clear;
  const second = clear.find(({ intent }) => intent !== first?.intent);
  if (!first || !second) return undefined;
  const fits = !whole.sure || whole.intent === first.intent || whole.intent === second.intent;
  if (!fits) return undefined;
  return whole.intent === second.intent ? [second, first] : [first, second];
}
