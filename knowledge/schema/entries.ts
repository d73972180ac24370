import { z } from 'zod';
import {
  constraintSchema,
  DIGITAL_LEVELS,
  educationLevelSchema,
  fieldIdSchema,
  idSchema,
  LITERACY_LEVELS,
  languageLevelSchema,
  languageSchema,
  municipalitySchema,
  SITUATIONS,
  sourcedShape,
  textSchema,
  wordsSchema,
} from './common.ts';

/** A web address of the institution itself; https only. */
const url = z.url({ protocol: /^https$/, error: 'must be a full https address' });

/** `region.json`: the area the knowledge base serves. Names and codes are data, so that another region is another folder. */
export const regionSchema = z.strictObject({
  id: idSchema,
  name: textSchema,
  municipalities: z.array(
    z.strictObject({
      id: municipalitySchema,
      name: textSchema,
      words: wordsSchema,
      code: z
        .string()
        .regex(/^\d{3}$/)
        .optional(),
    }),
  ),
  /** Version of the rules, shown with every advice: the day and a number. */
  rules: z.string().regex(/^\d{4}-\d{2}-\d{2}\.\d+$/),
  ...sourcedShape,
});

/** `fields.json` */
export const fieldSchema = z.strictObject({
  id: fieldIdSchema,
  name: textSchema,
  words: wordsSchema,
  /** What people say they like when they are asked what they would like to do ("cars"); "-" at the end: the beginning of a word. */
  interests: wordsSchema.optional(),
});

/** `institutions.json`: who provides; the nine of the network and the few national ones people need. */
export const institutionSchema = z.strictObject({
  id: idSchema,
  name: textSchema,
  /** What it is and offers, one to three short sentences: the answer to "what is …?". */
  what: textSchema,
  words: wordsSchema,
  /** One of the nine of the network. */
  network: z.boolean(),
  url: url.optional(),
  /** Organisation id in Opintopolku. */
  oid: z.string().optional(),
  ...sourcedShape,
});

/** `competences.json`: what a person can do. */
export const competenceSchema = z.strictObject({
  id: idSchema,
  /** ESCO skill URI; absent where ESCO has no such concept. */
  esco: z.url().optional(),
  /** Everyday wording of the task, plain enough to be asked "have you done this?": fi, sv and en as a bare infinitive ("help a person to wash and dress"), ar as a masdar, so as a verbal noun. */
  name: textSchema,
  /** Words and short phrases by which people tell that they have done it. */
  words: wordsSchema,
  /** Done by nearly everybody at home or among people: asked from those without work experience. */
  everyday: z.boolean().optional(),
});

/** `cards.json`: cards, passes and licences that jobs ask for. */
export const cardSchema = z.strictObject({
  id: idSchema,
  name: textSchema,
  /** What it is for and how one gets it, in one or two short sentences. */
  what: textSchema,
  words: wordsSchema,
  ...sourcedShape,
});

/** `occupations.json` */
export const occupationSchema = z.strictObject({
  id: idSchema,
  esco: z.url(),
  isco: z.string().regex(/^\d{4}$/),
  field: fieldIdSchema,
  /** Everyday name, not the official label. */
  name: textSchema,
  /** Every other everyday name, the name of the place or work ("kotihoito", "siivoustyö") and common misspellings that spelling tolerance will not catch. */
  words: wordsSchema,
  /** Six to eight everyday tasks, the most telling first; `need` is the level that the work asks for (1 with help, 2 alone, 3 teaches others). */
  competences: z
    .array(
      z.strictObject({ competence: idSchema, need: z.union([z.literal(1), z.literal(2), z.literal(3)]) }),
    )
    .min(4)
    .max(8),
  /** Cards that employers ask for; `must` where law or practice makes it a condition. */
  cards: z.array(z.strictObject({ card: idSchema, must: z.boolean() })),
  /** The usual way in: `none` means that one may start without a qualification. */
  entry: educationLevelSchema,
  /** Finnish that the daily work asks for, as commonly advised; a guide value, never a promise. */
  finnish: languageLevelSchema,
  /** A regulated profession: only those whom the authority has licensed or registered may practise it or use its name. */
  regulated: z.strictObject({ authority: idSchema }).optional(),
  /** Neighbouring occupations, nearest first: what somebody of this occupation could also do. */
  near: z.array(idSchema),
  ...sourcedShape,
});

