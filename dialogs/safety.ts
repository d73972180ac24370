import { choice, dialog, end, goTo, phrase, question, unheard, wait } from './dialog.ts';

type Place = { at: 'asking' };

/** After the emergency and crisis numbers have been given: a human, or on with the guide. Never presses on by itself. */
export const safety = dialog<Place>('safety', {
  begin: () => wait({ at: 'asking' }),
  places: {
    asking: {
      ask: () =>
        question(phrase('safety.human'), 'safety.why', [
          choice('yes', 'safety.yes'),
          choice('no', 'safety.no'),
        ]),
      hear(_, { picked: [value], skip }) {
        if (value === 'yes') return goTo('person');
        return value === 'no' || skip ? end() : unheard;
      },
    },
  },
});
