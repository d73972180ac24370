import { LANGS, type Lang, TONGUES } from '../locales/index.ts';
import { dialog, end, everywhere, phrase, question, say, unheard, wait, words } from './dialog.ts';

type Place = { at: 'choosing' };

const isLang = (value: string | undefined): value is Lang => LANGS.some((lang) => lang === value);

/** Which of the five languages to speak; each is named by those who speak it. */
export const language = dialog<Place>('language', {
  begin: () => wait({ at: 'choosing' }),
  places: {
    choosing: {
      ask: () =>
        question(
          phrase('language.which'),
          'language.why',
          LANGS.map((lang) => ({ value: lang, label: words(everywhere(TONGUES[lang].name)) })),
          { listens: ['language'] },
        ),
      hear(_, said) {
        const named = said.understood.concepts.find(({ type, id }) => type === 'language' && isLang(id))?.id;
        const lang = said.picked[0] ?? named;
        if (isLang(lang)) return end({ do: 'speak', lang }, say('guide.nowSpeaking'));
        return said.skip ? end() : unheard;
      },
    },
  },
});
