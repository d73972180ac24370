import type { Base } from '../base.ts';
import { type CONSTRAINTS, type EDUCATION_LEVELS, LANGUAGE_LEVELS } from '../schema/common.ts';
import type { Occupation, Offer, StepKind } from '../schema/entries.ts';
import type { Way } from './advice.ts';
import type { Candidate } from './conditions.ts';
import type { Gains } from './known.ts';
import { once } from './once.ts';

type Constraint = (typeof CONSTRAINTS)[number];
type EducationLevel = (typeof EDUCATION_LEVELS)[number];

/** An occupation with what rules look at beside it. */
export interface Goal {
  readonly id: string;
  readonly occupation: Occupation;
  readonly competences: readonly string[];
  /** Occupations that name this one as near. */
  readonly neighbourOf: readonly string[];
  /** Kinds of employers' needs that hold for it today. */
  readonly needs: readonly string[];
}

/** One way to a goal, with what teaches it that way. */
export interface Approach {
  readonly goal: Goal;
  readonly way: Way;
  readonly teaching: readonly Offer[];
  /** The way by one of the offers. */
  by(offer: Offer): Candidate;
}

/** Courses of Finnish from one level to another; levels count from none, which is 0. */
export interface LanguageCourses {
  readonly asks: number;
  readonly gives: number;
  readonly offers: readonly Offer[];
}

/** The knowledge base as it holds on one day, indexed by what the engine looks for. */
export interface Catalog {
  readonly goals: ReadonlyMap<string, Goal>;
  /** What is judged where no goal can be named. */
  readonly anything: Candidate;
  /** The three ways to a goal: fast, paid, thorough. */
  waysTo(goal: Goal): readonly Approach[];
  /** Goals by field, by the competences they use, and by the occupations near which they are. */
  goalsOfField(field: string): readonly Goal[];
  goalsUsing(competence: string): readonly Goal[];
  /** Goals that one may begin without a qualification. */
  readonly goalsWithoutEntry: readonly Goal[];
  offersOfKind(kind: StepKind): readonly Offer[];
  /** Offers of some kinds for everybody. */
  offersForAll(kinds: readonly StepKind[]): readonly Offer[];
  /** Offers that help with an obstacle, of some kinds where these are named. */
  offersServing(constraint: Constraint, kinds?: readonly StepKind[]): readonly Offer[];
  offersGiving(what: 'literacy' | 'digital'): readonly Offer[];
  readonly languageCourses: readonly LanguageCourses[];
  /** Studies of the goal's field that give this education. */
  offersEducating(goal: Goal, level: EducationLevel): readonly Offer[];
  offersGivingCard(card: string): readonly Offer[];
  /** What leads from an education abroad to an occupation, after its recognition. */
  offersQualifying(occupation: string): readonly Offer[];
  /** What an offer leaves behind for the steps after it. */
  gainsOf(offer: Offer): Gains;
  /** These offers, as far as they hold. */
  named(ids: readonly string[]): readonly Offer[];
}

const KINDS: Readonly<Record<Way, readonly StepKind[]>> = {
  fast: ['course', 'qualification-part', 'labour-training', 'recruitment-training'],
  paid: ['apprenticeship'],
  thorough: ['qualification', 'degree'],
};
const WAYS = ['fast', 'paid', 'thorough'] as const;
const NONE: readonly never[] = [];

