import { z } from 'zod';

export const LANGUAGES = ['fi', 'sv', 'en', 'ar', 'so'] as const;
export const languageSchema = z.enum(LANGUAGES);

/** Ids are lower-case words joined by hyphens; they never change once published. */
export const idSchema = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be lower-case words joined by hyphens, such as "hygiene-passport"',
  );

const sentence = z.string().trim().min(1, 'is empty: write the text, or leave the entry out');

/** One text in all five languages. */
export const textSchema = z.strictObject({
  fi: sentence,
  sv: sentence,
  en: sentence,
  ar: sentence,
  so: sentence,
});

const word = z.string().trim().min(1);
/** The everyday words by which people name a thing, per language; inflected and misspelt forms are found from these. */
export const wordsSchema = z.strictObject({
  fi: z.array(word),
  sv: z.array(word),
  en: z.array(word),
  ar: z.array(word),
  so: z.array(word),
});

const day = z.iso.date('must be a day such as "2026-11-23"');

/** Where a fact comes from and who has looked at it since. */
export const sourcedShape = {
  /** A web page, law or publication of the institution itself. */
  source: z.string().trim().min(1, 'name the page or law the fact comes from'),
  /** The day a person checked the entry against its source; null until somebody has. */
  checkedOn: day.nullable(),
  /** The last day on which the entry holds, where it ages. */
  validUntil: day.optional(),
} as const;

export const municipalitySchema = z.enum(['jyvaskyla', 'laukaa', 'muurame', 'aanekoski', 'other']);
export const fieldIdSchema = z.enum([
  'health',
  'social',
  'education',
  'technology',
  'construction',
  'transport',
  'logistics',
  'ict',
  'food',
  'cleaning',
  'commerce',
  'business',
  'agriculture',
  'beauty',
  'security',
  'culture',
]);
/** CEFR levels, with "none" below and "native" above. */
export const LANGUAGE_LEVELS = ['none', 'A1', 'A2', 'B1', 'B2', 'native'] as const;
export const languageLevelSchema = z.enum(LANGUAGE_LEVELS);
export const DIGITAL_LEVELS = ['none', 'basic', 'good'] as const;
export const LITERACY_LEVELS = ['no', 'latin', 'yes'] as const;
export const EDUCATION_LEVELS = [
  'none',
  'basic',
  'upper-secondary',
  'vocational',
  'bachelor',
  'master',
] as const;
export const educationLevelSchema = z.enum(EDUCATION_LEVELS);
export const SITUATIONS = [
  'unemployed',
  'laid-off',
  'employed',
  'student',
  'at-home',
  'entrepreneur',
] as const;
export const CONSTRAINTS = [
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
] as const;
export const constraintSchema = z.enum(CONSTRAINTS);
