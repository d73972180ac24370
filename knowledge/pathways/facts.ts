import type { Base } from '../base.ts';
import {
  CONSTRAINTS,
  constraintSchema,
  DIGITAL_LEVELS,
  EDUCATION_LEVELS,
  fieldIdSchema,
  LANGUAGE_LEVELS,
  LITERACY_LEVELS,
  municipalitySchema,
  SITUATIONS,
} from '../schema/common.ts';
import type { Profile } from '../schema/profile.ts';
import type { ListFact, ValueFact } from '../schema/rules.ts';
import type { FactPath } from './advice.ts';
import { emptyRecall, look, type Recall, recalled } from './recall.ts';

/** Lowest first. */
export const SCALES: Partial<Record<ValueFact, readonly string[]>> = {
  'skills.finnish': LANGUAGE_LEVELS,
  'skills.swedish': LANGUAGE_LEVELS,
  'skills.english': LANGUAGE_LEVELS,
  'skills.digital': DIGITAL_LEVELS,
  'skills.literacy': LITERACY_LEVELS,
  'education.level': EDUCATION_LEVELS,
};

/** What may be asked with one answer out of few, and the answers; in the order in which people would rather be asked. */
export const ANSWERS: Partial<Record<ValueFact, readonly string[]>> = {
  municipality: municipalitySchema.options,
  situation: SITUATIONS,
  'skills.finnish': LANGUAGE_LEVELS,
  'education.level': EDUCATION_LEVELS,
  'education.field': fieldIdSchema.options,
  'education.country': ['finland', 'abroad'],
  inFinland: ['always', 'over3y', 'under3y'],
  age: ['under30', '30plus'],
  'skills.digital': DIGITAL_LEVELS,
  'skills.literacy': LITERACY_LEVELS,
  'skills.english': LANGUAGE_LEVELS,
  'skills.swedish': LANGUAGE_LEVELS,
};

type Level = 0 | 1 | 2 | 3;

/** A profile laid out by fact; absent is unknown, null is known not to be of that form. */
export interface Known {
  readonly values: Partial<Readonly<Record<ValueFact, string | null>>>;
  readonly lists: Partial<Readonly<Record<ListFact, readonly string[]>>>;
  readonly levels: ReadonlyMap<string, Level>;
  /** Competences told as such; others follow from experience. */
  readonly told: ReadonlySet<string>;
}

/** What a seeker is known to be, as rules read it; undefined is unknown. */
export interface Facts {
  value(fact: ValueFact): string | null | undefined;
  /** Whether the value is one of these. */
  is(fact: ValueFact, values: string | readonly string[]): boolean | undefined;
  /** Whether the value is at this level of its scale, or above. */
  atLeast(fact: ValueFact, level: string): boolean | undefined;
  list(fact: ListFact): readonly string[] | undefined;
  /** Whether the list has any of these. */
  has(fact: ListFact, ids: string | readonly string[]): boolean | undefined;
  /** 0 where nothing is known of the competence. */
  level(competence: string): Level;
  /** Whether a fact is known; to name the grounds of a reason, not to decide by. */
  holds(path: FactPath): boolean;
  /** The fact by which a competence is known. */
  sourceOf(competence: string): FactPath;
  /** Work that looks at these facts only, taken again where it was done with the same. */
  recalled<T>(name: string, work: () => T): T;
}

/** The part of the profile a fact is kept in: what a reason names and a question asks for. */
export function pathOf(fact: ValueFact | ListFact): FactPath {
  if (fact.startsWith('wish.')) return 'wish';
  return fact.startsWith('experience') ? 'experience' : fact;
}

/** Lays out a profile; the order of its lists does not matter. */
export function knownOf(profile: Profile, base: Base): Known {
  const { wish, education, skills, experience } = profile;
  const values: Partial<Record<ValueFact, string | null>> = {};
  const set = (fact: ValueFact, value: string | undefined) => {
    if (value !== undefined) values[fact] = value;
  };
  set('municipality', profile.municipality);
  set('age', profile.age);
  set('situation', profile.situation);
  set('inFinland', profile.inFinland);
  set('education.level', education?.level);
  set('education.country', education?.country);
  set('education.field', education?.field);
  for (const skill of ['finnish', 'swedish', 'english', 'digital', 'literacy'] as const)
    set(`skills.${skill}`, skills?.[skill]);
  if (wish) Object.assign(values, wishOf(wish, base));

  const lists: Partial<Record<ListFact, readonly string[]>> = {};
  const levels = new Map<string, Level>();
  const raise = (competence: string, level: Level) =>
    levels.set(competence, Math.max(levels.get(competence) ?? 0, level) as Level);
  for (const { id, level } of profile.competences ?? []) raise(base.competenceOf(id)?.id ?? id, level);
  const told = new Set(levels.keys());
  if (experience) {
    const by = (...evidence: readonly (string | undefined)[]) =>
      unique(
        experience
          .filter((one) => evidence.includes(one.evidence))
          .map(({ occupation }) => base.occupationOf(occupation)?.id ?? occupation),
      );
    lists.experience = unique(
      experience.map(({ occupation }) => base.occupationOf(occupation)?.id ?? occupation),
    );
    lists['experience.work'] = by('work');
    lists['experience.study'] = by('study');
    // Whoever has worked in an occupation has done its tasks alone.
    for (const id of lists['experience.work'])
      for (const { competence } of base.occupations.get(id)?.competences ?? []) raise(competence, 2);
  }
  if (levels.size > 0) lists.competences = [...levels.keys()].sort();
  if (profile.cards) lists.cards = unique(profile.cards);
  if (profile.constraints)
    lists.constraints = CONSTRAINTS.filter((one) => profile.constraints?.includes(one));
  return { values, lists, levels, told };
}

