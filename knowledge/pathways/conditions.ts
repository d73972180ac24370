import type { Offer } from '../schema/entries.ts';
import type { CandidatePath, Condition, ListFact, ValueFact } from '../schema/rules.ts';
import type { FactPath, Way } from './advice.ts';
import type { Goal } from './catalog.ts';
import { type Facts, pathOf } from './facts.ts';

/** What a rule judges. */
export interface Candidate {
  readonly goal?: Goal | undefined;
  readonly way?: Way | undefined;
  readonly offer?: Offer | undefined;
  readonly card?: { readonly card: string; readonly must: boolean } | undefined;
}

/** True, false, or undefined: a fact it needs is not known. */
export type Truth = boolean | undefined;

/** A condition made ready to be judged many times. */
export interface Judge {
  truth(facts: Facts, candidate: Candidate): Truth;
  /** The facts by which the condition is known to be as `wanted`; only asked where it is. */
  grounds(facts: Facts, candidate: Candidate, wanted: boolean): readonly FactPath[];
}

type Values = string | readonly string[] | undefined;

const READ: Readonly<Record<CandidatePath, (candidate: Candidate) => Values>> = {
  'occupation.id': ({ goal }) => goal?.id,
  'occupation.field': ({ goal }) => goal?.occupation.field,
  'occupation.entry': ({ goal }) => goal?.occupation.entry,
  'occupation.finnish': ({ goal }) => goal?.occupation.finnish,
  'occupation.authority': ({ goal }) => goal?.occupation.regulated?.authority,
  'occupation.competences': ({ goal }) => goal?.competences,
  'occupation.near': ({ goal }) => goal?.occupation.near,
  'occupation.neighbourOf': ({ goal }) => goal?.neighbourOf,
  'occupation.needs': ({ goal }) => goal?.needs,
  way: ({ way }) => way,
  'card.id': ({ card }) => card?.card,
  'card.must': ({ card }) => card && String(card.must),
  'offer.id': ({ offer }) => offer?.id,
  'offer.kind': ({ offer }) => offer?.kind,
  'offer.provider': ({ offer }) => offer?.provider,
  'offer.places': ({ offer }) => offer?.places,
  'offer.onlyFor': ({ offer }) => offer?.onlyFor,
  'offer.languages': ({ offer }) => offer?.languages,
  'offer.cost': ({ offer }) => offer?.cost,
  'offer.income': ({ offer }) => offer?.income,
  'offer.times': ({ offer }) => offer?.times,
  'offer.serves.constraints': ({ offer }) => offer?.serves.constraints,
  'offer.serves.fields': ({ offer }) => offer?.serves.fields,
  'offer.serves.occupations': ({ offer }) => offer?.serves.occupations,
  'offer.gives.occupations': ({ offer }) => offer?.gives.occupations,
  'offer.gives.education': ({ offer }) => offer?.gives.education,
  'offer.gives.finnish': ({ offer }) => offer?.gives.finnish,
  'offer.asks.finnish': ({ offer }) => offer?.asks.finnish,
  'offer.asks.english': ({ offer }) => offer?.asks.english,
  'offer.asks.education': ({ offer }) => offer?.asks.education,
  'offer.asks.educationCountry': ({ offer }) => offer?.asks.educationCountry,
  'offer.asks.age': ({ offer }) => offer?.asks.age,
  'offer.asks.situation': ({ offer }) => offer?.asks.situation,
  'offer.asks.inFinland': ({ offer }) => offer?.asks.inFinland,
  'offer.asks.literacy': ({ offer }) => offer?.asks.literacy,
};

/** Reads a condition of `rules.json`, Kleene's three-valued way: unknown only where the unknown facts could decide. */
export function judge(condition: Condition): Judge {
  if ('all' in condition) return together(condition.all.map(judge), false);
  if ('any' in condition) return together(condition.any.map(judge), true);
  if ('not' in condition) return opposite(judge(condition.not));
  if ('given' in condition)
    return of((_, candidate) => (READ[condition.candidate](candidate) !== undefined) === condition.given);
  if ('candidate' in condition) {
    return of((_, candidate) =>
      meet(READ[condition.candidate](candidate), valuesOf(condition.is, candidate)),
    );
  }
  const { fact } = condition;
  if ('is' in condition) {
    return of((facts, candidate) => {
      const wanted = valuesOf(condition.is, candidate);
      return wanted !== undefined && facts.is(fact as ValueFact, wanted);
    }, pathOf(fact));
  }
  if ('has' in condition) {
    return of((facts, candidate) => {
      const wanted = valuesOf(condition.has, candidate);
      return wanted !== undefined && facts.has(fact as ListFact, wanted);
    }, pathOf(fact));
  }
  const below = 'below' in condition;
  const bound = below ? condition.below : condition.atLeast;
  return of((facts, candidate) => {
    const level = typeof bound === 'string' ? bound : READ[bound.candidate](candidate);
    // What asks for nothing is always reached.
    if (typeof level !== 'string') return !below;
    const reached = facts.atLeast(fact as ValueFact, level);
    return reached === undefined ? undefined : reached !== below;
  }, pathOf(fact));
}

/** `any` is decided by the first that is true, `all` by the first that is false. */
function together(parts: readonly Judge[], decisive: boolean): Judge {
  return {
    truth(facts, candidate) {
      let outcome: Truth = !decisive;
      for (const part of parts) {
        const truth = part.truth(facts, candidate);
        if (truth === decisive) return decisive;
        if (truth === undefined) outcome = undefined;
      }
      return outcome;
    },
    grounds(facts, candidate, wanted) {
      const deciding =
        wanted === decisive
          ? parts.filter((part) => part.truth(facts, candidate) === wanted).slice(0, 1)
          : parts;
      return [...new Set(deciding.flatMap((part) => part.grounds(facts, candidate, wanted)))];
    },
  };
}

const opposite = (part: Judge): Judge => ({
  truth(facts, candidate) {
    const truth = part.truth(facts, candidate);
    return truth === undefined ? undefined : !truth;
  },
  grounds: (facts, candidate, wanted) => part.grounds(facts, candidate, !wanted),
});

const of = (truth: (facts: Facts, candidate: Candidate) => Truth, path?: FactPath): Judge => ({
  truth,
  grounds: () => (path === undefined ? [] : [path]),
});

const valuesOf = (
  value: string | readonly string[] | { readonly candidate: CandidatePath },
  candidate: Candidate,
): Values => (typeof value === 'object' && 'candidate' in value ? READ[value.candidate](candidate) : value);

function meet(some: Values, others: Values): boolean {
  if (some === undefined || others === undefined) return false;
  if (typeof some === 'string') return typeof others === 'string' ? some === others : others.includes(some);
  return typeof others === 'string' ? some.includes(others) : some.some((one) => others.includes(one));
}
