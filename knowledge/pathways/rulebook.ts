import type { Base } from '../base.ts';
import type { Offer } from '../schema/entries.ts';
import type { CandidatePath, Effect, Rule } from '../schema/rules.ts';
import type { FactPath, Reason } from './advice.ts';
import { type Candidate, READ, type Remainder, remainders } from './conditions.ts';
import type { Facts } from './facts.ts';
import type { Reader } from './known.ts';
import { once } from './once.ts';

type About = Rule['about'];
type KeyOf<E> = E extends unknown ? keyof E : never;
export type EffectKey = KeyOf<Effect>;

/** A rule settled for one candidate, whatever its effect. */
export interface AnyLaw {
  readonly id: string;
  /** Looks at the obstacles of a life: these may order and add, but never choose another goal. */
  readonly ofLife: boolean;
  readonly params: readonly ParamName[];
  /** What is left of its condition. */
  readonly rest: Remainder;
  /** Can say nothing of this candidate, whatever the seeker is like. */
  readonly silent: boolean;
}

/** The same, with its effect. */
interface SomeLaw extends AnyLaw {
  readonly then: Effect;
}

/** The same, with an effect of one kind. */
export interface Law<K extends EffectKey> extends AnyLaw {
  readonly then: Extract<Effect, Record<K, unknown>>;
}

