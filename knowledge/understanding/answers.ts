import { normalise, type Word, wordsOf } from './normalise.ts';
import type { Concept } from './understanding.ts';
import { ANSWERS, HALF_ANSWERS } from './values.ts';

const HALF = new Set(HALF_ANSWERS.map((way) => normalise(way)));
const WAYS = Object.entries(ANSWERS)
  .flatMap(([id, ways]) =>
    ways.map((way) => ({ id, words: wordsOf(way).map((word) => word.text), half: HALF.has(normalise(way)) })),
  )
  .filter(({ words }) => words.length > 0)
  .sort((a, b) => b.words.length - a.words.length);

/**
 * The yes, no or "I do not know" that a message is or begins with. A word such as "en" or "on", which answers alone but also begins
 * other sentences, counts where it stands alone, apart, or in a short message that says nothing else.
 */
export function answerIn(text: string, words: readonly Word[], saysMore: boolean): Concept | undefined {
  const way = WAYS.find((one) => one.words.every((word, i) => words[i]?.text === word));
  const [first, last, next] = [words[0], words[(way?.words.length ?? 0) - 1], words[way?.words.length ?? 0]];
  if (!way || !first || !last) return undefined;
  const apart = next !== undefined && /[,.;:!?،؛]/.test(text.slice(last.to, next.from));
  const score = () => {
    if (next === undefined) return 1;
    if (apart) return 0.9;
    if (way.half) return saysMore || words.length > 4 ? undefined : 0.7;
    // "I do not know Finnish" says something else.
    return way.id === 'dont-know' && saysMore ? undefined : 0.85;
  };
  const sure = score();
  return sure === undefined
    ? undefined
    : {
        id: way.id,
        type: 'answer',
        span: [first.from, last.to],
        score: sure,
        word: text.slice(first.from, last.to),
      };
}
