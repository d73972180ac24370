import type { Understanding } from '../knowledge/understanding/understanding.ts';
import { LANGS, type Lang, TONGUES } from '../locales/index.ts';
import {
  type Act,
  call,
  choice,
  dialog,
  everywhere,
  goTo,
  phrase,
  question,
  type Scene,
  say,
  unheard,
  wait,
  words,
} from './dialog.ts';
import { interestIn } from './interests.ts';
import { HEARD } from './picking.ts';
import { isGoal, isLeft } from './wish.ts';

type Place = { at: 'greeting' } | { at: 'choosing' };

const isLang = (value: string | undefined): value is Lang => LANGS.some((lang) => lang === value);

/** The beginning: who speaks, in which language, what is kept, and where to start. */
export const welcome = dialog<Place>('welcome', {
  begin: (scene) =>
    scene.profile.language ? wait({ at: 'choosing' }, ...hello(scene)) : wait({ at: 'greeting' }),
  places: {
    greeting: {
      // Nobody knows yet which language to ask in.
      ask: () =>
        question(
          words(everywhere('Hei! Hej! Hello! مرحبا! Salaan! - OsaajaKS')),
          'language.why',
          LANGS.map((lang) => ({ value: lang, label: words(everywhere(TONGUES[lang].name)) })),
          { takes: 'message' },
        ),
      hear(_, { picked: [value], understood, skip }, scene) {
        if (isLang(value)) return wait({ at: 'choosing' }, { do: 'speak', lang: value }, ...hello(scene));
        if (!scene.profile.language && !skip) return unheard;
        if (tellsWork(understood) && understood.decision !== 'act')
          return goTo('competences', ...hello(scene));
        const wanted: readonly Act[] =
          understood.decision === 'act' && understood.intent !== 'greet'
            ? [{ do: 'follow', intent: understood.intent }]
            : [];
        return wait({ at: 'choosing' }, ...hello(scene), ...wanted);
      },
    },
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
      hear(_, { picked: [value], skip, text, understood }, scene) {
        switch (value) {
          case 'competences':
          case 'wish':
            return goTo(value);
          case 'person':
          case 'language':
            return call(value);
          default:
            // Whoever begins with what they want ("cars") or with their work ("I am a doctor") is heard.
            if (wishesWork(text, understood) || interestIn(text, scene)) return goTo('wish');
            return skip || tellsWork(understood) ? goTo('competences') : unheard;
        }
      },
    },
  },
});

/** Whether somebody tells what they do or have done. */
export const tellsWork = ({ concepts }: Pick<Understanding, 'concepts'>): boolean =>
  concepts.some(({ type, score }) => (type === 'occupation' || type === 'competence') && score >= HEARD);

/** Whoever wants says so before the work: "I want to work as a bus driver". */
const WANTS =
  /(?:^|\s)(?:want|wanna|would like|haluan|haluu|haluun|haluaisin|haluisin|tahdon|vill|skulle vilja|(?:و?أنا )?(?:بدي|[أا]ريد|[أا]ب[غق]ى|عايزة?|عاوزة?|حاب[ةه]?|نفسي)|rabaa|doonayaa|jeclahay|jeclaan)(?:\s|$)/iu;

/** Whether somebody names the work that they want to come to, or a field and nothing that they have done in it. */
const wishesWork = (text: string, understood: Understanding): boolean => {
  const named = (type: string) =>
    understood.concepts.filter((one) => one.type === type && one.score >= HEARD);
  const jobs = named('occupation');
  const [only] = new Set(jobs.map(({ id }) => id)).size === 1 ? jobs : [];
  const wants =
    understood.intent !== 'change-career' &&
    only &&
    WANTS.test(text.slice(0, only.span[0])) &&
    !isLeft(only, text);
  return (
    wants || jobs.some((one) => isGoal(one, text)) || (named('field').length > 0 && !tellsWork(understood))
  );
};

/** Who speaks, and the two sentences about privacy; somebody who has been here is only greeted. */
function hello({ profile, plan }: Scene): readonly Act[] {
  return plan || profile.competences?.length
    ? [say('welcome.back')]
    : [say('welcome.hello'), { do: 'tellPrivacy' }];
}
