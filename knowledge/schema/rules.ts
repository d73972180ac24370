import { z } from 'zod';
import { constraintSchema, idSchema, sourcedShape, textSchema } from './common.ts';
import { stepKindSchema } from './entries.ts';

/** Facts with one value; those with a scale can be compared by `atLeast` and `below`. `wish.…` is the part of a wish that is of that form. */
export const VALUE_FACTS = [
  'wish.occupation',
  'wish.field',
  'wish.goal',
  'municipality',
  'age',
  'situation',
  'inFinland',
  'education.level',
  'education.country',
  'education.field',
  'skills.finnish',
  'skills.swedish',
  'skills.english',
  'skills.digital',
  'skills.literacy',
] as const;
/** Facts that are lists; `experience.work` and `experience.study` are the occupations worked in and studied for. */
export const LIST_FACTS = [
  'competences',
  'experience',
  'experience.work',
  'experience.study',
  'cards',
  'constraints',
] as const;

/** What a rule may look at in what it judges. A path that the entry leaves out has no value: it asks for nothing and gives nothing. */
export const CANDIDATE_PATHS = [
  'occupation.id',
  'occupation.field',
  'occupation.entry',
  'occupation.finnish',
  'occupation.authority',
  'occupation.competences',
  'occupation.near',
  'occupation.neighbourOf',
  'occupation.needs',
  'way',
  'card.id',
  'card.must',
  'offer.id',
  'offer.kind',
  'offer.provider',
  'offer.places',
  'offer.onlyFor',
  'offer.languages',
  'offer.cost',
  'offer.income',
  'offer.times',
  'offer.serves.constraints',
  'offer.serves.fields',
  'offer.serves.occupations',
  'offer.gives.occupations',
  'offer.gives.education',
  'offer.gives.finnish',
  'offer.asks.finnish',
  'offer.asks.english',
  'offer.asks.education',
  'offer.asks.educationCountry',
  'offer.asks.age',
  'offer.asks.situation',
  'offer.asks.inFinland',
  'offer.asks.literacy',
] as const;

const valueFact = z.enum(VALUE_FACTS);
const listFact = z.enum(LIST_FACTS);
const scale = z.enum([
  'skills.finnish',
  'skills.swedish',
  'skills.english',
  'skills.digital',
  'skills.literacy',
  'education.level',
]);
const candidatePath = z.enum(CANDIDATE_PATHS);
const values = z.union([z.string(), z.array(z.string()).min(1)]);
const ofCandidate = z.strictObject({ candidate: candidatePath });

export type CandidatePath = z.infer<typeof candidatePath>;
export type ValueFact = z.infer<typeof valueFact>;
export type ListFact = z.infer<typeof listFact>;

/** A condition is true, false, or unknown where a fact it needs is not known (Kleene's three-valued logic). */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | {
      readonly fact: ValueFact;
      readonly is: string | readonly string[] | { readonly candidate: CandidatePath };
    }
  | {
      readonly fact: ListFact;
      readonly has: string | readonly string[] | { readonly candidate: CandidatePath };
    }
  | { readonly fact: z.infer<typeof scale>; readonly atLeast: string | { readonly candidate: CandidatePath } }
  | { readonly fact: z.infer<typeof scale>; readonly below: string | { readonly candidate: CandidatePath } }
  | {
      readonly candidate: CandidatePath;
      readonly is: string | readonly string[] | { readonly candidate: CandidatePath };
    }
  | { readonly candidate: CandidatePath; readonly given: boolean };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ all: z.array(conditionSchema).min(1) }),
      z.strictObject({ any: z.array(conditionSchema).min(1) }),
      z.strictObject({ not: conditionSchema }),
      z.strictObject({ fact: valueFact, is: z.union([values, ofCandidate]) }),
      z.strictObject({ fact: listFact, has: z.union([values, ofCandidate]) }),
      z.strictObject({ fact: scale, atLeast: z.union([z.string(), ofCandidate]) }),
      z.strictObject({ fact: scale, below: z.union([z.string(), ofCandidate]) }),
      z.strictObject({ candidate: candidatePath, is: z.union([values, ofCandidate]) }),
      z.strictObject({ candidate: candidatePath, given: z.boolean() }),
    ],
    {
      error:
        'must be all, any, not, or a fact with is, has, atLeast or below, or a candidate with is or given',
    },
  ),
);

/** Steps that a rule can put before others: the engine finds the offer, the rule says when and why. */
export const REQUIREMENTS = [
  'literacy',
  'finnish',
  'digital',
  'recognition',
  'qualifying',
  'card',
  'work-trial',
  'pay-subsidy',
  'start-up-grant',
  'job-search',
] as const;

const effectSchema = z.union(
  [
    /** The condition must hold: false shuts the offer out, unknown is to be checked. */
    z.strictObject({ limit: z.literal(true) }),
    /** Shuts the candidate out where the condition holds. */
    z.strictObject({ exclude: z.literal(true) }),
    /** Orders candidates, in points; `share`: times the share of the work's competences that the seeker has. */
    z.strictObject({ prefer: z.int().min(-100).max(100), share: z.literal('competences').optional() }),
    /** Adds per cent to the other points: what employers need may weigh a little, and never by itself. */
    z.strictObject({ boost: z.int().min(-15).max(15) }),
    /** The work may be begun without further learning. */
    z.strictObject({ open: z.literal(true) }),
    /** A step that must come before; `by` names the institutions that may give it, best first. */
    z.strictObject({ require: z.enum(REQUIREMENTS), by: z.array(idSchema).min(1).optional() }),
    /** A step that helps: of these kinds, serving this obstacle, or one of these offers by name. */
    z.strictObject({
      offer: z.strictObject({
        kinds: z.array(stepKindSchema).min(1).optional(),
        serves: constraintSchema.optional(),
        items: z.array(idSchema).min(1).optional(),
      }),
    }),
    /** To be checked before one counts on it. */
    z.strictObject({ check: z.literal(true) }),
    /** Only words: the engine gives the reason itself. */
    z.strictObject({ say: z.literal(true) }),
  ],
  { error: 'must be one of limit, exclude, prefer, boost, open, require, offer, check, say' },
);

/** `rules.json`: what is required, offered, preferred, excluded or to be checked, when, and why. */
export const ruleSchema = z.strictObject({
  id: idSchema,
  /** What it judges: a goal, a way to it, an offer on that way, or a card that the goal asks for. */
  about: z.enum(['occupation', 'way', 'offer', 'card']),
  /** Absent: always. */
  when: conditionSchema.optional(),
  then: effectSchema,
  /** Why, told to the seeker. `{{names}}` are put in as they are: after a colon, never inflected. */
  reason: textSchema,
  /** Where it shuts somebody out who can do something about it: what would have to change. */
  change: textSchema.optional(),
  ...sourcedShape,
});

export type Effect = z.infer<typeof effectSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type Requirement = (typeof REQUIREMENTS)[number];
