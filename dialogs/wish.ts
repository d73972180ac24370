import type { Concept } from '../knowledge/understanding/understanding.ts';
import {
  type Act,
  type Choice,
  choice,
  type Dialog,
  dialog,
  goTo,
  phrase,
  question,
  remember,
  type Said,
  type Scene,
  say,
  type Turn,
  unheard,
  wait,
} from './dialog.ts';

import { interestIn } from './interests.ts';
import { HEARD, MAYBE, NONE } from './picking.ts';
import { fieldChoices, jobChoices, nameOf } from './work-choices.ts';

type Place =
  | { at: 'wishing' }
  | { at: 'guessing'; options: readonly string[] }
  | { at: 'picking-field' }
  /** `likes`: the word with which the field was named; work that has it in its name comes first. */
  | { at: 'picking-job'; field: string; likes?: string }
  | { at: 'fitting'; options: readonly string[] };

const why = 'wish.why';
/** Before the id of work that one wants to go on with. */
const SAME = 'same ';

/** What the seeker would like to do: an occupation, a field, or what fits what they can do. */
export const wish: Dialog<Place> = dialog<Place>('wish', {
  begin: (scene, said) =>
    (said && said.picked.length === 0 ? hearWish(said, scene) : undefined) ?? wait({ at: 'wishing' }),
  places: {
    wishing: {
      ask: (_, scene) =>
        question(
          phrase('wish.what'),
          why,
          [
            choice('fits', 'wish.fits'),
            choice('pick', 'wish.pick'),
            choice('work-now', 'wish.workNow'),
            ...sameAsBefore(scene),
          ],
          { takes: 'words', listens: ['occupation', 'field'] },
        ),
      hear(_, said, scene) {
        const [value] = said.picked;
        if (value === 'pick') return wait({ at: 'picking-field' });
        if (value === 'work-now')
          return goTo('situation', remember({ ...scene.profile, wish: { goal: 'work-now' } }));
        if (value === 'fits') return fitting(scene);
        if (said.skip) return unsure(scene);
        if (value?.startsWith(SAME)) return wishFor(value.slice(SAME.length), scene);
        return hearWish(said, scene) ?? unheard;
      },
    },
    guessing: {
      ask: ({ options }, scene) =>
        question(
          phrase('wish.didYouMean'),
          why,
          [
            ...options.map((id) => ({ value: id, label: nameOf(id, scene) })),
            choice(NONE, 'competences.noneOfThese'),
          ],
          { listens: ['occupation', 'field'] },
        ),
      hear(_, said, scene) {
        const [value] = said.picked;
        if (value === NONE || said.skip) return wait({ at: 'picking-field' }, say('competences.pickThen'));
        return value === undefined ? (hearWish(said, scene) ?? unheard) : wishFor(value, scene);
      },
    },
    'picking-field': {
      ask: (_, scene) =>
        question(phrase('wish.field'), why, fieldChoices(scene), { listens: ['occupation', 'field'] }),
      hear(_, said, scene) {
        const [value] = said.picked;
        if (said.skip) return unsure(scene);
        return value === undefined
          ? (hearWish(said, scene) ?? unheard)
          : wait({ at: 'picking-job', field: value });
      },
    },
    'picking-job': {
      ask: ({ field, likes }, scene) =>
        question(
          phrase('wish.job'),
          why,
          [...jobChoices(field, scene, likes), choice('any', 'wish.anyJob')],
          {
            listens: ['occupation', 'field'],
          },
        ),
      hear({ field }, said, scene) {
        const [value] = said.picked;
        if (value === 'any' || said.skip) return wishForField(field, scene);
        return value === undefined ? (hearWish(said, scene) ?? unheard) : wishFor(value, scene);
      },
    },
    fitting: {
      ask: ({ options }, scene) =>
        question(
          phrase('wish.fitting'),
          why,
          [
            ...options.map((id) => ({ value: id, label: nameOf(id, scene) })),
            choice('all', 'wish.showAll'),
            choice('pick', 'wish.pick'),
          ],
          { listens: ['occupation', 'field'] },
        ),
      hear(_, said, scene) {
        const [value] = said.picked;
        if (value === 'pick') return wait({ at: 'picking-field' });
        if (value === 'all' || said.skip) return unsure(scene);
        return value === undefined ? (hearWish(said, scene) ?? unheard) : wishFor(value, scene);
      },
    },
  },
});

/** Work that the seeker has done or studied for and may want to go on with: the last two. */
const sameAsBefore = (scene: Scene): readonly Choice[] =>
  (scene.profile.experience ?? [])
    .map(({ occupation }) => scene.knowledge.base.occupationOf(occupation)?.id)
    .filter((id) => id !== undefined)
    .slice(-2)
    .reverse()
    .map((id) => ({ value: SAME + id, label: phrase('wish.same', { occupation: nameOf(id, scene) }) }));

