import type { Offer } from '../schema/entries.ts';
import type { Reason } from './advice.ts';
import type { Catalog } from './catalog.ts';
import type { Candidate, Truth } from './conditions.ts';
import type { Facts } from './facts.ts';
import { type Rulebook, reasonOf } from './rulebook.ts';

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

/** True: open to the seeker; false: shut by a hard limit; undefined: some limit has to be checked. */
export function isOpen({ rules }: Desk, facts: Facts, candidate: Candidate): Truth {
  let open: Truth = true;
  for (const law of rules.on('offer', 'limit', candidate)) {
    const truth = law.truth(facts, candidate);
    if (truth === false) return false;
    if (truth === undefined) open = undefined;
  }
  return rules.on('offer', 'exclude', candidate).some((law) => law.truth(facts, candidate) === true)
    ? false
    : open;
}

/** Notes why an offer is shut. */
export function shutOut({ rules, shutOut: noted }: Desk, facts: Facts, candidate: Candidate): void {
  if (!noted || !candidate.offer || noted.has(candidate.offer.id)) return;
  noted.set(candidate.offer.id, [
    ...rules
      .on('offer', 'limit', candidate)
      .filter((law) => law.truth(facts, candidate) === false)
      .map((law) => reasonOf(law, facts, candidate, false)),
    ...rules
      .on('offer', 'exclude', candidate)
      .filter((law) => law.truth(facts, candidate) === true)
      .map((law) => reasonOf(law, facts, candidate)),
  ]);
}

/** What to check before counting on an offer: limits that are not known to be met, and what always needs a look. */
export function checksOf({ rules }: Desk, facts: Facts, candidate: Candidate): readonly Reason[] {
  return [
    ...rules
      .on('offer', 'limit', candidate)
      .filter((law) => law.truth(facts, candidate) === undefined)
      .map((law) => reasonOf(law, facts, candidate, false)),
    ...rules
      .on('offer', 'check', candidate)
      .filter((law) => law.truth(facts, candidate) === true)
      .map((law) => reasonOf(law, facts, candidate)),
  ];
}

/** Points for what suits the seeker; an unchecked limit costs some, so that what is sure goes first. */
export function pointsOf({ rules }: Desk, facts: Facts, candidate: Candidate, open: Truth): number {
  const liked = rules.on('offer', 'prefer', candidate).filter((law) => law.truth(facts, candidate) === true);
  return liked.reduce((sum, { then }) => sum + then.prefer, open === undefined ? -UNSURE : 0);
}
const UNSURE = 25;

/** The offers that are open to the seeker, the most suitable first; equals by id. */
export function ranked(
  desk: Desk,
  facts: Facts,
  offers: readonly Offer[],
  candidate: Candidate,
): readonly Offer[] {
  return offers
    .flatMap((offer) => {
      const judged = { ...candidate, offer };
      const open = isOpen(desk, facts, judged);
      return open === false ? [] : [{ offer, points: pointsOf(desk, facts, judged, open) }];
    })
    .sort((a, b) => b.points - a.points || (a.offer.id < b.offer.id ? -1 : 1))
    .map(({ offer }) => offer);
}

/** Why an offer suits: the two weightiest preferences that hold. */
export function likes({ rules }: Desk, facts: Facts, candidate: Candidate): readonly Reason[] {
  return rules
    .on('offer', 'prefer', candidate)
    .filter((law) => law.then.prefer > 0 && law.truth(facts, candidate) === true)
    .sort((a, b) => b.then.prefer - a.then.prefer)
    .slice(0, 2)
    .map((law) => reasonOf(law, facts, candidate));
}
