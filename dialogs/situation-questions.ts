import type { Profile } from '../knowledge/schema/profile.ts';
import type { ConceptType } from '../knowledge/understanding/understanding.ts';
import type { PhraseKey } from '../locales/index.ts';

/** One question about the seeker's situation, as data. Its texts are `situation.<name>` and `situation.<name>.why`. */
export interface SituationQuestion {
  /** The fact of the profile that it fills, as the advice asks for it. */
  readonly fact: string;
  readonly text: PhraseKey;
  readonly why: PhraseKey;
  readonly choices: readonly { readonly value: string; readonly label: PhraseKey }[];
  /** Takes several answers; "none" ends it. */
  readonly several?: true;
  /** Kinds of things that answer it in own words, by their id. */
  readonly listens: readonly ConceptType[];
  /** The profile with the answer in it. */
  readonly fill: (profile: Profile, values: readonly string[]) => Profile;
}

const LEVELS = ['none', 'A1', 'A2', 'B1', 'B2', 'native'] as const;
const levels = LEVELS.map((value) => ({ value, label: `situation.level.${value}` as const }));
const yesNoish = (name: string, values: readonly string[]) =>
  // Each is a key of the texts; the locale tests name one that is missing.
  values.map((value) => ({ value, label: `situation.${name}.${value}` as PhraseKey }));

// Values come from the choices of the same row, so they are values of the fact; the profile's schema is checked in tests.
const top =
  (name: 'municipality' | 'age' | 'situation' | 'inFinland') =>
  (profile: Profile, [value]: readonly string[]): Profile =>
    ({ ...profile, [name]: value }) as Profile;
const inside =
  (group: 'education' | 'skills', name: string) =>
  (profile: Profile, [value]: readonly string[]): Profile =>
    ({ ...profile, [group]: { ...profile[group], [name]: value } }) as Profile;

/** Every question the guide may ask; the advice says which, and in what order. To add one: a row here and its texts. */
export const SITUATION_QUESTIONS: readonly SituationQuestion[] = [
  {
    fact: 'municipality',
    text: 'situation.municipality',
    why: 'situation.municipality.why',
    choices: yesNoish('municipality', ['jyvaskyla', 'laukaa', 'muurame', 'aanekoski', 'other']),
    listens: ['municipality'],
    fill: top('municipality'),
  },
  {
    fact: 'age',
    text: 'situation.age',
    why: 'situation.age.why',
    choices: yesNoish('age', ['under30', '30plus']),
    listens: ['number'],
    fill: top('age'),
  },
  {
    fact: 'situation',
    text: 'situation.situation',
    why: 'situation.situation.why',
    choices: yesNoish('situation', [
      'unemployed',
      'laid-off',
      'employed',
      'student',
      'at-home',
      'entrepreneur',
    ]),
    listens: [],
    fill: top('situation'),
  },
  {
    fact: 'inFinland',
    text: 'situation.inFinland',
    why: 'situation.inFinland.why',
    choices: yesNoish('inFinland', ['always', 'over3y', 'under3y']),
    listens: ['duration'],
    fill: top('inFinland'),
  },
  {
    fact: 'education.level',
    text: 'situation.education',
    why: 'situation.education.why',
    choices: yesNoish('education', ['none', 'basic', 'upper-secondary', 'vocational', 'bachelor', 'master']),
    listens: ['education-level'],
    fill: inside('education', 'level'),
  },
  {
    fact: 'education.country',
    text: 'situation.educationCountry',
    why: 'situation.educationCountry.why',
    choices: yesNoish('educationCountry', ['finland', 'abroad']),
    listens: ['country'],
    fill: inside('education', 'country'),
  },
  {
    fact: 'education.field',
    text: 'situation.educationField',
    why: 'situation.educationField.why',
    choices: [],
    listens: ['field'],
    fill: inside('education', 'field'),
  },
  {
    fact: 'skills.finnish',
    text: 'situation.finnish',
    why: 'situation.finnish.why',
    choices: levels,
    listens: ['language-level'],
    fill: inside('skills', 'finnish'),
  },
  {
    fact: 'skills.swedish',
    text: 'situation.swedish',
    why: 'situation.swedish.why',
    choices: levels,
    listens: ['language-level'],
    fill: inside('skills', 'swedish'),
  },
  {
    fact: 'skills.english',
    text: 'situation.english',
    why: 'situation.english.why',
    choices: levels,
    listens: ['language-level'],
    fill: inside('skills', 'english'),
  },
  {
    fact: 'skills.digital',
    text: 'situation.digital',
    why: 'situation.digital.why',
    choices: yesNoish('digital', ['none', 'basic', 'good']),
    listens: [],
    fill: inside('skills', 'digital'),
  },
  {
    fact: 'skills.literacy',
    text: 'situation.literacy',
    why: 'situation.literacy.why',
    choices: yesNoish('literacy', ['no', 'latin', 'yes']),
    listens: [],
    fill: inside('skills', 'literacy'),
  },
  {
    fact: 'cards',
    text: 'situation.cards',
    why: 'situation.cards.why',
    choices: [],
    several: true,
    listens: ['card'],
    fill: (profile, values) => ({ ...profile, cards: [...new Set([...(profile.cards ?? []), ...values])] }),
  },
  {
    fact: 'constraints',
    text: 'situation.constraints',
    why: 'situation.constraints.why',
    choices: yesNoish('constraints', [
      'health',
      'childcare',
      'debt',
      'housing',
      'loneliness',
      'substance-use',
      'income-needed',
      'evenings-only',
      'remote-only',
      'no-car',
    ]),
    several: true,
    listens: [],
    fill: (profile, values) => ({ ...profile, constraints: values }) as Profile,
  },
];
