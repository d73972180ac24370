import { choice, dialog, end, phrase, question, remember, restart, unheard, wait } from './dialog.ts';

type Place = { at: 'confirming' };

/** Begins the conversation again; what was told is kept or dropped as the seeker says. */
export const startOver = dialog<Place>('start-over', {
  begin: () => wait({ at: 'confirming' }),
  places: {
    confirming: {
      ask: () =>
        question(phrase('startOver.sure'), 'startOver.why', [
          choice('keep', 'startOver.keep'),
          choice('drop', 'startOver.drop'),
          choice('no', 'startOver.no'),
        ]),
      hear(_, { picked: [value], skip }, { lang }) {
        switch (value) {
          case 'keep':
            return restart('welcome');
          case 'drop':
            return restart('welcome', remember({ language: lang }), { do: 'keep', plan: undefined });
          case 'no':
            return end();
          default:
            return skip ? end() : unheard;
        }
      },
    },
  },
});
