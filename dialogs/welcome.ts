import { choice, dialog, goTo, phrase, question, say, unheard, wait } from './dialog.ts';

type Place = { at: 'choosing' };

/** The beginning: who speaks, what is kept, and where to start. */
export const welcome = dialog<Place>('welcome', {
  begin: ({ profile, plan }) =>
    plan || profile.competences?.length
      ? wait({ at: 'choosing' }, say('welcome.back'))
      : wait({ at: 'choosing' }, say('welcome.hello'), say('welcome.privacy')),
  places: {
    choosing: {
      ask: () =>
        question(
          phrase('welcome.what'),
          'welcome.why',
          [
            choice('competences', 'welcome.competences'),
            choice('wish', 'welcome.wish'),
            choice('person', 'welcome.person'),
            choice('language', 'welcome.language'),
          ],
          { takes: 'words' },
        ),
      hear(_, { picked: [value], skip }) {
        switch (value) {
          case 'competences':
          case 'wish':
            return goTo(value);
          case 'person':
          case 'language':
            return { acts: [], next: { kind: 'call', dialog: value } };
          default:
            return skip ? goTo('competences') : unheard;
        }
      },
    },
  },
});
