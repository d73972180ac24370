import { choice, dialog, end, goTo, phrase, question, say, unheard, wait } from './dialog.ts';

type Place = { at: 'asking' };

/** Asks anew when the text about what is kept has changed: a yes, or everything is deleted. */
export const consent = dialog<Place>('consent', {
  begin: () => wait({ at: 'asking' }, say('consent.changed'), { do: 'tellPrivacy', anew: true }),
  places: {
    asking: {
      ask: () =>
        question(phrase('consent.ask'), 'consent.why', [
          choice('yes', 'consent.yes'),
          choice('delete', 'consent.delete'),
        ]),
      hear(_, { picked: [value] }) {
        if (value === 'yes') return end({ do: 'agree' }, say('consent.thanks'));
        return value === 'delete' ? goTo('my-data') : unheard;
      },
    },
  },
});
