import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Base, baseOf } from '../../knowledge/base.ts';
import {
  CONSTRAINTS,
  DIGITAL_LEVELS,
  EDUCATION_LEVELS,
  fieldIdSchema,
  LANGUAGE_LEVELS,
  LITERACY_LEVELS,
  municipalitySchema,
  SITUATIONS,
} from '../../knowledge/schema/common.ts';
import {
  type Card,
  type Competence,
  type Institution,
  type Need,
  type Occupation,
  type Offer,
  offerSchema,
  type Region,
  STEP_KINDS,
} from '../../knowledge/schema/entries.ts';
import type { Profile } from '../../knowledge/schema/profile.ts';
import { ruleSchema } from '../../knowledge/schema/rules.ts';

const text = (word: string) => ({ fi: word, sv: word, en: word, ar: word, so: word });
const words = { fi: [], sv: [], en: [], ar: [], so: [] };
const sourced = { source: 'https://example.org', checkedOn: null };

/** The real rules: a made-up base differs in what there is, not in how it is judged. */
const RULES = ruleSchema
  .array()
  .parse(JSON.parse(readFileSync(new URL('../../knowledge/base/rules.json', import.meta.url), 'utf8')));
const region: Region = {
  id: 'somewhere',
  name: text('somewhere'),
  rules: '2026-11-23.1',
  ...sourced,
  municipalities: municipalitySchema.options.map((id) => ({ id, name: text(id), words })),
};
const institutions: readonly Institution[] = ['school', 'office', 'valvira', 'oph', 'gradia'].map((id) => ({
  id,
  name: text(id),
  what: text(id),
  words,
  network: false,
  ...sourced,
}));

/** An offer that everybody may have; the parts given replace the rest. */
export const offer = (id: string, kind: Offer['kind'], parts: Partial<Offer> = {}): Offer => ({
  id,
  kind,
  name: text(id),
  what: text(id),
  provider: 'school',
  places: ['jyvaskyla'],
  languages: ['fi'],
  weeks: [1, 4],
  cost: 'free',
  income: 'none',
  times: ['day'],
  serves: {},
  gives: {},
  asks: {},
  ...sourced,
  ...parts,
});

/** An occupation of four tasks; the parts given replace the rest. */
export const occupation = (id: string, parts: Partial<Occupation> = {}): Occupation => ({
  id,
  esco: `http://data.europa.eu/esco/occupation/${id}`,
  isco: '0000',
  field: 'technology',
  name: text(id),
  words,
  entry: 'vocational',
  finnish: 'A2',
  near: [],
  cards: [],
  competences: ['one', 'two', 'three', 'four'].map((competence) => ({ competence, need: 2 })),
  ...sourced,
  ...parts,
});

/** The person to whom everybody may turn. */
export const COACH = offer('coach', 'guidance', {
  serves: { everyone: true },
  provider: 'office',
  places: ['jyvaskyla', 'online'],
});

/** A small base of these occupations and offers, with the real rules. */
export function smallBase(
  occupations: readonly Occupation[],
  offers: readonly Offer[],
  needs: readonly Need[] = [],
): Base {
  const competences = [
    ...new Set(occupations.flatMap((one) => one.competences.map(({ competence }) => competence))),
  ];
  const cards = [...new Set(occupations.flatMap((one) => one.cards.map(({ card }) => card)))];
  return baseOf({
    region,
    institutions,
    occupations,
    needs,
    rules: RULES,
    fields: fieldIdSchema.options.map((id) => ({ id, name: text(id), words })),
    competences: competences.map((id): Competence => ({ id, name: text(id), words })),
    cards: cards.map((id): Card => ({ id, name: text(id), what: text(id), words, ...sourced })),
    services: [COACH, ...offers.filter(({ kind }) => kind === 'support')],
    trainings: offers.filter(({ kind }) => kind !== 'support'),
    answers: [],
    teams: [],
    coaches: [],
    readyPhrases: [],
    phrases: new Map(),
  });
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const some = <T extends string>(ids: readonly T[], most = 3) =>
  fc.uniqueArray(fc.constantFrom(...ids), { maxLength: Math.min(most, ids.length) });
const WORK = ['alpha', 'beta', 'gamma', 'delta'];
const TASKS = ['one', 'two', 'three', 'four', 'five', 'six'];
const CARDS = ['red', 'green'];
const FIELDS = ['technology', 'health'] as const;

const occupations = fc.tuple(
  ...WORK.map((id) =>
    fc
      .record({
        field: fc.constantFrom(...FIELDS),
        entry: fc.constantFrom(...EDUCATION_LEVELS.slice(0, 5)),
        finnish: fc.constantFrom(...LANGUAGE_LEVELS.slice(0, 5)),
        near: some(WORK.filter((other) => other !== id)),
        cards: some(CARDS).map((cards) => cards.map((card, at) => ({ card, must: at === 0 }))),
        competences: fc
          .uniqueArray(fc.constantFrom(...TASKS), { minLength: 4, maxLength: 6 })
          .map((ids) => ids.map((competence, at) => ({ competence, need: (1 + (at % 3)) as 1 | 2 | 3 }))),
        regulated: maybe(fc.constant({ authority: 'valvira' })),
      })
      .map((parts) => occupation(id, clean(parts))),
  ),
);

const offers = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...STEP_KINDS.filter((kind) => kind !== 'guidance')),
      provider: fc.constantFrom('school', 'valvira', 'oph', 'gradia'),
      places: fc.uniqueArray(fc.constantFrom(...municipalitySchema.options, 'online' as const), {
        minLength: 1,
        maxLength: 2,
      }),
      onlyFor: maybe(
        fc.uniqueArray(fc.constantFrom(...municipalitySchema.options), { minLength: 1, maxLength: 2 }),
      ),
      languages: fc.constantFrom(['fi' as const], ['fi' as const, 'en' as const]),
      weeks: fc.constantFrom<Offer['weeks']>(null, [1, 2], [40, 100]),
      income: fc.constantFrom('none' as const, 'wage' as const, 'benefit-check' as const),
      cost: fc.constantFrom('free' as const, 'fee' as const),
      times: fc.constantFrom<Offer['times']>(['day'], ['evening'], ['day', 'remote']),
      validUntil: maybe(fc.constantFrom('2026-01-01', '2027-01-01')),
      serves: fc
        .record({
          constraints: maybe(some(CONSTRAINTS)),
          fields: maybe(some(FIELDS)),
          occupations: maybe(some(WORK)),
          everyone: maybe(fc.constant(true)),
        })
        .map(clean),
      gives: fc
        .record({
          occupations: maybe(some(WORK)),
          cards: maybe(some(CARDS)),
          finnish: maybe(fc.constantFrom(...LANGUAGE_LEVELS.slice(1, 5))),
          digital: maybe(fc.constantFrom(...DIGITAL_LEVELS.slice(1))),
          literacy: maybe(fc.constant('yes' as const)),
          education: maybe(fc.constantFrom(...EDUCATION_LEVELS.slice(1, 5))),
        })
        .map(clean),
      asks: fc
        .record({
          finnish: maybe(fc.constantFrom(...LANGUAGE_LEVELS.slice(1, 5))),
          education: maybe(fc.constantFrom(...EDUCATION_LEVELS.slice(1, 5))),
          age: maybe(fc.constant('under30' as const)),
          situation: maybe(fc.constant(['unemployed' as const, 'at-home' as const])),
          inFinland: maybe(fc.constant(['under3y' as const])),
          literacy: maybe(fc.constantFrom(...LITERACY_LEVELS)),
          educationCountry: maybe(fc.constantFrom('abroad' as const, 'finland' as const)),
          english: maybe(fc.constant('B2' as const)),
        })
        .map(clean),
    }),
    { maxLength: 16 },
  )
  .map((all) =>
    all.map((parts, at) =>
      offerSchema.parse({ ...offer(`offer-${String(at).padStart(2, '0')}`, parts.kind), ...clean(parts) }),
    ),
  );

