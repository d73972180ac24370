import type { Base } from '../base.ts';
import type { Effect, Rule } from '../schema/rules.ts';
import type { Reason } from './advice.ts';
import { type Candidate, type Judge, judge } from './conditions.ts';
import type { Facts } from './facts.ts';

type About = Rule['about'];
type KeyOf<E> = E extends unknown ? keyof E : never;
export type EffectKey = KeyOf<Effect>;

/** A rule ready to be judged, whatever its effect. */
export interface AnyLaw extends Judge {
  readonly id: string;
  /** Looks at the obstacles of a life: these may order and add, but never choose another goal. */
  readonly ofLife: boolean;
  /** Parts of a candidate that it looks at: `occupation`, `offer`, `way`, `card`. */
  readonly looksAt: readonly string[];
  readonly params: readonly ParamName[];
}

/** A rule ready to be judged, with an effect of one kind. */
export interface Law<K extends EffectKey> extends AnyLaw {
  readonly then: Extract<Effect, Record<K, unknown>>;
}

/** What the text of a reason may name; `reasonPhrase` knows how each is rendered. */
export const PARAMS = [
  'occupation',
  'experience',
  'competences',
  'field',
  'card',
  'place',
  'provider',
  'authority',
  'finnish',
  'asksFinnish',
  'asksEnglish',
] as const;
export type ParamName = (typeof PARAMS)[number];

/** The rules that hold on one day. */
export interface Rulebook {
  /** Rules of one kind, in the order of their ids. */
  of<K extends EffectKey>(about: About, effect: K): readonly Law<K>[];
  /** The same without those that can say nothing of this candidate, whatever the seeker is like. */
  on<K extends EffectKey>(about: About, effect: K, candidate: Candidate): readonly Law<K>[];
  named(id: string): AnyLaw | undefined;
}

const ALWAYS: Judge = { truth: () => true, grounds: () => [] };
/** Somebody of whom nothing is known: what is decided for them is decided for everybody. */
const ANYBODY: Facts = {
  value: () => undefined,
  is: () => undefined,
  atLeast: () => undefined,
  list: () => undefined,
  has: () => undefined,
  level: () => 0,
  holds: () => false,
  sourceOf: () => 'competences',
  recalled: (_, work) => work(),
};
/** What of a candidate is the same whenever a rule of this kind is asked for it. */
const FIXED: Readonly<Record<About, readonly string[]>> = {
  occupation: ['occupation'],
  way: ['occupation', 'way'],
  offer: ['offer'],
  card: [],
};

/** Makes the rules ready to be judged; those that have ended by `today` are left out. */
export function rulebookOf(base: Base, today: string): Rulebook {
  const laws = [...base.rules.values()]
    .filter(({ validUntil }) => validUntil === undefined || validUntil >= today)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, about, when, then, reason }) => {
      const condition = JSON.stringify(when ?? '');
      const law = {
        id,
        then,
        ofLife: condition.includes('"constraints"'),
        looksAt: ['occupation', 'offer', 'way', 'card'].filter((part) =>
          new RegExp(`"candidate":"${part}\\b`).test(condition),
        ),
        params: namesIn(reason.en),
        ...(when ? judge(when) : ALWAYS),
      };
      return {
        about,
        effect: Object.keys(then).find((key) => key !== 'by' && key !== 'share') as EffectKey,
        law,
      };
    });
  const shelves = new Map<About, Map<EffectKey, Shelf>>();
  for (const { about, effect, law } of laws) {
    const ofAbout = shelves.get(about) ?? new Map<EffectKey, Shelf>();
    const shelf: Shelf = ofAbout.get(effect) ?? { laws: [], lively: new Map() };
    shelf.laws.push(law);
    shelves.set(about, ofAbout.set(effect, shelf));
  }
  const byId = new Map(laws.map(({ law }) => [law.id, law as AnyLaw]));

  const on = (about: About, effect: EffectKey, candidate: Candidate): readonly AnyLaw[] => {
    const shelf = shelves.get(about)?.get(effect);
    if (!shelf) return [];
    const way = about === 'way' ? candidate.way : undefined;
    const judged = about === 'offer' ? candidate.offer : candidate.goal;
    const byCandidate = shelf.lively.get(way) ?? new Map<unknown, readonly AnyLaw[]>();
    const known = byCandidate.get(judged);
    if (known) return known;
    const settled = (law: AnyLaw) =>
      law.looksAt.every((part) => FIXED[about].includes(part)) &&
      law.truth(ANYBODY, candidate) === (effect === 'limit');
    const found = shelf.laws.filter((law) => !settled(law));
    shelf.lively.set(way, byCandidate.set(judged, found));
    return found;
  };
  return {
    // Shelved by the key of the effect, so the effect is of that kind.
    of: (about, effect) => (shelves.get(about)?.get(effect)?.laws ?? []) as never,
    on: (about, effect, candidate) => on(about, effect, candidate) as never,
    named: (id) => byId.get(id),
  };
}

/** Rules of one kind, and those of them that still matter to a candidate. */
interface Shelf {
  readonly laws: AnyLaw[];
  readonly lively: Map<unknown, Map<unknown, readonly AnyLaw[]>>;
}

/** A rule as a reason; `from` is left empty where it rests on no fact of the seeker, but on why the goal was chosen. */
export function reasonOf(law: AnyLaw, facts: Facts, candidate: Candidate, wanted = true): Reason {
  const matched = candidate.goal?.competences.filter((id) => facts.level(id) > 0) ?? [];
  const grounds = law
    .grounds(facts, candidate, wanted)
    .flatMap((path) => (path === 'competences' ? matched.map(facts.sourceOf) : [path]))
    .filter(facts.holds);
  const params = law.params.flatMap((name) => {
    const value = PARAM[name](candidate, facts, matched);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    rule: law.id,
    key: law.id,
    params: Object.fromEntries(params),
    from: [...new Set(grounds)].sort(),
  };
}

const PARAM: Readonly<
  Record<
    ParamName,
    (candidate: Candidate, facts: Facts, matched: readonly string[]) => string | readonly string[] | undefined
  >
> = {
  occupation: ({ goal }) => goal?.id,
  experience: ({ goal }, facts) =>
    facts.list('experience')?.filter((id) => id === goal?.id || goal?.neighbourOf.includes(id)),
  competences: (_, facts, matched) =>
    [...matched].sort((a, b) => facts.level(b) - facts.level(a)).slice(0, 3),
  field: ({ goal }) => goal?.occupation.field,
  card: ({ card }) => card?.card,
  place: (_, facts) => facts.value('municipality') ?? undefined,
  provider: ({ offer }) => offer?.provider,
  authority: ({ goal }) => goal?.occupation.regulated?.authority,
  finnish: ({ goal }) => goal?.occupation.finnish,
  asksFinnish: ({ offer }) => offer?.asks.finnish,
  asksEnglish: ({ offer }) => offer?.asks.english,
};

const namesIn = (text: string): readonly ParamName[] => PARAMS.filter((name) => text.includes(`{{${name}}}`));
