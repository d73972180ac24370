import type { Phrase, PhraseKey } from '../locales/index.ts';
import { type Act, type Known, phrase, say, words } from './dialog.ts';
import { LEVEL_LABELS } from './experience.ts';
import { SITUATION_QUESTIONS } from './situation-questions.ts';
import { itemName } from './step-lines.ts';

/** The plan that was kept; none where there is none. */
export const profilePlan = (scene: Known): readonly Phrase[] =>
  scene.plan
    ? [
        phrase('profile.plan', {
          goal: itemName(scene.plan.to, scene),
          way: phrase(`way.${scene.plan.way}` as PhraseKey),
          day: { day: scene.plan.savedOn },
        }),
      ]
    : [];

/** What the seeker has told so far and the plan they kept, in their language. */
export function profileLines(scene: Known): readonly Act[] {
  const { profile, knowledge } = scene;
  const { base } = knowledge;
  const competences = (profile.competences ?? []).map(({ id, level }) =>
    phrase('profile.competence', {
      task: base.competences.get(id)?.name ?? id,
      level: phrase(LEVEL_LABELS[level]),
    }),
  );
  const jobs = (profile.experience ?? []).map(({ occupation }) => itemName(occupation, scene));
  const cards = (profile.cards ?? []).map((id) => base.cards.get(id)?.name ?? id);
  const wish = profile.wish;
  const wished =
    wish && 'occupation' in wish
      ? itemName(wish.occupation, scene)
      : wish && 'field' in wish
        ? words(
            [...base.fields.values()].find(({ id }) => id === wish.field)?.name ?? {
              fi: '',
              sv: '',
              en: '',
              ar: '',
              so: '',
            },
          )
        : undefined;
  const facts = SITUATION_QUESTIONS.flatMap(({ fact, text, choices }) => {
    const [first = '', second] = fact.split('.');
    const group: unknown = profile[first as keyof typeof profile];
    const value: unknown =
      second === undefined ? group : (group as Record<string, unknown> | undefined)?.[second];
    const values = Array.isArray(value) ? value : [value];
    const told = choices.filter((one) => values.includes(one.value)).map(({ label }) => phrase(label));
    return told.length > 0
      ? [phrase('profile.competence', { task: phrase(text), level: { list: told } })]
      : [];
  });
  const lines = [
    ...(jobs.length > 0 ? [phrase('profile.jobs', { list: { list: jobs } })] : []),
    ...(competences.length > 0 ? [phrase('profile.competences', { list: { lines: competences } })] : []),
    ...(cards.length > 0 ? [phrase('profile.cards', { list: { list: cards } })] : []),
    ...(facts.length > 0 ? [phrase('profile.facts', { list: { lines: facts } })] : []),
    ...(wished ? [phrase('profile.wish', { wish: wished })] : []),
    ...profilePlan(scene),
  ];
  return lines.length === 0 ? [say('profile.empty')] : [say('step.block', { lines: { lines } })];
}
