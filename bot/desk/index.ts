import type { Base } from '../../knowledge/base.ts';
import type { Store } from '../storage/store.ts';
import { createMoves, type Moves } from './moves.ts';
import { createPresence, type Presence } from './presence.ts';
import { createQueue, type Queue } from './queue.ts';

/** The desk below its web interface: what the guide's turns need of it. */
export interface Cases {
  readonly queue: Queue;
  readonly presence: Presence;
  readonly moves: Moves;
}

export interface CasesParts {
  readonly store: Store;
  readonly base: Base;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** IANA time zone of opening hours. */
  readonly timeZone: string;
  /** Seconds that a coach may be silent before being taken for gone. */
  readonly lease?: number;
}

/** Coaches' browsers put timers of hidden pages off for up to a minute; a shorter lease would lose conversations of people who read elsewhere. */
export const LEASE = 150;

export function createCases({ store, base, now, timeZone, lease = LEASE }: CasesParts): Cases {
  const queue = createQueue({ store, base, now });
  const presence = createPresence({ store, now, lease: lease * 1_000 });
  return { queue, presence, moves: createMoves({ queue, presence, base, now, timeZone }) };
}
