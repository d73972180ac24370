import type { PhraseKey } from '../locales/index.ts';
import { phrase, type Question, say } from './dialog.ts';

/** The value of the choice that takes up the second wish of a message. */
export const ALSO = 'also';

/** The question with the second wish among its choices; as it is where there is none. */
export function withSecondWish<Q extends Question | undefined>(question: Q, intent: string | undefined): Q {
  if (!question || intent === undefined) return question;
  // Every intent of the knowledge base has a name; a test says so.
  const label = phrase('also.choice', { wish: phrase(`intent.${intent}` as PhraseKey) });
  return { ...question, choices: [...question.choices, { value: ALSO, label }] };
}

/** Says that the second wish was heard, too. */
export const heardToo = say('also.heard');
