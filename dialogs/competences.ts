import {
  choice,
  type Dialog,
  dialog,
  everywhere,
  goTo,
  phrase,
  question,
  type Said,
  type Scene,
  say,
  type Turn,
  unheard,
  wait,
  words,
} from './dialog.ts';
import {
  confirmed,
  type Experience,
  experienceOf,
  LEVEL_LABELS,
  type Level,
  withLevel,
} from './experience.ts';
import { HEARD, NONE } from './picking.ts';
import { begin, hearTelling, landOf, type Place } from './telling.ts';
import { fieldChoices, jobChoices, nameOf } from './work-choices.ts';

const WHERE = {
  'work-finland': { evidence: 'work', country: 'finland' },
  'work-abroad': { evidence: 'work', country: 'abroad' },
  study: { evidence: 'study' },
  home: { evidence: 'home' },
  volunteer: { evidence: 'volunteer' },
} as const;

const why = 'competences.why';
/** What the seeker can do, experience by experience. Nothing enters the profile before the recap is confirmed. */
export const competences: Dialog<Place> = dialog<Place>('competences', {
  begin: (scene, said) =>
    (said && said.picked.length === 0 ? hearTelling(said, scene) : undefined) ?? wait({ at: 'telling' }),
  places: {
    telling: {
      ask: (_, { profile }) =>
        question(
          phrase(profile.competences?.length ? 'competences.tellMore' : 'competences.tell'),
          why,
          [
            choice('pick', 'competences.pick'),
            profile.competences?.length
              ? choice('enough', 'competences.enough')
              : choice('no-work', 'competences.noWork'),
          ],
          { takes: 'words', listens: ['occupation', 'competence', 'field'] },
        ),
      hear(_, said, scene) {
        const [value] = said.picked;
        if (value === 'pick') return wait({ at: 'picking-field' });
        if (value === 'no-work') return everyday(scene);
        if (value === 'enough' || said.skip) return goTo('wish');
        return hearTelling(said, scene) ?? unheard;
      },
    },
    guessing: {
      ask: ({ options }, scene) =>
        question(
          phrase('competences.didYouMean'),
          why,
          [
            ...options.map((id) => ({ value: id, label: nameOf(id, scene) })),
            choice(NONE, 'competences.noneOfThese'),
          ],
          { listens: ['occupation', 'competence'] },
        ),
      hear(_, said, scene) {
        const [value] = said.picked;
        if (value === NONE || said.skip) return wait({ at: 'picking-field' }, say('competences.pickThen'));
        return value === undefined ? (hearTelling(said, scene) ?? unheard) : begin(value, [], scene);
      },
    },
    'picking-field': {
      ask: (_, scene) =>
        question(phrase('competences.field'), why, fieldChoices(scene), {
          listens: ['occupation', 'competence', 'field'],
        }),
      hear(_, said, scene) {
        const [value] = said.picked;
        if (said.skip) return wait({ at: 'telling' });
        return value === undefined
          ? (hearTelling(said, scene) ?? unheard)
          : wait({ at: 'picking-job', field: value });
      },
    },
    'picking-job': {
      ask: ({ field }, scene) =>
        question(
          phrase('competences.job'),
          why,
          [...jobChoices(field, scene), choice(NONE, 'competences.noneOfThese')],
          {
            listens: ['occupation', 'competence'],
          },
        ),
      hear(_, said, scene) {
        const [value] = said.picked;
        if (value === NONE || said.skip) return wait({ at: 'telling' }, say('competences.inOwnWords'));
        return value === undefined ? (hearTelling(said, scene) ?? unheard) : begin(value, [], scene);
      },
    },
    where: {
      ask: ({ land }) =>
        question(
          !land
            ? phrase('competences.where')
            : phrase(land.country === 'finland' ? 'competences.whereFinland' : 'competences.whereAbroad', {
                word: land.word,
              }),
          'competences.whyWhere',
          [
            ...(land ? [choice('yes', 'competences.workThere')] : []),
            ...(land?.country === 'finland' ? [] : [choice('work-finland', 'competences.workFinland')]),
            ...(land?.country === 'abroad' ? [] : [choice('work-abroad', 'competences.workAbroad')]),
            choice('study', 'competences.study'),
            choice('home', 'competences.home'),
            choice('volunteer', 'competences.volunteer'),
            choice('wrong', 'competences.wrongHeard'),
          ],
          { listens: land ? ['country', 'municipality', 'answer'] : ['country', 'municipality'] },
        ),
      hear({ told, land }, { picked: [value], skip, understood }, scene) {
        if (value === 'wrong') return wait({ at: 'telling' }, say('competences.inOwnWords'));
        const answered = understood.concepts.find(({ type }) => type === 'answer')?.id;
        if (skip || (value === undefined && answered === 'dont-know')) return toTasks(told, scene);
        if (value === 'yes' && land)
          return toTasks({ ...told, evidence: 'work', country: land.country }, scene);
        if (value === undefined) {
          // A country is named: that it was work there is for the seeker to say.
          const named = landOf(understood.concepts);
          if (named && named.country !== land?.country) return wait({ at: 'where', told, land: named });
          return land && answered === 'no' ? wait({ at: 'where', told }) : unheard;
        }
        const where = WHERE[value as keyof typeof WHERE];
        return where ? toTasks({ ...told, ...where }, scene) : unheard;
      },
    },
    task: {
      ask: ({ told, index }, { knowledge }) =>
        question(
          phrase('competences.task', {
            number: index + 1,
            total: told.tasks.length,
            task: knowledge.base.competences.get(told.tasks[index] ?? '')?.name ?? '',
          }),
          'competences.whyTask',
          [
            choice('alone', 'competences.alone'),
            choice('helped', 'competences.helped'),
            choice('not', 'competences.not'),
          ],
          { listens: ['answer'] },
        ),
      hear({ told, index }, said) {
        const level = levelHeard(said);
        if (level === undefined) return unheard;
        const next = withLevel(told, told.tasks[index] ?? '', level);
        return index + 1 < told.tasks.length
          ? wait({ at: 'task', told: next, index: index + 1 })
          : afterTasks(next);
      },
    },
    tasks: {
      ask: ({ told }, { knowledge }) =>
        question(
          phrase('competences.which'),
          'competences.whyTask',
          [
            ...told.tasks.map((id) => ({
              value: id,
              label: words(knowledge.base.competences.get(id)?.name ?? everywhere(id)),
            })),
            choice(NONE, 'competences.noneOfThese'),
          ],
          { takes: 'choices', listens: ['answer', 'competence'] },
        ),
      hear({ told }, { picked, understood: { concepts }, skip }) {
        const heard = (type: string) => concepts.filter((one) => one.type === type).map(({ id }) => id);
        const [answered] = heard('answer');
        const named =
          picked.length > 0 ? picked : heard('competence').filter((id) => told.tasks.includes(id));
        const done = named.length > 0 ? named : answered === 'yes' ? told.tasks : [];
        const nothing = skip || done.includes(NONE) || answered === 'no' || answered === 'dont-know';
        if (done.length === 0 && !nothing) return unheard;
        // The recap shows it as done alone, and takes a correction.
        return afterTasks(done.filter((id) => id !== NONE).reduce((all, id) => withLevel(all, id, 2), told));
      },
    },
    proof: {
      ask: () =>
        question(phrase('competences.proof'), 'competences.whyProof', [
          choice('certificate', 'competences.certificate'),
          choice('reference', 'competences.reference'),
          choice(NONE, 'competences.noProof'),
        ]),
      hear({ told }, { picked: [value], skip }, scene) {
        if (value === 'certificate' || value === 'reference' || value === 'none')
          return toCards({ ...told, proof: value }, scene);
        return skip ? toCards(told, scene) : unheard;
      },
    },
    cards: {
      ask: ({ told }, scene) =>
        question(
          phrase(told.cards.length > 0 ? 'competences.moreCards' : 'competences.cards'),
          'competences.whyCards',
          [
            ...cardsOf(told, scene).map((id) => ({
              value: id,
              label: words(scene.knowledge.base.cards.get(id)?.name ?? everywhere(id)),
            })),
            choice(NONE, told.cards.length > 0 ? 'competences.noMore' : 'competences.noCards'),
          ],
          { takes: 'choices', listens: ['card'] },
        ),
      hear({ told }, said, scene) {
        const heard = said.understood.concepts
          .filter(({ type, score }) => type === 'card' && score >= HEARD)
          .map(({ id }) => id);
        const chosen = said.picked.length > 0 ? said.picked : heard;
        if (chosen.includes(NONE) || said.skip) return wait({ at: 'recap', told });
        if (chosen.length === 0) return unheard;
        const next = { ...told, cards: [...told.cards, ...chosen.filter((id) => !told.cards.includes(id))] };
        return cardsOf(next, scene).length > 0
          ? wait({ at: 'cards', told: next })
          : wait({ at: 'recap', told: next });
      },
    },
    recap: {
      ask: ({ told }, { knowledge }) =>
        question(
          phrase('competences.recap'),
          'competences.whyRecap',
          [
            ...told.done.map(({ id, level }) => ({
              value: id,
              label: phrase('competences.recapItem', {
                task: knowledge.base.competences.get(id)?.name ?? '',
                level: phrase(LEVEL_LABELS[level]),
              }),
            })),
            choice('right', 'competences.right'),
          ],
          { listens: ['answer'] },
        ),
      hear({ told }, { picked: [value], understood, skip }, scene) {
        const answered = understood.concepts.find(({ type }) => type === 'answer')?.id;
        if (value === 'right' || (value === undefined && answered === 'yes')) {
          return wait(
            { at: 'more', later: told.later },
            { do: 'remember', profile: confirmed(told, scene.profile) },
            say('competences.saved'),
          );
        }
        if (skip) return wait({ at: 'more', later: told.later }, say('competences.dropped'));
        if (value !== undefined) return wait({ at: 'correcting', told, competence: value });
        return answered === 'no' ? wait({ at: 'recap', told }, say('competences.whichWrong')) : unheard;
      },
    },
    correcting: {
      ask: ({ competence }, { knowledge }) =>
        question(
          phrase('competences.correct', { task: knowledge.base.competences.get(competence)?.name ?? '' }),
          'competences.whyTask',
          [
            choice('alone', 'competences.alone'),
            choice('helped', 'competences.helped'),
            choice('not', 'competences.not'),
          ],
          { listens: ['answer'] },
        ),
      hear({ told, competence }, said) {
        if (said.skip) return wait({ at: 'recap', told });
        const level = levelHeard(said);
        return level === undefined
          ? unheard
          : wait({ at: 'recap', told: withLevel(told, competence, level) });
      },
    },
    more: {
      ask: ({ later }, scene) =>
        later[0] === undefined
          ? question(
              phrase('competences.more'),
              why,
              [choice('yes', 'competences.moreYes'), choice('no', 'competences.enough')],
              {
                listens: ['occupation', 'competence'],
              },
            )
          : question(
              phrase('competences.moreHeard', { occupation: nameOf(later[0], scene) }),
              why,
              [choice('yes', 'competences.moreYes'), choice('no', 'competences.enough')],
              { listens: ['occupation', 'competence'] },
            ),
      hear({ later: [next, ...rest] }, said, scene) {
        const [value] = said.picked;
        if (value === 'yes') return next === undefined ? wait({ at: 'telling' }) : begin(next, rest, scene);
        if (value === 'no' || said.skip) return goTo('wish');
        return hearTelling(said, scene) ?? unheard;
      },
    },
  },
});

