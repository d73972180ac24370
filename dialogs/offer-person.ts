import { choice, dialog, end, goTo, phrase, question, say, unheard, wait } from './dialog.ts';

type Place = { at: 'offered' };

/** Offers a human when the guide has not understood several times. */
export const offerPerson = dialog<Place>('offer-person', {
  begin: () => wait({ at: 'offered' }),
  places: {
    offered: {
      ask: () =>
        question(phrase('offerPerson.want'), 'offerPerson.why', [
          choice('yes', 'offerPerson.yes'),
          choice('no', 'offerPerson.no'),
        ]),
      hear(_, { picked: [value], skip }) {
        if (value === 'yes') return goTo('person', { do: 'because', reason: 'misunderstood' });
        return value === 'no' || skip ? end(say('offerPerson.goOn')) : unheard;
      },
    },
  },
});