/** Every possible answer to a question about an unknown fact, as the profile would then be known. */
export function answersTo(fact: FactPath, known: Known, base: Base): readonly Known[] {
  const withList = (list: 'cards' | 'constraints', ids: readonly string[]) =>
    [[], ...ids.map((id) => [id])].map(
      (answer): Known => ({ ...known, lists: { ...known.lists, [list]: answer } }),
    );
  if (fact === 'cards') return withList('cards', [...base.cards.keys()]);
  if (fact === 'constraints') return withList('constraints', constraintSchema.options);
  if (fact === 'wish') {
    const wishes: readonly NonNullable<Profile['wish']>[] = [
      ...[...base.occupations.keys()].map((occupation) => ({ occupation })),
      ...fieldIdSchema.options.filter((field) => base.fields.has(field)).map((field) => ({ field })),
      ...(['work-now', 'study', 'change', 'unsure'] as const).map((goal) => ({ goal })),
    ];
    return wishes.map((wish) => ({ ...known, values: { ...known.values, ...wishOf(wish, base) } }));
  }
  return (ANSWERS[fact as ValueFact] ?? []).map((answer) => ({
    ...known,
    values: { ...known.values, [fact]: answer },
  }));
}

/** Facts that may be asked for, in the order of asking where they matter the same; competences and experience have a conversation of their own. */
export const ASKABLE: readonly FactPath[] = [
  'wish',
  ...Object.keys(ANSWERS).slice(0, 4),
  'constraints',
  'cards',
  ...Object.keys(ANSWERS).slice(4),
];

const SEE = {
  value: ({ values }: Known, fact: ValueFact) => values[fact],
  list: ({ lists }: Known, fact: ListFact) => lists[fact],
  is({ values }: Known, fact: ValueFact, wanted: string | readonly string[]) {
    const value = values[fact];
    return value === undefined
      ? undefined
      : value !== null && (typeof wanted === 'string' ? wanted === value : wanted.includes(value));
  },
  atLeast: ({ values }: Known, fact: ValueFact, level: string) => reaches(fact, values[fact], level),
  has({ lists }: Known, fact: ListFact, wanted: string | readonly string[]) {
    const list = lists[fact];
    return (
      list && (typeof wanted === 'string' ? list.includes(wanted) : wanted.some((id) => list.includes(id)))
    );
  },
} as const;

function reaches(fact: ValueFact, value: string | null | undefined, level: string): boolean | undefined {
  const scale = SCALES[fact] ?? [];
  return typeof value === 'string' ? scale.indexOf(value) >= scale.indexOf(level) : undefined;
}

/** Reads what is known; notes in `missed` which facts were looked for and are unknown, and for `recall` what was seen. */
export function factsOf(known: Known, missed: Set<FactPath>, recall: Recall = emptyRecall()): Facts {
  const sought = <T>(fact: ValueFact | ListFact, seen: T): T => {
    if (seen === undefined) missed.add(pathOf(fact));
    return seen;
  };
  return {
    value: (fact) => sought(fact, look(recall, known, SEE.value, fact, undefined)),
    is: (fact, values) => sought(fact, look(recall, known, SEE.is, fact, values)),
    atLeast: (fact, level) => sought(fact, look(recall, known, SEE.atLeast, fact, level)),
    list: (fact) => sought(fact, look(recall, known, SEE.list, fact, undefined)),
    has: (fact, ids) => sought(fact, look(recall, known, SEE.has, fact, ids)),
    level: (competence) => known.levels.get(competence) ?? 0,
    holds: (path) =>
      (path === 'wish'
        ? known.values['wish.goal']
        : (known.values[path as ValueFact] ?? known.lists[path as ListFact])) !== undefined,
    sourceOf: (competence) => (known.told.has(competence) ? 'competences' : 'experience'),
    recalled: (name, work) => recalled(recall, known, name, work),
  };
}

/** What a step leaves behind, by fact. */
export type Gains = Partial<Readonly<Record<ValueFact, string | undefined>>>;

/** The same seeker after steps that raised some facts; nothing is ever lowered. */
export function after(facts: Facts, gains: Gains): Facts {
  const value: Facts['value'] = (fact) => {
    const gained = gains[fact];
    const now = facts.value(fact);
    return gained === undefined || reaches(fact, now, gained) ? now : gained;
  };
  return {
    ...facts,
    value,
    is(fact, values) {
      if (gains[fact] === undefined) return facts.is(fact, values);
      const now = value(fact);
      return now === undefined
        ? undefined
        : now !== null && (typeof values === 'string' ? values === now : values.includes(now));
    },
    atLeast(fact, level) {
      const gained = gains[fact];
      return gained !== undefined && reaches(fact, gained, level) ? true : facts.atLeast(fact, level);
    },
  };
}

function wishOf(wish: NonNullable<Profile['wish']>, base: Base): Partial<Record<ValueFact, string | null>> {
  return {
    'wish.occupation':
      'occupation' in wish ? (base.occupationOf(wish.occupation)?.id ?? wish.occupation) : null,
    'wish.field': 'field' in wish ? wish.field : null,
    'wish.goal': 'goal' in wish ? wish.goal : null,
  };
}

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort();
