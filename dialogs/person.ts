import {
  choice,
  dialog,
  end,
  phrase,
  question,
  type Scene,
  say,
  type Turn,
  unheard,
  wait,
} from './dialog.ts';
import { closedLine, queueLines } from './queue-lines.ts';

type Place = { at: 'waiting' } | { at: 'message' } | { at: 'reach'; message: string };

/** Brings a person in: at once where somebody is there, else by a message and a way to be reached. Says honestly which, and when. */
export const person = dialog<Place>('person', {
  begin({ desk }: Scene): Turn<Place> {
    if (desk.mine === 'waiting' && desk.open)
      return wait({ at: 'waiting' }, ...[say('person.already')], ...queueLines(desk).slice(1, -1));
    if (desk.open) return end({ do: 'openCase' }, ...queueLines(desk));
    return wait({ at: 'message' }, closedLine(desk));
  },
  places: {
    waiting: {
      ask: () =>
        question(phrase('person.waitOn'), 'person.whyWait', [
          choice('wait', 'person.wait'),
          choice('leave', 'person.leave'),
          choice('message', 'person.leaveMessage'),
        ]),
      hear(_, { picked: [value], skip }) {
        if (value === 'leave') return end({ do: 'leaveQueue' }, say('person.left'));
        if (value === 'message') return wait({ at: 'message' });
        return value === 'wait' || skip ? end(say('person.waitsOn')) : unheard;
      },
    },
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
          { do: 'openCase', callback: { message, reach } },
          say(reach ? 'person.savedReach' : 'person.saved', { reach }),
        );
      },
    },
  },
});
