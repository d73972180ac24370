import { choice, dialog, end, phrase, question, say, wait } from './dialog.ts';

type Place = { at: 'message' } | { at: 'reach'; message: string };

/** Takes a message for a human and a way to be reached, and says honestly what happens next. */
export const person = dialog<Place>('person', {
  begin: () => wait({ at: 'message' }, say('person.honest')),
  places: {
    message: {
      ask: () =>
        question(phrase('person.message'), 'person.whyMessage', [choice('cancel', 'person.cancel')], {
          takes: 'message',
        }),
      hear(_, { picked: [value], text, skip }) {
        if (value === 'cancel' || skip) return end(say('person.cancelled'));
        return wait({ at: 'reach', message: text });
      },
    },
    reach: {
      ask: () =>
        question(
          phrase('person.reach'),
          'person.whyReach',
          [choice('here', 'person.here'), choice('cancel', 'person.cancel')],
          { takes: 'message' },
        ),
      hear({ message }, { picked: [value], text, skip }) {
        if (value === 'cancel') return end(say('person.cancelled'));
        const reach = value === 'here' || skip ? '' : text;
        return end(
          { do: 'openCase', reason: 'asked', message, reach },
          say(reach ? 'person.savedReach' : 'person.saved', { reach }),
        );
      },
    },
  },
});
