import { z } from 'zod';
import {
  fieldIdSchema,
  idSchema,
  languageSchema,
  municipalitySchema,
  sourcedShape,
  textSchema,
} from './common.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "09:00"');
const weekday = z.union([1, 2, 3, 4, 5, 6, 7].map((day) => z.literal(day)));

/** `teams.json`: who answers seekers, and when somebody is there. */
export const teamSchema = z.strictObject({
  id: idSchema,
  /** As seekers are told who will answer them. */
  name: textSchema,
  /** Whose seekers it answers; absent: everybody's. The first team that fits is asked. */
  municipalities: z.array(municipalitySchema).optional(),
  /** Opening hours in local time; 1 is Monday. Public holidays are known without being named here. */
  hours: z.array(
    z
      .strictObject({ days: z.array(weekday).min(1), from: time, to: time })
      .refine(({ from, to }) => from < to, 'ends before it begins'),
  ),
  /** Customary days off that no law makes a holiday. */
  closedOn: z.array(z.enum(['midsummer-eve', 'christmas-eve'])),
  /** Other days on which nobody is there. */
  closedDays: z.array(z.iso.date()).optional(),
  ...sourcedShape,
});

/** `coaches.json`: what the desk knows of those who sign in to it, by the id they sign in with. */
export const coachSchema = z.strictObject({
  id: z.string().trim().min(1),
  /** As seekers see it. */
  name: z.string().trim().min(1),
  team: idSchema,
  organisation: idSchema.optional(),
  languages: z.array(languageSchema).min(1),
  /** Fields of work they know well. */
  fields: z.array(fieldIdSchema),
  /** Conversations at the same time. */
  capacity: z.int().min(1).max(50),
});

/** `ready-phrases.json`: sentences that coaches send in the seeker's language. */
export const readyPhraseSchema = z.strictObject({
  id: idSchema,
  group: z.enum(['greeting', 'asking', 'guiding', 'ending']),
  text: textSchema,
});

export type Team = z.infer<typeof teamSchema>;
export type Coach = z.infer<typeof coachSchema>;
export type ReadyPhrase = z.infer<typeof readyPhraseSchema>;
