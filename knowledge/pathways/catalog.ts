import type { Base } from '../base.ts';
import type { Occupation, Offer, StepKind } from '../schema/entries.ts';
import type { Way } from './advice.ts';

/** An occupation with what rules look at beside it. */
export interface Goal {
  readonly id: string;
  readonly occupation: Occupation;
  readonly competences: readonly string[];
  /** Occupations that name this one as near. */
  readonly neighbourOf: readonly string[];
  /** Kinds of employers' needs that hold for it today. */
  readonly needs: readonly string[];
  /** What teaches it, by way; what leads to it first. */
  readonly learning: Readonly<Record<Way, readonly Offer[]>>;
}

/** The knowledge base as it holds on one day, indexed by what the engine looks for. */
export interface Catalog {
  readonly goals: ReadonlyMap<string, Goal>;
  /** Goals by field, by the competences they use, and by the occupations near which they are. */
  goalsOfField(field: string): readonly Goal[];
  goalsUsing(competence: string): readonly Goal[];
  offersOfKind(kind: StepKind): readonly Offer[];
  offersServing(constraint: string): readonly Offer[];
  offersGiving(what: 'finnish' | 'literacy' | 'digital' | 'education'): readonly Offer[];
  offersGivingCard(card: string): readonly Offer[];
  offer(id: string): Offer | undefined;
}

const KINDS: Readonly<Record<Way, readonly StepKind[]>> = {
  fast: ['course', 'qualification-part', 'labour-training', 'recruitment-training'],
  paid: ['apprenticeship'],
  thorough: ['qualification', 'degree'],
};
const NONE: readonly never[] = [];

/** Indexes a knowledge base for one day; what has ended by then is left out. */
export function catalogOf(base: Base, today: string): Catalog {
  const holds = ({ validUntil }: { readonly validUntil?: string | undefined }) =>
    validUntil === undefined || validUntil >= today;
  const offers = [...base.offers.values()].filter(holds).sort((a, b) => (a.id < b.id ? -1 : 1));
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
      const { id, field, regulated } = occupation;
      // A course beside a regulated profession does not make one a member of it.
      const teaching = leading(id).filter(({ gives }) => !regulated || gives.occupations?.includes(id));
      return [
        id,
        {
          id,
          occupation,
          competences: occupation.competences.map(({ competence }) => competence),
          neighbourOf: neighbours(id).map((one) => one.id),
          needs: needs
            .filter(
              ({ fields, occupations: named }) => named?.includes(id) || (!named && fields?.includes(field)),
            )
            .map(({ kind }) => kind),
          learning: {
            fast: teaching.filter(({ kind }) => KINDS.fast.includes(kind)),
            paid: teaching.filter(({ kind }) => KINDS.paid.includes(kind)),
            thorough: teaching.filter(({ kind }) => KINDS.thorough.includes(kind)),
          },
        },
      ];
    }),
  );
  const all = [...goals.values()];
  const byGift = index(offers, ({ gives }) =>
    (['finnish', 'literacy', 'digital', 'education'] as const).filter((gift) => gives[gift] !== undefined),
  );
  const byId = new Map(offers.map((offer) => [offer.id, offer]));
  return {
    goals,
    goalsOfField: index(all, ({ occupation }) => [occupation.field]),
    goalsUsing: index(all, ({ competences }) => competences),
    offersOfKind: index(offers, ({ kind }) => [kind]),
    offersServing: index(offers, ({ serves }) => serves.constraints ?? []),
    offersGiving: byGift,
    offersGivingCard: index(offers, ({ gives, kind }) =>
      kind === 'card' || (kind === 'course' && onlyCards(gives)) ? (gives.cards ?? []) : [],
    ),
    offer: (id) => byId.get(id),
  };
}

const onlyCards = ({ cards, occupations }: Offer['gives']) =>
  cards !== undefined && occupations === undefined;

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
