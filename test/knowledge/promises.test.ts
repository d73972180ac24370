import { existsSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Base, readBase } from '../../knowledge/base.ts';
import type { Advice, Pathway, Reason } from '../../knowledge/pathways/advice.ts';
import { adviser, pathfinder } from '../../knowledge/pathways/adviser.ts';
import { aims } from '../../knowledge/pathways/aims.ts';
import { catalogOf } from '../../knowledge/pathways/catalog.ts';
import { changeOf } from '../../knowledge/pathways/change.ts';
import { inquire } from '../../knowledge/pathways/facts.ts';
import { knownOf } from '../../knowledge/pathways/known.ts';
import { once } from '../../knowledge/pathways/once.ts';
import { rulebookOf } from '../../knowledge/pathways/rulebook.ts';
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
import { type Profile, profileSchema } from '../../knowledge/schema/profile.ts';
import { anyBase, anyProfile } from '../support/bases.ts';

const TODAY = '2026-11-23';
/** `THOROUGH=20` looks at twenty times as many cases, other ones each time. */
const THOROUGH = Number(process.env.THOROUGH ?? 1);
const OURS = new URL('../../knowledge/base/', import.meta.url);
const SUPPORT = [
  'health',
  'childcare',
  'debt',
  'housing',
  'loneliness',
  'substance-use',
  'income-needed',
] as const;

type Case = { readonly base: Base; readonly profile: Profile };
type Advise = ReturnType<typeof adviser>;
const finderOf = once(pathfinder);

