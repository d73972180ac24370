import {
  type Choice,
  choice,
  type Dialog,
  dialog,
  everywhere,
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
  words,
} from './dialog.ts';
import { MAYBE, NONE } from './picking.ts';
import { SITUATION_QUESTIONS, type SituationQuestion } from './situation-questions.ts';

/** `asked` counts the questions so far; `left` are facts that the seeker would rather not tell; `values` gathers several answers. */
type Place = {
  at: 'asking';
  fact: string;
  asked: number;
  left: readonly string[];
  values: readonly string[];
};

/** So many questions at the most; what is still unknown then stays unknown. */
const MOST = 8;
/** What an answer is not expected to change by this much, of 1000, is not worth a question. */
export const WORTH = 10;

/** The seeker's situation: only those questions whose answer can still change the pathways, the most telling first. */
export const situation: Dialog<Place> = dialog<Place>('situation', {
  begin: (scene) => next(scene, 0, [], [say('situation.begin')]),
  places: {
    asking: {
      ask(place, scene) {
        const asked = questionFor(place.fact);
        const options = asked
          ? offered(asked, scene).filter(({ value }) => !place.values.includes(value))
          : [];
        const none = asked?.several
          ? [choice(NONE, place.values.length > 0 ? 'situation.noMore' : 'situation.none')]
          : [];
        const number = place.asked + 1;
        const total = Math.max(number, Math.min(MOST, place.asked + remaining(scene, place.left).length));
        const text = phrase(place.values.length > 0 ? 'situation.more' : (asked?.text ?? 'situation.more'));
        return question(
          phrase('situation.numbered', { number, total, question: text }),
          asked?.why ?? 'guide.why',
          [...options, ...none],
          { takes: asked?.several ? 'choices' : 'choice', listens: asked?.listens ?? [] },
        );
      },
      hear(place, said, scene) {
        const asked = questionFor(place.fact);
        if (!asked || said.skip) return next(scene, place.asked + 1, [...place.left, place.fact]);
        const heard = said.picked.length > 0 ? said.picked : inOwnWords(asked, said, scene);
        if (heard.length === 0) return unheard;
        if (!asked.several) return answered(asked, heard, place, scene);
        const values = [
          ...place.values,
          ...heard.filter((value) => value !== NONE && !place.values.includes(value)),
        ];
        const more = offered(asked, scene).some(({ value }) => !values.includes(value));
        return heard.includes(NONE) || heard.length > 1 || !more
          ? answered(asked, values, place, scene)
          : wait({ ...place, values });
      },
    },
  },
});

function answered(
  asked: SituationQuestion,
  values: readonly string[],
  place: Place,
  scene: Scene,
): Turn<Place> {
  const profile = asked.fill(scene.profile, values);
  return next({ ...scene, profile }, place.asked + 1, place.left, [remember(profile)]);
}

function next(scene: Scene, asked: number, left: readonly string[], acts: Turn['acts'] = []): Turn<Place> {
  const [fact] = remaining(scene, left);
  if (fact === undefined || asked >= MOST) return goTo('pathways', ...acts.filter((act) => act.do !== 'say'));
  return wait({ at: 'asking', fact, asked, left, values: [] }, ...acts);
}

/** Facts whose answer would change the pathways and that have a question, most telling first. */
function remaining(scene: Scene, left: readonly string[]): readonly string[] {
  const { knowledge, profile, today } = scene;
  return knowledge
    .advise(profile, today)
    .ask.filter(({ matters }) => matters >= WORTH)
    .map(({ fact }) => fact)
    .filter((fact) => {
      const asked = questionFor(fact);
      return asked && !left.includes(fact) && offered(asked, scene).length > 0;
    });
}

const questionFor = (fact: string) => SITUATION_QUESTIONS.find((one) => one.fact === fact);

function offered(asked: SituationQuestion, { knowledge: { base }, profile }: Scene): readonly Choice[] {
  if (asked.fact === 'education.field')
    return [...base.fields.values()]
      .sort((a, b) => Number(isTheirs(b.id)) - Number(isTheirs(a.id)))
      .map(({ id, name }) => ({ value: id, label: words(name) }));
  if (asked.fact === 'cards')
    return [...cardsInQuestion()].map((id) => ({
      value: id,
      label: words(base.cards.get(id)?.name ?? everywhere(id)),
    }));
  return asked.choices.map(({ value, label }) => ({ value, label: phrase(label) }));

  /** Most people have studied what they work in. */
  function isTheirs(field: string): boolean {
    return (profile.experience ?? []).some(
      ({ occupation }) => base.occupationOf(occupation)?.field === field,
    );
  }

  function cardsInQuestion(): ReadonlySet<string> {
    const wished =
      profile.wish && 'occupation' in profile.wish
        ? base.occupations.get(profile.wish.occupation)
        : undefined;
    const wanted = wished?.cards.map(({ card }) => card) ?? [];
    // Whoever told of work was asked about its cards.
    const answered = (profile.experience ?? []).flatMap(
      ({ occupation }) => base.occupationOf(occupation)?.cards.map(({ card }) => card) ?? [],
    );
    return new Set(
      [...wanted, 'driving-licence-b', 'hygiene-passport', 'safety-card'].filter(
        (id) => base.cards.has(id) && !answered.includes(id),
      ),
    );
  }
}

/** An answer in own words: a place, an age, years in the country, a level, a field, a card. */
function inOwnWords(
  asked: SituationQuestion,
  { understood: { concepts } }: Said,
  scene: Scene,
): readonly string[] {
  const found = concepts.filter(({ type, score }) => asked.listens.includes(type) && score >= MAYBE);
  const [first] = found;
  if (!first) return [];
  if (asked.fact === 'age')
    return Number(first.id) >= 10 && Number(first.id) < 100
      ? [Number(first.id) < 30 ? 'under30' : '30plus']
      : [];
  if (asked.fact === 'inFinland') return [Number(first.id) > 36 ? 'over3y' : 'under3y'];
  if (asked.fact === 'education.country') return [first.id === 'finland' ? 'finland' : 'abroad'];
  const known = offered(asked, scene).map(({ value }) => value);
  const values = found.map(({ id }) => id).filter((id) => known.includes(id));
  return asked.several ? values : values.slice(0, 1);
}
