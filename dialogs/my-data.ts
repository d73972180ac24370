import { choice, dialog, end, phrase, question, restart, say, unheard, wait } from './dialog.ts';

type Place = { at: 'confirming' };

/** Deletes everything that is stored about the seeker, once they say so twice. */
export const myData = dialog<Place>('my-data', {
  begin: () => wait({ at: 'confirming' }),
  places: {
    confirming: {
      ask: () =>
        question(phrase('myData.sure'), 'myData.why', [
          choice('yes', 'myData.yes'),
          choice('no', 'myData.no'),
        ]),
      hear(_, { picked: [value], skip }) {
        if (value === 'yes') return restart('welcome', { do: 'forget' }, say('myData.deleted'));
        return value === 'no' || skip ? end(say('myData.kept')) : unheard;
      },
    },
  },
});