function promises(
  name: string,
  cases: fc.Arbitrary<Case>,
  adviserOf: (base: Base) => Advise,
  numRuns: number,
): void {
  describe(`the pathway engine over ${name}`, () => {
    const holds = (title: string, check: (advice: Advice, given: Case, advise: Advise) => void, share = 1) =>
      it(title, () => {
        fc.assert(
          fc.property(cases, (given) => {
            const advise = adviserOf(given.base);
            check(advise(given.profile, TODAY), given, advise);
          }),
          { numRuns: Math.ceil(numRuns * share) * THOROUGH, ...(THOROUGH === 1 && { seed: 20261123 }) },
        );
      });

    holds('gives the same advice for the same profile, byte for byte', (advice, { base, profile }) => {
      expect(JSON.stringify(adviser(base)(profile, TODAY))).to.equal(JSON.stringify(advice));
    });

    holds('does not mind the order in which things were told', (advice, { profile }, advise) => {
      const turned = {
        ...profile,
        ...(profile.competences && { competences: [...profile.competences].reverse() }),
        ...(profile.experience && { experience: [...profile.experience].reverse() }),
        ...(profile.cards && { cards: [...profile.cards].reverse() }),
        ...(profile.constraints && { constraints: [...profile.constraints].reverse() }),
      };
      expect(JSON.stringify(advise(turned, TODAY))).to.equal(JSON.stringify(advice));
    });

    holds(
      'gives one to three pathways, each with steps and exactly one of them for this week',
      ({ pathways }) => {
        expect(pathways.length).to.be.within(1, 3);
        expect(new Set(pathways.map(({ to, way }) => `${to} ${way}`)).size).to.equal(pathways.length);
        for (const { steps } of pathways) expect(steps.filter(({ thisWeek }) => thisWeek)).to.have.length(1);
      },
    );

    holds(
      'gives every step and goal a reason that rests on facts the profile holds',
      ({ pathways, notFitting }, { base, profile }) => {
        for (const { because, steps } of pathways) {
          expect(because).not.to.deep.equal([]);
          for (const step of steps) expect(step.because, step.item).not.to.deep.equal([]);
        }
        for (const reason of [
          ...pathways.flatMap(reasonsOf),
          ...notFitting.flatMap(({ because }) => because),
        ]) {
          expect(base.rules.has(reason.key), reason.key).to.equal(true);
          for (const path of reason.from)
            expect(holdsFact(profile, path), `${reason.key} from ${path}`).to.equal(true);
          const { language: _, ...told } = profile;
          if (tellsSomething(told)) expect(reason.from, reason.key).not.to.deep.equal([]);
        }
      },
    );

    holds(
      'offers nothing that has ended, is elsewhere, or is closed to the seeker',
      ({ pathways }, { base, profile }) => {
        for (const { steps } of pathways) {
          const have: Have = {
            finnish: profile.skills?.finnish,
            literacy: profile.skills?.literacy,
            education: profile.education?.level,
          };
          for (const { item, provider } of steps) {
            const offer = base.offers.get(item);
            if (!offer || provider === undefined) continue;
            const { asks, onlyFor, validUntil } = offer;
            expect((validUntil ?? TODAY) >= TODAY, `${item} has ended`).to.equal(true);
            if (onlyFor && profile.municipality) expect(onlyFor, item).to.include(profile.municipality);
            if (asks.age && profile.age) expect(profile.age, item).to.equal(asks.age);
            if (asks.situation && profile.situation)
              expect(asks.situation, item).to.include(profile.situation);
            if (asks.inFinland && profile.inFinland)
              expect(asks.inFinland, item).to.include(profile.inFinland);
            if (asks.educationCountry && profile.education?.country)
              expect(profile.education.country, item).to.equal(asks.educationCountry);
            if (asks.english && profile.skills?.english)
              expect(rank(LANGUAGE_LEVELS, profile.skills.english), item).to.be.at.least(
                rank(LANGUAGE_LEVELS, asks.english),
              );
            if (asks.finnish && have.finnish)
              expect(rank(LANGUAGE_LEVELS, have.finnish), `${item} asks Finnish`).to.be.at.least(
                rank(LANGUAGE_LEVELS, asks.finnish),
              );
            if (asks.literacy && have.literacy)
              expect(rank(LITERACY_LEVELS, have.literacy), `${item} asks reading`).to.be.at.least(
                rank(LITERACY_LEVELS, asks.literacy),
              );
            if (asks.education && have.education)
              expect(rank(EDUCATION_LEVELS, have.education), `${item} asks education`).to.be.at.least(
                rank(EDUCATION_LEVELS, asks.education),
              );
            learn(have, offer.gives);
          }
        }
      },
    );

    holds('repeats nothing that the profile already has', ({ pathways }, { base, profile }) => {
      for (const { steps } of pathways) {
        expect(new Set(steps.map(({ item }) => item)).size).to.equal(steps.length);
        for (const { item, kind, because } of steps) {
          const gives = base.offers.get(item)?.gives;
          if (kind === 'card') expect(profile.cards ?? []).not.to.include(item);
          for (const reason of because) {
            if (reason.key === 'card-needed') expect(profile.cards ?? []).not.to.include(reason.params.card);
            if (reason.key.startsWith('finnish-for'))
              expect(rank(LANGUAGE_LEVELS, gives?.finnish), item).to.be.above(
                rank(LANGUAGE_LEVELS, profile.skills?.finnish),
              );
            if (reason.key.startsWith('digital'))
              expect(rank(DIGITAL_LEVELS, gives?.digital), item).to.be.above(
                rank(DIGITAL_LEVELS, profile.skills?.digital),
              );
            if (reason.key === 'literacy-first')
              expect(rank(LITERACY_LEVELS, gives?.literacy), item).to.be.above(
                rank(LITERACY_LEVELS, profile.skills?.literacy),
              );
          }
        }
      }
    });

    holds(
      'asks for a fact if and only if some answer would change the pathways',
      ({ ask, pathways }, { base, profile }) => {
        const find = finderOf(base);
        const now = JSON.stringify(pathways);
        const educations = educationsOf(profile, base).map((answer) =>
          changeOf(pathways, find(answer, TODAY).pathways),
        );
        const together =
          educations.length > 0 ? educations.reduce((sum, one) => sum + one, 0) / educations.length / 2 : 0;
        // Every answer is tried by itself, by an engine that begins anew.
        const expected = Object.entries(answersTo(base))
          .filter(([fact]) => !holdsFact(profile, fact))
          .flatMap(([fact, answers]) => {
            const others = answers.map((answer) => find(answer(profile), TODAY).pathways);
            const shapes = others.map((other) => changeOf(pathways, other));
            if (
              shapes.every((change) => change === 0) &&
              others.every((other) => JSON.stringify(other) === now)
            )
              return [];
            const mean = (changes: readonly number[]) =>
              changes.reduce((sum, change) => sum + change, 0) / changes.length;
            const usual = usualOf(fact, profile, base);
            const [often, seldom] = [true, false].map((wanted) =>
              shapes.filter((_, at) => usual.includes(at) === wanted),
            );
            const share = shareOf(fact, profile, base);
            const alone = ['cards', 'constraints'].includes(fact)
              ? shapes.slice(1).reduce((sum, change) => sum + change * 0.05, 0)
              : often?.length && seldom?.length
                ? mean(often) * share + mean(seldom) * (1 - share)
                : mean(shapes);
            const expected = Math.max(alone, TOGETHER.includes(fact) ? together : 0);
            const matters = fact === 'wish' ? 1000 : Math.max(1, Math.round(expected));
            return [{ fact, matters }];
          });
        expect([...ask].map(({ fact }) => fact).sort()).to.deep.equal(
          expected.map(({ fact }) => fact).sort(),
        );
        for (const { fact, matters } of expected)
          expect(ask.find((one) => one.fact === fact)?.matters, fact).to.be.closeTo(matters, 1);
        expect(ask.map(({ matters }) => matters)).to.deep.equal(
          ask.map(({ matters }) => matters).sort((a, b) => b - a),
        );
      },
      0.2,
    );

    holds(
      'adds support for an obstacle, first of all, and removes no pathway for it',
      ({ pathways }, { base, profile }) => {
        const find = finderOf(base);
        const { constraints = [] } = profile;
        for (const obstacle of SUPPORT) {
          if (constraints.includes(obstacle)) continue;
          const before = profile.constraints
            ? pathways
            : find({ ...profile, constraints: [] }, TODAY).pathways;
          const { pathways: after } = find({ ...profile, constraints: [...constraints, obstacle] }, TODAY);
          const fits = (all: readonly Pathway[]) =>
            all.map(({ to, way, fit }) => `${to} ${way} ${to === 'guidance' ? '' : fit}`).sort();
          expect(fits(after)).to.deep.equal(fits(before));
          for (const { steps } of after) {
            const at = steps.findIndex(({ because }) =>
              because.some(
                ({ key }) =>
                  key.startsWith('help-') && key.includes(obstacle === 'income-needed' ? 'income' : obstacle),
              ),
            );
            expect(at, obstacle).to.be.at.least(0);
            for (const { because } of steps.slice(0, at))
              expect(because.some(({ key }) => key.startsWith('help-'))).to.equal(true);
          }
        }
      },
    );

    holds(
      'serves a wish first, or sends to a person and records the need',
      ({ pathways, unmet }, { base, profile }) => {
        const wish = profile.wish;
        if (!wish || 'goal' in wish) return;
        const [first] = pathways;
        const wished =
          'occupation' in wish
            ? first?.to === wish.occupation
            : base.occupations.get(first?.to ?? '')?.field === wish.field;
        if (wished) return;
        expect(first?.to).to.equal('guidance');
        expect(first?.steps.some(({ kind }) => kind === 'guidance')).to.equal(true);
        expect(unmet.map((one) => one.wish)).to.include('occupation' in wish ? wish.occupation : wish.field);
      },
    );

    holds(
      'lets what employers need neither choose nor order the ways to a wish',
      ({ pathways }, { base, profile }) => {
        const { wish } = profile;
        if (!wish || !('occupation' in wish)) return;
        const without = pathfinder({ ...base, needs: new Map() })(profile, TODAY).pathways;
        const toWish = (all: readonly Pathway[]) =>
          all.flatMap(({ to, way, fit }, at) => (to === wish.occupation ? [`${at} ${way} ${fit}`] : []));
        expect(toWish(pathways)).to.deep.equal(toWish(without));
      },
      0.5,
    );

    holds(
      'uses in one pathway what the seeker has worked in, where a way leads there',
      ({ pathways }, { base, profile }, advise) => {
        if (!profile.wish || 'goal' in profile.wish) return;
        const trades = (profile.experience ?? [])
          .filter(({ evidence, occupation }) => evidence === 'work' && base.occupations.has(occupation))
          .map(({ occupation }) => occupation);
        const open = trades.filter((occupation) =>
          advise({ ...profile, wish: { occupation } }, TODAY).pathways.some(
            ({ to, way }) => to === occupation && way === 'fast',
          ),
        );
        if (open.length === 0) return;
        const keys = pathways.flatMap(reasonsOf).map(({ key }) => key);
        expect(
          keys.some((key) => USES.test(key)),
          `${open} in ${keys}`,
        ).to.equal(true);
      },
      0.5,
    );

    holds(
      'lets what employers need weigh 15 % at most, and bring in or shut out no goal',
      (_, { base, profile }) => {
        const points = (needs: Base['needs']) => {
          const catalog = catalogOf({ ...base, needs }, TODAY);
          const rules = rulebookOf({ ...base, needs }, TODAY);
          const { facts } = inquire(knownOf(profile, base));
          const found = aims({ catalog, rules, facts }, [...catalog.goals.values()]);
          return new Map(found.map((aim) => [aim.goal.id, aim.points]));
        };
        const [needed, plain] = [points(base.needs), points(new Map())];
        expect([...needed.keys()].sort()).to.deep.equal([...plain.keys()].sort());
        for (const [goal, weight] of needed)
          expect(weight / (plain.get(goal) ?? 0), goal).to.be.within(0.85 - 1e-9, 1.15 + 1e-9);
      },
    );

    holds('shows a gap only where less can be done than the work takes', ({ pathways }, { base }) => {
      for (const { to, gap } of pathways) {
        const tasks = base.occupations.get(to)?.competences ?? [];
        for (const { competence, have, need } of gap) {
          expect(have).to.be.below(need);
          expect(tasks).to.deep.include({ competence, need });
        }
      }
    });
  });
}