/** What the rules have to say of one offer, for one goal where there is one. */
export interface OfferLaws {
  readonly limits: readonly Law<'limit'>[];
  readonly excludes: readonly Law<'exclude'>[];
  readonly checks: readonly Law<'check'>[];
  /** The weightiest first. */
  readonly likes: readonly Law<'prefer'>[];
  /** Points that everybody gives it, and what some do. */
  readonly sure: number;
  readonly hanging: readonly Law<'prefer'>[];
  /** The same where two suit the same seekers equally, and where they are open to the same seekers besides. */
  readonly suits: string;
  readonly opens: string;
  /** In the order of their ids. */
  readonly all: readonly SomeLaw[];
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

/** Offers that suit everybody equally. */
export interface Equals extends Pick<OfferLaws, 'sure' | 'hanging'> {
  /** Together those that are open to the same seekers, by id. */
  readonly alike: { readonly laws: OfferLaws; readonly offers: readonly Offer[] }[];
}

/** The rules that hold on one day. */
export interface Rulebook {
  /** Rules of one kind in the order of their ids, without those that can say nothing of this candidate. */
  on<K extends EffectKey>(about: Exclude<About, 'offer'>, effect: K, candidate: Candidate): readonly Law<K>[];
  onOffer(candidate: Candidate): OfferLaws;
  /** The offers of one list of the catalog with their laws for the candidate. */
  pool(offers: readonly Offer[], candidate: Candidate): readonly Equals[];
  /** A rule of which only the words are wanted. */
  named(id: string): AnyLaw | undefined;
  /** Ids of the rules that are limits. */
  readonly limits: ReadonlySet<string>;
}

/** A rule as written, with what is looked up in it. */
interface Written {
  readonly rule: Rule;
  readonly effect: EffectKey;
  /** What of a candidate it looks at. */
  readonly parts: readonly (keyof Candidate)[];
  /** The rule settled for a candidate. */
  readonly lawFor: (candidate: Candidate) => SomeLaw;
}
const PARTS = ['goal', 'offer', 'way', 'card'] as const;

/** Makes the rules ready to be judged; those that have ended by `today` are left out. */
export function rulebookOf(base: Base, today: string): Rulebook {
  const settle = remainders();
  const all = [...base.rules.values()]
    .filter(({ validUntil }) => validUntil === undefined || validUntil >= today)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((rule): Written => {
      const { id, then, when = { all: [] }, reason } = rule;
      const ofLife = JSON.stringify(when).includes('"constraints"');
      const params = namesIn(reason.en);
      const parts = partsOf([rule]);
      return {
        rule,
        parts,
        effect: Object.keys(then).find((key) => key !== 'by' && key !== 'share') as EffectKey,
        lawFor: byParts(parts, (candidate) => {
          const rest = settle(when, candidate);
          const silent = rest.reads === 0 && rest.judge(NOBODY) === 'limit' in then;
          return { id, ofLife, params, then, rest, silent };
        }),
      };
    });
  const lawsOf = (written: readonly Written[], candidate: Candidate) =>
    written.map(({ lawFor }) => lawFor(candidate)).filter(({ silent }) => !silent);

  const shelfOf = (about: Exclude<About, 'offer'>) =>
    once((effect: EffectKey) => {
      const written = all.filter((one) => one.rule.about === about && one.effect === effect);
      return byParts(partsOf(written.map(({ rule }) => rule)), (candidate) => lawsOf(written, candidate));
    });
  const shelves: Readonly<Record<Exclude<About, 'offer'>, ReturnType<typeof shelfOf>>> = {
    occupation: shelfOf('occupation'),
    way: shelfOf('way'),
    card: shelfOf('card'),
  };
  const ofOffers = all.filter(({ rule }) => rule.about === 'offer');
  const ofNoGoal = ({ parts }: Written) => parts.every((part) => part === 'offer');
  const whoever = ofOffers.filter(ofNoGoal);
  const forGoal = ofOffers.filter((one) => !ofNoGoal(one));
  const [likeAlone, likeForGoal] = [firstAlike(whoever), firstAlike(forGoal)];
  const besideOffer = partsOf(forGoal.map(({ rule }) => rule)).filter((part) => part !== 'offer');
  const moreOf = byParts([...besideOffer, 'offer'], (candidate) => lawsOf(forGoal, candidate));
  /** What holds of an offer whatever the goal is, and with what the goal adds: with most goals, nothing. */
  const alone = once((offer: Offer) => {
    const laws = offerLaws(lawsOf(whoever, { offer }));
    return once((more: readonly SomeLaw[]) =>
      more.length === 0 ? laws : offerLaws([...laws.all, ...more].sort((a, b) => (a.id < b.id ? -1 : 1))),
    );
  });
  const looks = once((offer: Offer) => ({ laws: alone(likeAlone(offer)), like: likeForGoal(offer) }));
  const onOffer = (candidate: Candidate): OfferLaws => {
    if (!candidate.offer) throw new Error('there is no offer to judge');
    const { laws, like } = looks(candidate.offer);
    return laws(moreOf(like === candidate.offer ? candidate : { ...candidate, offer: like }));
  };
  /** Offers that no rule tells apart, whatever the goal is. */
  const sameOf = once((offers: readonly Offer[]): readonly (readonly Offer[])[] => {
    const groups = once((_: object) => once((_: Offer): Offer[] => []));
    return [
      ...new Set(
        offers.map((offer) => {
          const { laws, like } = looks(offer);
          const group = groups(laws)(like);
          group.push(offer);
          return group;
        }),
      ),
    ];
  });
  const poolOf = once((offers: readonly Offer[]) =>
    byParts(besideOffer, (candidate) => {
      const pool = new Map<string, Equals>();
      const alike = new Map<string, { readonly laws: OfferLaws; offers: readonly Offer[] }>();
      for (const same of sameOf(offers)) {
        const laws = onOffer({ ...candidate, offer: same[0] });
        const { sure, hanging, suits, opens } = laws;
        const equals = pool.get(suits) ?? { sure, hanging, alike: [] };
        pool.set(suits, equals);
        const known = alike.get(opens);
        if (known) known.offers = [...known.offers, ...same].sort((a, b) => (a.id < b.id ? -1 : 1));
        else {
          const first = { laws, offers: same };
          alike.set(opens, first);
          equals.alike.push(first);
        }
      }
      return [...pool.values()];
    }),
  );
  return {
    // Shelved by the key of the effect, so the effect is of that kind.
    on: (about, effect, candidate) => shelves[about](effect)(candidate) as never,
    onOffer,
    pool: (offers, candidate) => poolOf(offers)(candidate),
    named: (id) => all.find(({ rule }) => rule.id === id)?.lawFor({}),
    limits: new Set(all.filter(({ effect }) => effect === 'limit').map(({ rule }) => rule.id)),
  };
}

function offerLaws(all: readonly SomeLaw[]): OfferLaws {
  // Shelved by the key of the effect, so the effect is of that kind.
  const having = <K extends EffectKey>(effect: K) =>
    all.filter(({ then }) => effect in then) as never as readonly Law<K>[];
  const likes = having('prefer');
  const limits = having('limit');
  const excludes = having('exclude');
  const sure = likes.reduce((sum, { rest, then }) => (rest.reads === 0 ? sum + then.prefer : sum), 0);
  const hanging = likes.filter(({ rest }) => rest.reads !== 0);
  const suits = `${sure} ${hanging.map(({ rest, then }) => `${rest.at} ${then.prefer}`)}`;
  return {
    all,
    limits,
    excludes,
    checks: having('check'),
    likes: likes.filter(({ then }) => then.prefer > 0).sort((a, b) => b.then.prefer - a.then.prefer),
    sure,
    hanging,
    suits,
    opens: `${suits}; ${[...limits, ...excludes].map(({ id, rest }) => `${id} ${rest.at}`)}`,
  };
}

/** For conditions that are settled: they look at nobody. */
const NOBODY: Reader = { value: () => undefined, list: () => undefined, atLeast: () => undefined };

function partsOf(rules: readonly Rule[]): readonly (keyof Candidate)[] {
  const conditions = JSON.stringify(rules.map(({ when }) => when ?? ''));
  const looksAt = (part: string) => new RegExp(`"candidate":"${part}\\b`).test(conditions);
  return PARTS.filter((part) => looksAt(part === 'goal' ? 'occupation' : part));
}

/** The first offer met that these rules cannot tell from the one given. */
function firstAlike(written: readonly Written[]): (offer: Offer) => Offer {
  const conditions = JSON.stringify(written.map(({ rule }) => rule.when ?? ''));
  const looksAt = [...new Set(conditions.match(/(?<="candidate":")offer\.[^"]+/g))];
  const met = new Map<string, Offer>();
  return once((offer) => {
    const looks = JSON.stringify(looksAt.map((path) => READ[path as CandidatePath]({ offer }) ?? null));
    const first = met.get(looks) ?? offer;
    met.set(looks, first);
    return first;
  });
}

/** Makes something once for candidates that are the same in these parts. */
function byParts<T>(
  parts: readonly (keyof Candidate)[],
  make: (candidate: Candidate) => T,
): (candidate: Candidate) => T {
  const [first, ...others] = parts;
  if (first === undefined) {
    let made: { readonly thing: T } | undefined;
    return (candidate) => {
      made ??= { thing: make(candidate) };
      return made.thing;
    };
  }
  const shelves = new Map<unknown, (candidate: Candidate) => T>();
  return (candidate) => {
    const part = candidate[first];
    const known = shelves.get(part);
    if (known) return known(candidate);
    const shelf = byParts(others, make);
    shelves.set(part, shelf);
    return shelf(candidate);
  };
}

/** A rule as a reason; `from` is left empty where it rests on no fact of the seeker, but on why the goal was chosen. */
export function reasonOf(law: AnyLaw, facts: Facts, candidate: Candidate, wanted = true): Reason {
  const from: FactPath[] = [];
  for (const path of law.rest.grounds(facts.truth, wanted))
    for (const ground of path === 'competences' ? mastered(candidate, facts).map(facts.sourceOf) : [path])
      if (facts.holds(ground) && !from.includes(ground)) from.push(ground);
  const params: Record<string, string | readonly string[]> = {};
  for (const name of law.params) {
    const value = PARAM[name](candidate, facts);
    if (value !== undefined) params[name] = value;
  }
  return { rule: law.id, key: law.id, params, from: from.sort() };
}

/** What the work takes and the seeker can do. */
const mastered = ({ goal }: Candidate, facts: Facts): readonly string[] =>
  goal?.competences.filter((id) => facts.level(id) > 0) ?? [];

const PARAM: Readonly<
  Record<ParamName, (candidate: Candidate, facts: Facts) => string | readonly string[] | undefined>
> = {
  occupation: ({ goal }) => goal?.id,
  experience: ({ goal }, facts) =>
    facts.list('experience')?.filter((id) => id === goal?.id || goal?.neighbourOf.includes(id)),
  competences: (candidate, facts) =>
    [...mastered(candidate, facts)].sort((a, b) => facts.level(b) - facts.level(a)).slice(0, 3),
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