export const STEP_KINDS = [
  'support',
  'guidance',
  'language',
  'digital',
  'recognition',
  'card',
  'course',
  'open-studies',
  'qualification-part',
  'labour-training',
  'recruitment-training',
  'apprenticeship',
  'qualification',
  'degree',
  'work-trial',
  'pay-subsidy',
  'start-up-grant',
  'job-search',
] as const;
export const stepKindSchema = z.enum(STEP_KINDS);

/** `services.json` and `trainings.json`: whatever can be a step of a pathway. */
export const offerSchema = z.strictObject({
  id: idSchema,
  kind: stepKindSchema,
  name: textSchema,
  /** What the seeker gets there, one or two short sentences. */
  what: textSchema,
  /** Extra words by which people ask for it. */
  words: wordsSchema.optional(),
  provider: idSchema,
  /** Municipalities where it is given; `online` reaches everybody. */
  places: z.array(z.enum([...municipalitySchema.options, 'online'])).min(1),
  /** Whom it is for by place of living; absent: no limit. */
  onlyFor: z.array(municipalitySchema).optional(),
  /** Languages it is given in. */
  languages: z.array(languageSchema).min(1),
  /** Length in weeks, shortest and longest; null where it varies too much to say. */
  weeks: z.tuple([z.number().positive(), z.number().positive()]).nullable(),
  cost: z.enum(['free', 'fee', 'varies']),
  /** Effect on income: paid work, study funding, unemployment benefit may go on (to be checked), none. */
  income: z.enum(['none', 'wage', 'study-funding', 'benefit-check']),
  times: z.array(z.enum(['day', 'evening', 'remote', 'flexible'])).min(1),
  /** What it is a help for. */
  serves: z.strictObject({
    constraints: z.array(constraintSchema).optional(),
    fields: z.array(fieldIdSchema).optional(),
    occupations: z.array(idSchema).optional(),
    /** For everyone who has no better-fitting one. */
    everyone: z.boolean().optional(),
  }),
  /** What one has afterwards. */
  gives: z.strictObject({
    /** Occupations it qualifies for. */
    occupations: z.array(idSchema).optional(),
    competences: z.array(idSchema).optional(),
    cards: z.array(idSchema).optional(),
    finnish: languageLevelSchema.optional(),
    swedish: languageLevelSchema.optional(),
    english: languageLevelSchema.optional(),
    digital: z.enum(DIGITAL_LEVELS).optional(),
    literacy: z.enum(LITERACY_LEVELS).optional(),
    education: educationLevelSchema.optional(),
  }),
  /** Entry requirements; absent: none known. */
  asks: z.strictObject({
    finnish: languageLevelSchema.optional(),
    english: languageLevelSchema.optional(),
    education: educationLevelSchema.optional(),
    educationCountry: z.enum(['finland', 'abroad']).optional(),
    age: z.enum(['under30', '30plus']).optional(),
    situation: z.array(z.enum(SITUATIONS)).optional(),
    inFinland: z.array(z.enum(['always', 'over3y', 'under3y'])).optional(),
    literacy: z.enum(LITERACY_LEVELS).optional(),
  }),
  url: url.optional(),
  ...sourcedShape,
});

/** `needs.json`: employers' needs and foresight, shown as a reason, worth at most 15 %. */
export const needSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(['shortage', 'surplus', 'employer-need']),
  fields: z.array(fieldIdSchema).optional(),
  occupations: z.array(idSchema).optional(),
  text: textSchema,
  ...sourcedShape,
});

/** `answers.json`: the short answer to each intent. */
export const answerSchema = z.strictObject({
  intent: idSchema,
  /** At most about 300 characters: two or three short sentences, plain words. */
  text: textSchema,
  url: url.optional(),
  ...sourcedShape,
});

export type Region = z.infer<typeof regionSchema>;
export type Field = z.infer<typeof fieldSchema>;
export type Institution = z.infer<typeof institutionSchema>;
export type Competence = z.infer<typeof competenceSchema>;
export type Card = z.infer<typeof cardSchema>;
export type Occupation = z.infer<typeof occupationSchema>;
export type Offer = z.infer<typeof offerSchema>;
export type Need = z.infer<typeof needSchema>;
export type Answer = z.infer<typeof answerSchema>;
export type StepKind = z.infer<typeof stepKindSchema>;