/** Reasons that rest on what the seeker has done or learned. */
const USES = /^(has-|near-experience|can-do-tasks|open-by-experience|recognise-|way-fast-experienced)/;
const reasonsOf = ({ because, steps }: Pathway): readonly Reason[] => [
  ...because,
  ...steps.flatMap((step) => [...step.because, ...step.check]),
];
const rank = (scale: readonly string[], level: string | undefined) =>
  level === undefined ? -1 : scale.indexOf(level);

function holdsFact(profile: Profile, path: string): boolean {
  // A profile is plain JSON, walked by the names in the path.
  return (
    path
      .split('.')
      .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], profile) !==
    undefined
  );
}

const tellsSomething = (told: object): boolean =>
  Object.values(told).some(
    (value) =>
      typeof value === 'string' ||
      Array.isArray(value) ||
      (typeof value === 'object' && value !== null && Object.keys(value).length > 0),
  );

type Have = { finnish: string | undefined; literacy: string | undefined; education: string | undefined };
function learn(
  have: Have,
  gives: {
    readonly finnish?: string | undefined;
    readonly literacy?: string | undefined;
    readonly education?: string | undefined;
  },
): void {
  if (rank(LANGUAGE_LEVELS, gives.finnish) > rank(LANGUAGE_LEVELS, have.finnish) && have.finnish)
    have.finnish = gives.finnish;
  if (rank(LITERACY_LEVELS, gives.literacy) > rank(LITERACY_LEVELS, have.literacy) && have.literacy)
    have.literacy = gives.literacy;
  if (rank(EDUCATION_LEVELS, gives.education) > rank(EDUCATION_LEVELS, have.education) && have.education)
    have.education = gives.education;
}

