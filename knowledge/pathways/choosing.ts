import type { Offer } from '../schema/entries.ts';
import type { Reason } from './advice.ts';
import type { Catalog } from './catalog.ts';
import type { Candidate, Truth } from './conditions.ts';
import type { Facts } from './facts.ts';
import { type Equals, type OfferLaws, type Rulebook, reasonOf } from './rulebook.ts';

/** What the engine looks at while it advises one seeker on one day. */
export interface Desk {
  readonly catalog: Catalog;
  readonly rules: Rulebook;
  readonly facts: Facts;
  /** Offers that were looked at and do not fit, with why; absent where nobody will read it. */
  readonly shutOut?: Map<string, readonly Reason[]>;
  /** Obstacles that no service is for. */
  readonly unserved?: Set<string>;
}

/** True: open to the seeker; false: shut by a hard limit; undefined: some limit has to be checked. What somebody will have learned opens limits; what shuts them out is what they are. */
export const isOpen = (desk: Desk, facts: Facts, candidate: Candidate): Truth =>
  openBy(desk, facts, desk.rules.onOffer(candidate));

function openBy(desk: Desk, facts: Facts, { limits, excludes }: OfferLaws): Truth {
  let open: Truth = true;
  for (const { rest } of limits) {
    const truth = facts.truth(rest);
    if (truth === false) return false;
    if (truth === undefined) open = undefined;
  }
  for (const { rest } of excludes) if (desk.facts.truth(rest) === true) return false;
  return open;
}

/** Notes why an offer is shut. */
export function shutOut(
  { rules, facts: now, shutOut: noted }: Desk,
  facts: Facts,
  candidate: Candidate,
): void {
  if (!noted || !candidate.offer || noted.has(candidate.offer.id)) return;
  const { limits, excludes } = rules.onOffer(candidate);
  noted.set(candidate.offer.id, [
    ...limits
      .filter(({ rest }) => facts.truth(rest) === false)
      .map((law) => reasonOf(law, facts, candidate, false)),
    ...excludes.filter(({ rest }) => now.truth(rest) === true).map((law) => reasonOf(law, now, candidate)),
  ]);
}

/** What to check before counting on an offer: limits that are not known to be met, and what always needs a look. */
export function checksOf({ rules }: Desk, facts: Facts, candidate: Candidate): readonly Reason[] {
  const { limits, checks } = rules.onOffer(candidate);
  const found: Reason[] = [];
  for (const law of limits)
    if (facts.truth(law.rest) === undefined) found.push(reasonOf(law, facts, candidate, false));
  for (const law of checks) if (facts.truth(law.rest) === true) found.push(reasonOf(law, facts, candidate));
  return found;
}

/** Why an offer suits the seeker as they are: the two weightiest preferences that hold. */
export function likes({ rules, facts }: Desk, candidate: Candidate): readonly Reason[] {
  const found: Reason[] = [];
  for (const law of rules.onOffer(candidate).likes)
    if (found.length < 2 && facts.truth(law.rest) === true) found.push(reasonOf(law, facts, candidate));
  return found;
}

/** An offer that is open, and how well it suits the seeker as they are. */
interface Judged {
  readonly offer: Offer;
  readonly points: number;
}

/** What an unchecked limit costs, so that what is sure goes first. */
const UNSURE = 25;

interface Rated extends Pick<Equals, 'alike'> {
  readonly points: number;
}

/** Groups of equally suitable offers, the most suitable first. */
const inOrder = ({ facts }: Desk, pool: readonly Equals[]): readonly Rated[] =>
  facts.recalled('order', pool, () => {
    const groups = pool.map(({ sure, hanging, alike }): Rated => {
      let points = sure;
      for (const { rest, then } of hanging) if (facts.truth(rest) === true) points += then.prefer;
      return { points, alike };
    });
    return groups.length > 1 ? groups.sort((a, b) => b.points - a.points) : groups;
  });

/** The most suitable of the offers that are open and wanted, equals by id, with its points. Looks at no more of them than it must. */
export function judgedBest(
  desk: Desk,
  facts: Facts,
  offers: readonly Offer[],
  candidate: Candidate,
  wanted?: (offer: Offer) => boolean,
): Judged | undefined {
  const pool = desk.rules.pool(offers, candidate);
  return wanted
    ? bestOf(desk, facts, pool, wanted)
    : facts.recalled('best', pool, () => bestOf(desk, facts, pool));
}

function bestOf(
  desk: Desk,
  facts: Facts,
  pool: readonly Equals[],
  wanted?: (offer: Offer) => boolean,
): Judged | undefined {
  let found: Judged | undefined;
  for (const { points, alike } of inOrder(desk, pool)) {
    if (found && points < found.points) break;
    for (const { laws, offers: same } of alike) {
      const offer = wanted ? same.find(wanted) : same[0];
      if (!offer || (found && !goesBefore({ offer, points }, found))) continue;
      const open = openBy(desk, facts, laws);
      const one = { offer, points: open ? points : points - UNSURE };
      if (open !== false && (!found || goesBefore(one, found))) found = one;
    }
  }
  return found;
}

export const best = (...asked: Parameters<typeof judgedBest>): Offer | undefined =>
  judgedBest(...asked)?.offer;

/** The offers that are open, the most suitable first; looks for the others only if the first does not do. */
export function* ranked(
  desk: Desk,
  facts: Facts,
  offers: readonly Offer[],
  candidate: Candidate,
): Generator<Offer, undefined> {
  const first = best(desk, facts, offers, candidate);
  if (!first) return undefined;
  yield first;
  const all = inOrder(desk, desk.rules.pool(offers, candidate)).flatMap(({ points, alike }) =>
    alike.flatMap(({ laws, offers: same }): readonly Judged[] => {
      const open = openBy(desk, facts, laws);
      return open === false ? [] : same.map((offer) => ({ offer, points: open ? points : points - UNSURE }));
    }),
  );
  for (const { offer } of all.sort((a, b) => (goesBefore(a, b) ? -1 : 1))) if (offer !== first) yield offer;
  return undefined;
}

const goesBefore = (a: Judged, b: Judged): boolean =>
  a.points > b.points || (a.points === b.points && a.offer.id < b.offer.id);