/** Indexes a knowledge base for one day; what has ended by then is left out. */
export function catalogOf(base: Base, today: string): Catalog {
  const holds = ({ validUntil }: { readonly validUntil?: string | undefined }) =>
    validUntil === undefined || validUntil >= today;
  const named = new Set(JSON.stringify([...base.rules.values()]).match(/(?<=")[a-z0-9-]+(?=")/g));
  const sorted = [...base.offers.values()].filter(holds).sort((a, b) => (a.id < b.id ? -1 : 1));
  const offers = apart(sorted, (offer) => [named.has(offer.id) && offer.id, offer.serves, offer.gives]);
  const occupations = [...base.occupations.values()].filter(holds).sort((a, b) => (a.id < b.id ? -1 : 1));
  const needs = [...base.needs.values()].filter(holds);
  const leading = index(offers, ({ gives, kind, serves }) =>
    Object.values(KINDS).flat().includes(kind)
      ? [...new Set([...(gives.occupations ?? []), ...(onlyCards(gives) ? [] : (serves.occupations ?? []))])]
      : [],
  );
  const neighbours = index(occupations, ({ near }) => near);

  const goals = new Map(
    occupations.map((occupation): [string, Goal] => {
      const { id, field } = occupation;
      return [
        id,
        {
          id,
          occupation,
          competences: occupation.competences.map(({ competence }) => competence),
          neighbourOf: neighbours(id).map((one) => one.id),
          needs: needs
            .filter(
              ({ fields, occupations: wanted }) =>
                wanted?.includes(id) || (!wanted && fields?.includes(field)),
            )
            .map(({ kind }) => kind),
        },
      ];
    }),
  );
  const apartFor = (goal: string, among: readonly Offer[]) =>
    apart(among, ({ id, serves, gives }) => [
      named.has(id) && id,
      { ...serves, occupations: serves.occupations?.includes(goal) },
      { ...gives, competences: [], occupations: gives.occupations?.includes(goal) },
    ]);
  const approachesTo = (goal: Goal): readonly Approach[] => {
    const { id, regulated } = goal.occupation;
    // A course beside a regulated profession does not make one a member of it.
    const teaching = apartFor(
      id,
      leading(id).filter(({ gives }) => !regulated || gives.occupations?.includes(id)),
    );
    return WAYS.map((way) => ({
      goal,
      way,
      teaching: teaching.filter(({ kind }) => KINDS[way].includes(kind)),
      by: once((offer) => ({ goal, way, offer })),
    }));
  };
  const all = [...goals.values()];
  const byGift = index(offers, ({ gives }) =>
    (['literacy', 'digital'] as const).filter((gift) => gives[gift] !== undefined),
  );
  const educating = index(offers, ({ gives, serves, kind }) =>
    gives.education === undefined || kind === 'apprenticeship'
      ? []
      : serves.everyone
        ? [...base.fields.keys()]
        : [
            ...new Set([
              ...(serves.fields ?? []),
              ...(gives.occupations ?? []).flatMap((id) => goals.get(id)?.occupation.field ?? []),
            ]),
          ],
  );
  const languageCourses = LANGUAGE_LEVELS.flatMap((asked, asks) =>
    LANGUAGE_LEVELS.map((given, gives): LanguageCourses => {
      const leads = ({ asks: { finnish = 'none' }, gives: gift }: Offer) =>
        finnish === asked && gift.finnish === given;
      return { asks, gives, offers: offers.filter(leads) };
    }),
  ).filter((courses) => courses.offers.length > 0);
  const offersOfKind = index(offers, ({ kind }) => [kind]);
  const offersServing = index(offers, ({ serves }) => serves.constraints ?? []);
  const servingOf = once((kinds: readonly StepKind[] | undefined) =>
    once((constraint: Constraint) =>
      offersServing(constraint).filter(({ kind }) => !kinds || kinds.includes(kind)),
    ),
  );
  const educatingTo = once((goal: Goal) =>
    index(apartFor(goal.id, educating(goal.occupation.field)), ({ gives }) =>
      gives.education ? [gives.education] : [],
    ),
  );
  const byId = new Map(offers.map((offer) => [offer.id, offer]));
  return {
    goals,
    anything: {},
    waysTo: once(approachesTo),
    goalsOfField: index(all, ({ occupation }) => [occupation.field]),
    goalsUsing: index(all, ({ competences }) => competences),
    goalsWithoutEntry: all.filter(({ occupation }) => occupation.entry === 'none'),
    offersOfKind,
    offersForAll: once((kinds) => kinds.flatMap(offersOfKind).filter(({ serves }) => serves.everyone)),
    offersServing: (constraint, kinds) => servingOf(kinds)(constraint),
    offersGiving: byGift,
    languageCourses,
    offersEducating: (goal, level) => educatingTo(goal)(level),
    offersGivingCard: index(offers, ({ gives, kind }) =>
      kind === 'card' || (kind === 'course' && onlyCards(gives)) ? (gives.cards ?? []) : [],
    ),
    offersQualifying: index(offers, ({ asks, kind, serves }) =>
      asks.educationCountry === 'abroad' && kind !== 'recognition' ? (serves.occupations ?? []) : [],
    ),
    gainsOf: once(gainsOf),
    named: once((ids) => ids.flatMap((id) => byId.get(id) ?? [])),
  };
}

const gainsOf = ({ gives }: Offer): Gains => ({
  ...(gives.finnish && { 'skills.finnish': gives.finnish }),
  ...(gives.english && { 'skills.english': gives.english }),
  ...(gives.digital && { 'skills.digital': gives.digital }),
  ...(gives.literacy && { 'skills.literacy': gives.literacy }),
  ...(gives.education && { 'education.level': gives.education }),
});

const onlyCards = ({ cards, occupations }: Offer['gives']) =>
  cards !== undefined && occupations === undefined;

/** The first of those that no rule can tell apart: the others could only ever stand in its shadow. */
function apart(offers: readonly Offer[], also: (offer: Offer) => unknown): readonly Offer[] {
  const seen = new Set<string>();
  return offers.filter((offer) => {
    const { kind, provider, places, onlyFor, languages, cost, income, times, asks } = offer;
    const looks = JSON.stringify([
      [kind, provider, places, onlyFor, languages, cost, income, times, asks],
      also(offer),
    ]);
    return !seen.has(looks) && seen.add(looks);
  });
}

function index<T, K extends string>(
  entries: readonly T[],
  keysOf: (entry: T) => readonly K[],
): (key: K) => readonly T[] {
  const found = new Map<K, T[]>();
  for (const entry of entries) {
    for (const key of keysOf(entry)) {
      const list = found.get(key);
      if (list) list.push(entry);
      else found.set(key, [entry]);
    }
  }
  return (key) => found.get(key) ?? NONE;
}