const TOGETHER = ['education.level', 'education.country', 'education.field'];

/** What the seeker has done, then what they wish for. */
const tradesOf = ({ wish, experience = [] }: Profile, base: Base) =>
  [
    ...[...new Set(experience.map(({ occupation }) => occupation))].sort(),
    ...(wish && 'occupation' in wish ? [wish.occupation] : []),
  ].flatMap((id) => base.occupations.get(id) ?? []);

/** The profile with the education that its first trade usually takes, where two or three facts of it are not known. */
function educationsOf(profile: Profile, base: Base): readonly Profile[] {
  const [trade] = tradesOf(profile, base);
  const unknown = TOGETHER.filter((fact) => !holdsFact(profile, fact));
  if (!trade || trade.entry === 'none' || unknown.length < 2) return [];
  const countries = profile.education?.country ? [profile.education.country] : ['abroad', 'finland'];
  return countries.map((country) =>
    profileSchema.parse({
      ...profile,
      education: { level: trade.entry, field: trade.field, ...profile.education, country },
    }),
  );
}

/** How sure it is that the answer is a usual one. */
function shareOf(fact: string, profile: Profile, base: Base): number {
  if (fact === 'skills.digital' || fact === 'education.field') return 0.7;
  if (fact !== 'skills.literacy') return 0.5;
  return tradesOf(profile, base).some(({ entry }) => entry === 'bachelor' || entry === 'master') ? 0.95 : 0.8;
}