/** Takes up a wish in own words; undefined where none was understood. */
function hearWish({ text, understood: { intent, concepts } }: Said, scene: Scene): Turn<Place> | undefined {
  const named = concepts.filter(({ type, score }) => type === 'occupation' && score >= MAYBE);
  const goals = named.filter((one) => isGoal(one, text));
  const onward = named.filter((one) => !isLeft(one, text));
  const wished = goals.length > 0 || intent === 'change-career' ? goals : onward;
  // "I am tired of being a waiter" tells what somebody can do, not what they want.
  if (named.length > 0 && wished.length === 0) return goTo('competences');
  const jobs = wished.toSorted((a, b) => b.score - a.score);
  const field = concepts.find(({ type, score }) => type === 'field' && score >= MAYBE);
  const [first] = jobs;
  if (first && first.score >= HEARD) {
    return wishFor(first.id, scene, say('wish.heard', { name: nameOf(first.id, scene), word: first.word }));
  }
  if (field && field.score >= HEARD)
    return wait({ at: 'picking-job', field: field.id }, say('wish.heardField', { word: field.word }));
  const options = [...new Set(jobs.map(({ id }) => id))].slice(0, 3);
  if (options.length > 0) return wait({ at: 'guessing', options });
  if (field)
    return wait({ at: 'picking-job', field: field.id }, say('wish.heardField', { word: field.word }));
  const liked = interestIn(text, scene);
  return (
    liked &&
    wait(
      { at: 'picking-job', field: liked.field, likes: liked.stem },
      say('wish.heardField', { word: liked.word }),
    )
  );
}

/** What stands before the work that somebody wants to change to; Finnish says it by the ending. */
const TOWARDS =
  /(?:^|\s)(?:become|becoming|to be|into|to|bli|till|inom|و?[أا]?صير|[أا]صبح|[أا]كون|[إا]لى|noqdo|noqday|noqoto)(?:\s+(?:an?|en|ett))?\s+$/iu;
/** Whether a message names this work as what somebody wants to become. */
export const isGoal = ({ span: [from], word }: Concept, text: string): boolean =>
  TOWARDS.test(text.slice(0, from)) || /(?:ksi|ks)$/iu.test(word) || /(?:^|\s)inaan\s.*noqdo/iu.test(text);

/** What stands before the work that somebody has had enough of. */
const AWAY =
  /(?:\bstop|\bquit|\bleav|tired of|fed up|sick of|lopett|väsyn|kyllästy|eroon|sluta|trött|less på|lämna|[أا]ترك|تعبت|مللت|زهقت|ka daal|jooji|ka tag|iska daa)/iu;
/** How far before the work it may stand, in characters. */
const NEAR = 30;
/** Whether a message names this work as what somebody wants to leave. */
export const isLeft = ({ span: [from] }: Concept, text: string): boolean =>
  AWAY.test(text.slice(Math.max(0, from - NEAR), from));

function wishFor(occupation: string, scene: Scene, ...acts: readonly Act[]): Turn<Place> {
  const profile = { ...scene.profile, wish: { occupation } };
  return goTo('situation', ...acts, remember(profile), ...gap(occupation, scene));
}

function wishForField(field: string, scene: Scene): Turn<Place> {
  const known = [...scene.knowledge.base.fields.values()].find(({ id }) => id === field);
  return known ? goTo('situation', remember({ ...scene.profile, wish: { field: known.id } })) : unheard;
}

/** Between what the occupation takes and what the seeker has: said at once, so that the wish is not made in the dark. */
function gap(occupation: string, { knowledge: { base }, profile }: Scene): readonly Act[] {
  const job = base.occupations.get(occupation);
  if (!job || !profile.competences?.length) return [];
  const level = new Map(profile.competences.map(({ id, level }) => [id, level]));
  const names = (ids: typeof job.competences) => ({
    list: ids.map(({ competence }) => base.competences.get(competence)?.name ?? competence),
  });
  const have = job.competences.filter(({ competence, need }) => (level.get(competence) ?? 0) >= need);
  const lack = job.competences.filter(({ competence, need }) => (level.get(competence) ?? 0) < need);
  return [
    ...(have.length > 0
      ? [say('wish.have', { count: have.length, total: job.competences.length, list: names(have) })]
      : []),
    ...(lack.length > 0 ? [say('wish.lack', { count: lack.length, list: names(lack.slice(0, 4)) })] : []),
  ];
}

/** The occupations that fit best what the seeker can do. */
function fitting(scene: Scene): Turn<Place> {
  const { pathways } = scene.knowledge.advise({ ...scene.profile, wish: { goal: 'unsure' } }, scene.today);
  const options = [...new Set(pathways.map(({ to }) => to))].filter((id) =>
    scene.knowledge.base.occupations.has(id),
  );
  return options.length > 0
    ? wait({ at: 'fitting', options })
    : wait({ at: 'picking-field' }, say('wish.nothingFitsYet'));
}

const unsure = (scene: Scene): Turn<Place> =>
  goTo('situation', remember({ ...scene.profile, wish: { goal: 'unsure' } }));
