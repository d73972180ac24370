import { z } from 'zod';
import {
  constraintSchema,
  DIGITAL_LEVELS,
  educationLevelSchema,
  fieldIdSchema,
  LITERACY_LEVELS,
  languageLevelSchema,
  languageSchema,
  municipalitySchema,
  SITUATIONS,
} from './common.ts';

/** An occupation or competence is named by its id or its ESCO URI. */
const reference = z.string().trim().min(1);

export const COMPETENCE_LEVELS = [1, 2, 3] as const;

/** What is known of a seeker. Everything is optional: absent means *not known*, which is different from *no*. */
export const profileSchema = z.strictObject({
  language: languageSchema.optional(),
  municipality: municipalitySchema.optional(),
  age: z.enum(['under30', '30plus']).optional(),
  situation: z.enum(SITUATIONS).optional(),
  inFinland: z.enum(['always', 'over3y', 'under3y']).optional(),
  education: z
    .strictObject({
      level: educationLevelSchema.optional(),
      country: z.enum(['finland', 'abroad']).optional(),
      field: fieldIdSchema.optional(),
    })
    .optional(),
  skills: z
    .strictObject({
      finnish: languageLevelSchema.optional(),
      swedish: languageLevelSchema.optional(),
      english: languageLevelSchema.optional(),
      digital: z.enum(DIGITAL_LEVELS).optional(),
      literacy: z.enum(LITERACY_LEVELS).optional(),
    })
    .optional(),
  /** 1 with help, 2 alone, 3 can teach others. */
  competences: z
    .array(
      z.strictObject({
        id: reference,
        level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
        evidence: z.enum(['work', 'study', 'home', 'volunteer', 'hobby']).optional(),
        country: z.enum(['finland', 'abroad']).optional(),
        proof: z.enum(['certificate', 'reference', 'none']).optional(),
      }),
    )
    .optional(),
  /** Occupations the seeker has worked in or studied for. */
  experience: z
    .array(
      z.strictObject({
        occupation: reference,
        evidence: z.enum(['work', 'study', 'home', 'volunteer', 'hobby']).optional(),
        country: z.enum(['finland', 'abroad']).optional(),
        years: z.number().min(0).max(70).optional(),
      }),
    )
    .optional(),
  cards: z.array(reference).optional(),
  wish: z
    .union([
      z.strictObject({ occupation: reference }),
      z.strictObject({ field: fieldIdSchema }),
      z.strictObject({ goal: z.enum(['work-now', 'study', 'change', 'unsure']) }),
    ])
    .optional(),
  /** Present means asked: an empty list says that none of them holds. */
  constraints: z.array(constraintSchema).optional(),
});

export type Profile = Readonly<z.infer<typeof profileSchema>>;
