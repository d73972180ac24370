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
import { LIST_FACTS, type ListFact, VALUE_FACTS, type ValueFact } from '../schema/rules.ts';
import type { FactPath } from './advice.ts';

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

export type Level = 0 | 1 | 2 | 3;

/** A profile laid out by fact; absent is unknown, null is known not to be of that form. */
export interface Known {
  readonly values: Partial<Readonly<Record<ValueFact, string | null>>>;
  readonly lists: Partial<Readonly<Record<ListFact, readonly string[]>>>;
  readonly levels: ReadonlyMap<string, Level>;
  /** Competences told as such; others follow from experience. */
  readonly told: ReadonlySet<string>;
  /** Whether something tells that the seeker comes from another country: the language, or work done there. Only to guess answers by. */
  readonly newcomer: boolean;
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
  const newcomer =
    ['ar', 'so'].includes(profile.language ?? '') || experience?.some(({ country }) => country === 'abroad');
  return { values, lists, levels, told, newcomer: newcomer === true };
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

/** Answers that most people give. */
const USUAL: Partial<Readonly<Record<FactPath, string>>> = {
  'skills.literacy': 'yes',
  'skills.digital': 'good',
};
/** How sure it is that the answer is a usual one. */
const SURE: Partial<Readonly<Record<FactPath, number>>> = {
  'skills.literacy': 0.8,
  'skills.digital': 0.7,
  'education.field': 0.7,
};

/** How many have each of the cards, or each of the obstacles; somebody may have several. */
const ONE_OF_MANY = 0.05;

/** How likely the answers to a question are: usual ones are as likely as all others together, or more. */
export function likelihood(fact: FactPath, answers: readonly Known[], base: Base): readonly number[] {
  if (fact === 'cards' || fact === 'constraints')
    return answers.map(({ lists }) => (lists[fact]?.length ? ONE_OF_MANY : 0));
  const isUsual = usually(fact, base);
  const usual = answers.filter(isUsual).length;
  const others = answers.length - usual;
  const share = sureOf(fact, answers, base);
  return answers.map((answer) => {
    if (usual === 0 || others === 0) return 1 / answers.length;
    return isUsual(answer) ? share / usual : (1 - share) / others;
  });
}

/** Who has done, or wishes for, what takes a degree can nearly always read. */
function sureOf(fact: FactPath, [answer]: readonly Known[], base: Base): number {
  const studied =
    answer && tradesOf(answer, base).some(({ entry }) => entry === 'bachelor' || entry === 'master');
  return fact === 'skills.literacy' && studied ? 0.95 : (SURE[fact] ?? 0.5);
}

const tradesOf = ({ values, lists }: Known, base: Base) =>
  [...(lists.experience ?? []), values['wish.occupation'] ?? ''].flatMap(
    (id) => base.occupations.get(id) ?? [],
  );

/** What often decides only together: a degree of the field, from another country. */
export const TOGETHER: readonly FactPath[] = ['education.level', 'education.country', 'education.field'];

/** The education that the seeker's work, else their wish, usually takes, from each country where that is not known; none where nothing tells of it. */
export function usualTogether(known: Known, base: Base): readonly Known[] {
  const { values } = known;
  const [trade] = tradesOf(known, base);
  if (!trade || trade.entry === 'none') return [];
  const countries = values['education.country'] ? [values['education.country']] : ['abroad', 'finland'];
  return countries.map((country) => ({
    ...known,
    values: {
      'education.level': trade.entry,
      'education.field': trade.field,
      ...values,
      'education.country': country,
    },
  }));
}

/** Most have studied for what they have done or wish for. */
function usually(fact: FactPath, base: Base): (answer: Known) => boolean {
  return (answer) => {
    const { values, newcomer } = answer;
    const value = values[fact as ValueFact] ?? undefined;
    if (fact === 'education.country') return newcomer ? value === 'abroad' : value === 'finland';
    if (fact === 'education.field' || fact === 'education.level') {
      const trades = tradesOf(answer, base);
      return fact === 'education.level'
        ? trades.some(({ entry }) => entry === value && entry !== 'none')
        : [values['wish.field'], ...trades.map(({ field }) => field)].includes(value);
    }
    return USUAL[fact] === value;
  };
}

/** Facts that may be asked for, in the order of asking where they matter the same; competences and experience have a conversation of their own. */
export const ASKABLE: readonly FactPath[] = [
  'wish',
  ...Object.keys(ANSWERS).slice(0, 4),
  'constraints',
  'cards',
  ...Object.keys(ANSWERS).slice(4),
];

const PATHS: readonly FactPath[] = [...ASKABLE, 'competences', 'experience'];
const BITS: Partial<Readonly<Record<string, number>>> = Object.fromEntries(
  [...VALUE_FACTS, ...LIST_FACTS, 'wish'].map((fact) => [
    fact,
    1 << PATHS.indexOf(pathOf(fact as ValueFact)),
  ]),
);

/** The bit of the part of the profile that a fact is kept in. */
export const bitOf = (fact: FactPath): number => BITS[fact] ?? 0;

function wishOf(wish: NonNullable<Profile['wish']>, base: Base): Partial<Record<ValueFact, string | null>> {
  return {
    'wish.occupation':
      'occupation' in wish ? (base.occupationOf(wish.occupation)?.id ?? wish.occupation) : null,
    'wish.field': 'field' in wish ? wish.field : null,
    'wish.goal': 'goal' in wish ? wish.goal : null,
  };
}

/** Where a seeker stands, as a condition reads it; undefined is unknown. */
export interface Reader {
  value(fact: ValueFact): string | null | undefined;
  list(fact: ListFact): readonly string[] | undefined;
  /** Whether the value is at this level of its scale, or above. */
  atLeast(fact: ValueFact, level: string): boolean | undefined;
}

/** What a step leaves behind, by fact. */
export type Gains = Partial<Readonly<Record<ValueFact, string>>>;

/** Reads what is known, after steps that raised some facts; an unknown fact is read as what was gained. */
export function readerOf({ values, lists }: Known, gains: Gains): Reader {
  return {
    value(fact) {
      const gained = gains[fact];
      const now = values[fact];
      return gained === undefined || reaches(fact, now, gained) ? now : gained;
    },
    list: (fact) => lists[fact],
    atLeast(fact, level) {
      const gained = gains[fact];
      return gained !== undefined && reaches(fact, gained, level) ? true : reaches(fact, values[fact], level);
    },
  };
}

/** The highest of two gains, by fact. */
export function raised(gains: Gains, more: Gains): Gains {
  const all = { ...gains };
  for (const [fact, level] of Object.entries(more) as [ValueFact, string][])
    if (!reaches(fact, all[fact], level)) all[fact] = level;
  return all;
}

function reaches(fact: ValueFact, value: string | null | undefined, level: string): boolean | undefined {
  const scale = SCALES[fact] ?? [];
  return typeof value === 'string' ? scale.indexOf(value) >= scale.indexOf(level) : undefined;
}

/** The parts of a profile, one bit each; those of which nothing is known. */
export function unknownOf({ values, lists }: Known): number {
  const unknown = (path: FactPath) =>
    (path === 'wish' ? values['wish.goal'] : (values[path as ValueFact] ?? lists[path as ListFact])) ===
    undefined;
  return PATHS.reduce((bits, path) => (unknown(path) ? bits | bitOf(path) : bits), 0);
}

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort();
