import type { Profile } from '../knowledge/schema/profile.ts';
import type { PhraseKey } from '../locales/index.ts';

/** 0 not done, 1 with help, 2 alone, 3 can teach others. */
export type Level = 0 | 1 | 2 | 3;
type Known = NonNullable<Profile['competences']>[number];

export const LEVEL_LABELS: Readonly<Record<1 | 2 | 3, PhraseKey>> = {
  1: 'competences.helped',
  2: 'competences.alone',
  3: 'competences.teaches',
};

/** One experience while it is being told; it enters the profile when its recap is confirmed. */
export interface Experience {
  readonly occupation?: string;
  readonly tasks: readonly string[];
  readonly done: readonly { readonly id: string; readonly level: 1 | 2 | 3 }[];
  readonly evidence?: 'work' | 'study' | 'home' | 'volunteer' | 'hobby';
  readonly country?: 'finland' | 'abroad';
  readonly proof?: 'certificate' | 'reference' | 'none';
  readonly cards: readonly string[];
  /** Further occupations heard in the same breath. */
  readonly later: readonly string[];
}

export const experienceOf = (
  tasks: readonly string[],
  later: readonly string[],
  occupation?: string,
): Experience => ({
  ...(occupation !== undefined && { occupation }),
  tasks,
  done: [],
  cards: [],
  later,
});

/** The experience with one task set to a level; level 0 takes it out. */
export function withLevel(told: Experience, id: string, level: Level): Experience {
  const index = told.done.findIndex((one) => one.id === id);
  if (level === 0) return { ...told, done: told.done.filter((one) => one.id !== id) };
  if (index < 0) return { ...told, done: [...told.done, { id, level }] };
  return { ...told, done: told.done.map((one) => (one.id === id ? { id, level } : one)) };
}

/** The profile with a confirmed experience in it; what was known already keeps its higher level. */
export function confirmed(
  { occupation, done, evidence, country, proof, cards }: Experience,
  profile: Profile,
): Profile {
  const source = { ...(evidence && { evidence }), ...(country && { country }), ...(proof && { proof }) };
  const known = new Map<string, Known>((profile.competences ?? []).map((one) => [one.id, one]));
  for (const { id, level } of done) {
    const before = known.get(id);
    if (!before || before.level <= level) known.set(id, { id, level, ...source });
  }
  const jobs = (profile.experience ?? []).filter((one) => one.occupation !== occupation);
  const held = [...new Set([...(profile.cards ?? []), ...cards])];
  return {
    ...profile,
    competences: [...known.values()],
    ...(occupation !== undefined &&
      done.length > 0 && {
        experience: [...jobs, { occupation, ...(evidence && { evidence }), ...(country && { country }) }],
      }),
    ...(held.length > 0 && { cards: held }),
  };
}
