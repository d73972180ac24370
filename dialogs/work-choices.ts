import type { Text } from '../locales/index.ts';
import { type Choice, everywhere, type Scene, words } from './dialog.ts';
import { plainly } from './picking.ts';

/** So many letters of a word are the same in its other forms. */
const STEM = 4;

/** What an occupation or a task is called. */
export const nameOf = (id: string, { knowledge: { base } }: Scene) =>
  words(base.occupations.get(id)?.name ?? base.competences.get(id)?.name ?? everywhere(id));
/** What a field is called. */
export const fieldName = (id: string, { knowledge: { base } }: Scene) =>
  words([...base.fields.values()].find((field) => field.id === id)?.name ?? everywhere(id));

/** The fields in which the knowledge base has occupations. */
export function fieldChoices({ knowledge: { base } }: Scene): readonly Choice[] {
  const used = new Set([...base.occupations.values()].map(({ field }) => field));
  return [...base.fields.values()]
    .filter(({ id }) => used.has(id))
    .map(({ id, name }) => ({ value: id, label: words(name) }));
}

/** The occupations of a field; those first whose name begins a word as `likes` does. */
export function jobChoices(
  field: string,
  { knowledge: { base }, lang }: Pick<Scene, 'knowledge' | 'lang'>,
  likes = '',
): readonly Choice[] {
  const stem = plainly(likes).slice(0, STEM);
  const isLiked = ({ name }: { readonly name: Text }) =>
    stem.length >= 3 &&
    plainly(name[lang])
      .split(' ')
      .some((word) => word.startsWith(stem));
  return [...base.occupations.values()]
    .filter((job) => job.field === field)
    .sort((a, b) => Number(isLiked(b)) - Number(isLiked(a)))
    .map(({ id, name }) => ({ value: id, label: words(name) }));
}