const needs = some(['shortage', 'surplus', 'employer-need'] as const).map((kinds) =>
  kinds.map((kind): Need => ({ id: kind, kind, fields: ['health'], text: text(kind), ...sourced })),
);

/** Any small base: four occupations and up to sixteen offers of every kind. */
export const anyBase: fc.Arbitrary<Base> = fc
  .tuple(occupations, offers, needs)
  .map(([all, given, wanted]) => smallBase(all, given, wanted));

/** Any profile over a base, with any facts unknown. */
export function anyProfile(base: Base): fc.Arbitrary<Profile> {
  const occupationIds = [...base.occupations.keys()];
  const competenceIds = [...base.competences.keys()];
  const fields = fieldIdSchema.options.filter((field) => base.fields.has(field));
  const evidence = maybe(
    fc.constantFrom(
      'work' as const,
      'study' as const,
      'home' as const,
      'volunteer' as const,
      'hobby' as const,
    ),
  );
  const country = fc.constantFrom('finland' as const, 'abroad' as const);
  return fc
    .record({
      language: maybe(fc.constantFrom('fi' as const, 'so' as const)),
      municipality: maybe(fc.constantFrom(...municipalitySchema.options)),
      age: maybe(fc.constantFrom('under30' as const, '30plus' as const)),
      situation: maybe(fc.constantFrom(...SITUATIONS)),
      inFinland: maybe(fc.constantFrom('always' as const, 'over3y' as const, 'under3y' as const)),
      education: maybe(
        fc
          .record({
            level: maybe(fc.constantFrom(...EDUCATION_LEVELS)),
            country: maybe(country),
            field: maybe(fc.constantFrom(...fields)),
          })
          .map(clean),
      ),
      skills: maybe(
        fc
          .record({
            finnish: maybe(fc.constantFrom(...LANGUAGE_LEVELS)),
            swedish: maybe(fc.constantFrom(...LANGUAGE_LEVELS)),
            english: maybe(fc.constantFrom(...LANGUAGE_LEVELS)),
            digital: maybe(fc.constantFrom(...DIGITAL_LEVELS)),
            literacy: maybe(fc.constantFrom(...LITERACY_LEVELS)),
          })
          .map(clean),
      ),
      competences: maybe(
        fc.array(
          fc.record({
            id: fc.constantFrom(...competenceIds),
            level: fc.constantFrom(1 as const, 2 as const, 3 as const),
          }),
          { maxLength: 6 },
        ),
      ),
      experience: maybe(
        fc.array(
          fc
            .record({ occupation: fc.constantFrom(...occupationIds), evidence, country: maybe(country) })
            .map(clean),
          { maxLength: 2 },
        ),
      ),
      cards: maybe(base.cards.size > 0 ? some([...base.cards.keys()]) : fc.constant<string[]>([])),
      wish: maybe(
        fc.oneof(
          { weight: 3, arbitrary: fc.record({ occupation: fc.constantFrom(...occupationIds) }) },
          fc.record({ field: fc.constantFrom(...fields) }),
          fc.record({
            goal: fc.constantFrom(
              'work-now' as const,
              'study' as const,
              'change' as const,
              'unsure' as const,
            ),
          }),
        ),
      ),
      constraints: maybe(some(CONSTRAINTS)),
    })
    .map(clean);
}

/** Without the keys whose value is undefined: absent is what "not known" looks like. */
function clean<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // The type cannot say that a key is absent rather than undefined; schemas read both the same.
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
