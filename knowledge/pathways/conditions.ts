import type { Offer } from '../schema/entries.ts';
import type { CandidatePath, Condition, ListFact, ValueFact } from '../schema/rules.ts';
import type { FactPath, Way } from './advice.ts';
import type { Goal } from './catalog.ts';
import { bitOf, pathOf, type Reader } from './known.ts';

/** What a rule judges. */
export interface Candidate {
  readonly goal?: Goal | undefined;
  readonly way?: Way | undefined;
  readonly offer?: Offer | undefined;
  readonly card?: { readonly card: string; readonly must: boolean } | undefined;
}

/** True, false, or undefined: a fact it needs is not known. */
export type Truth = boolean | undefined;

/**
 * What is left of a condition when all about the candidate is settled: it looks at the seeker only.
 * Kleene's three-valued way: unknown only where the unknown facts could decide.
 */
export interface Remainder {
  /** Its number among the remainders of one day. */
  readonly at: number;
  /** The parts of the profile that it looks at, one bit each; none where it is settled. */
  readonly reads: number;
  readonly judge: (reader: Reader) => Truth;
  /** The facts by which it is known to be as `wanted`; only asked where it is. */
  readonly grounds: (truth: (part: Remainder) => Truth, wanted: boolean) => readonly FactPath[];
}

type Values = string | readonly string[] | undefined;

/** What a condition may look at about what is judged. */
export const READ: Readonly<Record<CandidatePath, (candidate: Candidate) => Values>> = {
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

/** Settles conditions of `rules.json`; what is the same once settled is one remainder. */
export function remainders(): (condition: Condition, candidate: Candidate) => Remainder {
  const kept = new Map<string, Remainder>();
  const keep = (name: string, parts: Omit<Remainder, 'at'>): Remainder => {
    const found = kept.get(name) ?? { at: kept.size, ...parts };
    kept.set(name, found);
    return found;
  };
  const always = keep('always', { reads: 0, judge: () => true, grounds: () => [] });
  const never = keep('never', { reads: 0, judge: () => false, grounds: () => [] });
  const settled = (holds: boolean) => (holds ? always : never);
  const ofFact = (name: string, fact: ValueFact | ListFact, read: Remainder['judge']) =>
    keep(name, { reads: bitOf(fact), judge: read, grounds: () => [pathOf(fact)] });

  return settle;

  function settle(condition: Condition, candidate: Candidate): Remainder {
    if ('all' in condition) return together(condition.all, candidate, false);
    if ('any' in condition) return together(condition.any, candidate, true);
    if ('not' in condition) return opposite(settle(condition.not, candidate));
    if ('given' in condition)
      return settled((READ[condition.candidate](candidate) !== undefined) === condition.given);
    if ('candidate' in condition)
      return settled(meet(READ[condition.candidate](candidate), valuesOf(condition.is, candidate)));
    const { fact } = condition;
    if ('is' in condition) {
      const wanted = valuesOf(condition.is, candidate);
      return wanted === undefined
        ? never
        : ofFact(`${fact} is ${wanted}`, fact, (reader) => {
            const value = reader.value(fact as ValueFact);
            return value === undefined ? undefined : value !== null && meet(value, wanted);
          });
    }
    if ('has' in condition) {
      const wanted = valuesOf(condition.has, candidate);
      return wanted === undefined
        ? never
        : ofFact(`${fact} has ${wanted}`, fact, (reader) => {
            const list = reader.list(fact as ListFact);
            return list && meet(list, wanted);
          });
    }
    const below = 'below' in condition;
    const bound = below ? condition.below : condition.atLeast;
    const level = typeof bound === 'string' ? bound : READ[bound.candidate](candidate);
    // What asks for nothing is always reached.
    if (typeof level !== 'string') return settled(!below);
    const reached = ofFact(`${fact} from ${level}`, fact, (reader) =>
      reader.atLeast(fact as ValueFact, level),
    );
    return below ? opposite(reached) : reached;
  }

  /** `any` is decided by the first that is true, `all` by the first that is false. */
  function together(conditions: readonly Condition[], candidate: Candidate, decisive: boolean): Remainder {
    const parts = conditions.map((condition) => settle(condition, candidate));
    if (parts.includes(settled(decisive))) return settled(decisive);
    const open = [...new Set(parts)].filter((part) => part !== settled(!decisive));
    const [only] = open;
    if (!only) return settled(!decisive);
    if (open.length === 1) return only;
    return keep(`${decisive ? 'any' : 'all'} ${open.map(({ at }) => at)}`, {
      reads: open.reduce((bits, { reads }) => bits | reads, 0),
      judge(reader) {
        let outcome: Truth = !decisive;
        for (const part of open) {
          const truth = part.judge(reader);
          if (truth === decisive) return decisive;
          if (truth === undefined) outcome = undefined;
        }
        return outcome;
      },
      grounds(truth, wanted) {
        const deciding =
          wanted === decisive ? open.filter((part) => truth(part) === wanted).slice(0, 1) : open;
        return [...new Set(deciding.flatMap((part) => part.grounds(truth, wanted)))];
      },
    });
  }

  function opposite(part: Remainder): Remainder {
    if (part.reads === 0) return settled(part === never);
    return keep(`not ${part.at}`, {
      reads: part.reads,
      judge(reader) {
        const truth = part.judge(reader);
        return truth === undefined ? undefined : !truth;
      },
      grounds: (truth, wanted) => part.grounds(truth, !wanted),
    });
  }
}

const valuesOf = (
  value: string | readonly string[] | { readonly candidate: CandidatePath },
  candidate: Candidate,
): Values => (typeof value === 'object' && 'candidate' in value ? READ[value.candidate](candidate) : value);

function meet(some: Values, others: Values): boolean {
  if (some === undefined || others === undefined) return false;
  if (typeof some === 'string') return typeof others === 'string' ? some === others : others.includes(some);
  return typeof others === 'string' ? some.includes(others) : some.some((one) => others.includes(one));
}