/** Without work experience: what people do at home and among others counts, too. */
function everyday(scene: Scene): Turn<Place> {
  const tasks = [...scene.knowledge.base.competences.values()]
    .filter((one) => one.everyday)
    .map(({ id }) => id);
  const told = { ...experienceOf(tasks.slice(0, 8), []), evidence: 'home' as const };
  return toTasks(told, scene, say('competences.everyday', { count: told.tasks.length }));
}

/** The tasks one by one; where every message costs, all at once. */
const toTasks = (
  told: Experience,
  { room }: Scene,
  opening = say('competences.tasks', { count: told.tasks.length }),
): Turn<Place> =>
  room === 'short' ? wait({ at: 'tasks', told }) : wait({ at: 'task', told, index: 0 }, opening);

function afterTasks(told: Experience): Turn<Place> {
  if (told.done.length === 0) return wait({ at: 'more', later: told.later }, say('competences.nothingDone'));
  return told.occupation === undefined ? wait({ at: 'recap', told }) : wait({ at: 'proof', told });
}

function toCards(told: Experience, scene: Scene): Turn<Place> {
  return cardsOf(told, scene).length > 0 ? wait({ at: 'cards', told }) : wait({ at: 'recap', told });
}

/** Cards of the occupation that are not known yet. */
function cardsOf({ occupation, cards }: Experience, { knowledge, profile }: Scene): readonly string[] {
  const asked = knowledge.base.occupations.get(occupation ?? '')?.cards.map(({ card }) => card) ?? [];
  return asked.filter((id) => !cards.includes(id) && !profile.cards?.includes(id));
}

function levelHeard({ picked: [value], understood, skip }: Said): Level | undefined {
  if (value === 'alone') return 2;
  if (value === 'helped') return 1;
  if (value === 'not' || skip) return 0;
  const answered = understood.concepts.find(({ type }) => type === 'answer')?.id;
  if (answered === 'yes') return 2;
  return answered === 'no' || answered === 'dont-know' ? 0 : undefined;
}
