import type { Concept } from '../knowledge/understanding/understanding.ts';
import { type Said, type Scene, say, type Turn, wait } from './dialog.ts';
import { type Experience, experienceOf } from './experience.ts';
import { HEARD, MAYBE } from './picking.ts';
import { fieldName, nameOf } from './work-choices.ts';

/** Where the interview stands; `later` are further occupations that were heard in the same breath. */
export type Place =
  | { at: 'telling' }
  | { at: 'guessing'; options: readonly string[] }
  | { at: 'picking-field' }
  | { at: 'picking-job'; field: string }
  /** `land`: the country that was named with it, in the seeker's words. */
  | { at: 'where'; told: Experience; land?: Land }
  | { at: 'task'; told: Experience; index: number }
  /** All at once, where every message costs. */
  | { at: 'tasks'; told: Experience }
  | { at: 'proof'; told: Experience }
  | { at: 'cards'; told: Experience }
  | { at: 'recap'; told: Experience }
  | { at: 'correcting'; told: Experience; competence: string }
  | { at: 'more'; later: readonly string[] };

export interface Land {
  readonly country: 'finland' | 'abroad';
  readonly word: string;
}

/** Takes up what was told in own words; undefined where nothing of it was understood. */
export function hearTelling({ understood }: Said, scene: Scene): Turn<Place> | undefined {
  const jobs = best(understood.concepts.filter(({ type, score }) => type === 'occupation' && score >= MAYBE));
  const tasks = best(
    understood.concepts.filter(({ type, score }) => type === 'competence' && score >= MAYBE),
  );
  const heard = [...jobs, ...tasks].filter(({ score }) => score >= HEARD);
  const [first, ...others] = heard;
  if (first) {
    const name = nameOf(first.id, scene);
    const later = others
      .filter(({ type, id }) => type === 'occupation' && id !== first.id)
      .map(({ id }) => id);
    return begin(first.id, later, scene, {
      acts: [say('competences.heard', { name, word: first.word })],
      land: landOf(understood.concepts),
    });
  }
  const options = [...jobs, ...tasks].slice(0, 3).map(({ id }) => id);
  if (options.length > 0) return wait({ at: 'guessing', options });
  const field = understood.concepts.find(({ type, score }) => type === 'field' && score >= MAYBE);
  return (
    field &&
    wait(
      { at: 'picking-job', field: field.id },
      say('competences.heardField', { field: fieldName(field.id, scene), word: field.word }),
    )
  );
}

const best = <C extends { readonly id: string; readonly score: number }>(found: readonly C[]): readonly C[] =>
  [...found]
    .sort((a, b) => b.score - a.score)
    .filter(({ id }, index, all) => all.findIndex((one) => one.id === id) === index);

/** Asks where an occupation or task was done, which everything about it begins with. */
export function begin(
  id: string,
  later: readonly string[],
  { knowledge: { base } }: Scene,
  { acts = [], land }: { readonly acts?: Turn['acts']; readonly land?: Land | undefined } = {},
): Turn<Place> {
  const job = base.occupations.get(id);
  const told = job
    ? experienceOf(
        job.competences.map(({ competence }) => competence),
        later,
        job.id,
      )
    : experienceOf([id], later);
  return wait({ at: 'where', told, ...(land && { land }) }, ...acts);
}

/** The one country that a message names, itself or by a town of ours; undefined where it names none or several. */
export function landOf(concepts: readonly Concept[]): Land | undefined {
  const named = concepts
    .filter(({ type, score }) => (type === 'country' || type === 'municipality') && score >= HEARD)
    .map(({ id, type, word }) => ({
      country: type === 'municipality' || id === 'finland' ? ('finland' as const) : ('abroad' as const),
      word,
    }));
  return named.every(({ country }) => country === named[0]?.country) ? named[0] : undefined;
}