/** Where among the answers are those that most people give. */
function usualOf(fact: string, profile: Profile, base: Base): readonly number[] {
  const { wish, experience = [], language } = profile;
  switch (fact) {
    case 'skills.literacy':
      return [LITERACY_LEVELS.indexOf('yes')];
    case 'skills.digital':
      return [DIGITAL_LEVELS.indexOf('good')];
    case 'education.country':
      return ['ar', 'so'].includes(language ?? '') || experience.some(({ country }) => country === 'abroad')
        ? [1]
        : [0];
    case 'education.level': {
      const entries = tradesOf(profile, base).map(({ entry }) => entry);
      return EDUCATION_LEVELS.flatMap((level, at) =>
        level !== 'none' && entries.includes(level) ? [at] : [],
      );
    }
    case 'education.field': {
      const fields: (string | undefined)[] = tradesOf(profile, base).map(({ field }) => field);
      if (wish && 'field' in wish) fields.push(wish.field);
      return fieldIdSchema.options.flatMap((field, at) => (fields.includes(field) ? [at] : []));
    }
    default:
      return [];
  }
}

/** Every fact that may be asked for, and every answer, written down apart from the engine. */
function answersTo(base: Base): Record<string, readonly ((profile: Profile) => Profile)[]> {
  const set = (group: 'education' | 'skills', key: string, values: readonly string[]) =>
    values.map(
      (value) => (profile: Profile) =>
        profileSchema.parse({ ...profile, [group]: { ...profile[group], [key]: value } }),
    );
  const plain = (key: string, values: readonly unknown[]) =>
    values.map((value) => (profile: Profile) => profileSchema.parse({ ...profile, [key]: value }));
  return {
    municipality: plain('municipality', municipalitySchema.options),
    age: plain('age', ['under30', '30plus']),
    situation: plain('situation', SITUATIONS),
    inFinland: plain('inFinland', ['always', 'over3y', 'under3y']),
    'education.level': set('education', 'level', EDUCATION_LEVELS),
    'education.country': set('education', 'country', ['finland', 'abroad']),
    'education.field': set('education', 'field', fieldIdSchema.options),
    'skills.finnish': set('skills', 'finnish', LANGUAGE_LEVELS),
    'skills.swedish': set('skills', 'swedish', LANGUAGE_LEVELS),
    'skills.english': set('skills', 'english', LANGUAGE_LEVELS),
    'skills.digital': set('skills', 'digital', DIGITAL_LEVELS),
    'skills.literacy': set('skills', 'literacy', LITERACY_LEVELS),
    constraints: plain('constraints', [[], ...CONSTRAINTS.map((one) => [one])]),
    cards: plain('cards', [[], ...[...base.cards.keys()].map((one) => [one])]),
    wish: plain('wish', [
      ...[...base.occupations.keys()].map((occupation) => ({ occupation })),
      ...fieldIdSchema.options.filter((field) => base.fields.has(field)).map((field) => ({ field })),
      ...['work-now', 'study', 'change', 'unsure'].map((goal) => ({ goal })),
    ]),
  };
}

const small = anyBase.chain((base) => anyProfile(base).map((profile) => ({ base, profile })));
promises('any small base', small, adviser, 150);

if (existsSync(new URL('trainings.json', OURS))) {
  const base = readBase(OURS);
  const advise = adviser(base);
  promises(
    'the base of Central Finland',
    anyProfile(base).map((profile) => ({ base, profile })),
    () => advise,
    60,
  );
}
