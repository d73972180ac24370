import type { PhraseKey } from '../locales/index.ts';
import { choice, dialog, end, phrase, question, say, unheard, wait } from './dialog.ts';
import { NONE } from './picking.ts';

/** `again`: something before it was not understood either. */
type Place = { at: 'choosing'; intents: readonly string[]; again?: true };

/** "Do you mean …?" with at most three wishes that the message may have meant. */
export const meaning = dialog<Place>('meaning', {
  begin({ missed }, said) {
    const guesses = said
      ? [said.understood.intent, ...said.understood.alternatives.slice(0, 2).map(({ intent }) => intent)]
      : [];
    return wait({
      at: 'choosing',
      intents: guesses.filter((intent) => intent !== 'none'),
      ...(missed > 1 && { again: true }),
    });
  },
  places: {
    choosing: {
      ask: ({ intents, again }) =>
        question(phrase(again ? 'meaning.whichOfThese' : 'meaning.which'), 'meaning.why', [
          // Every intent of the knowledge base has a name; a test says so.
          ...intents.map((intent) => choice(intent, `intent.${intent}` as PhraseKey)),
          choice(NONE, 'meaning.none'),
        ]),
      hear(_, { picked: [value], skip }) {
        if (value === NONE || skip) return end(say('guide.rephrase'));
        return value === undefined ? unheard : end({ do: 'follow', intent: value });
      },
    },
  },
});
