import type { Knowledge } from '../../../knowledge/index.ts';
import type { ReturnCodes } from '../../codes/index.ts';
import type { Turns } from '../../conversations/turns.ts';
import type { Desk } from '../desk.ts';
import type { Cases } from '../index.ts';
import type { Signals } from '../signals.ts';
import type { Translator } from '../translator.ts';
import type { Door } from './door.ts';
import type { Sessions } from './sessions.ts';
import type { Staff } from './staff.ts';

/** What the desk's endpoints are made of. */
export interface WebParts extends Cases {
  readonly door: Door;
  readonly sessions: Sessions;
  readonly staff: Staff;
  readonly desk: Desk;
  /** Opens guidance by its return code. */
  readonly codes: Pick<ReturnCodes, 'openFor'>;
  readonly turns: Turns;
  readonly signals: Signals;
  readonly knowledge: Knowledge;
  /** Absent: none is set up. */
  readonly translator: Translator | undefined;
  /** The local day. */
  readonly today: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How far each has read what, until it is written down with their next deed: by conversation, then person. */
  readonly reads: Map<string, Map<string, number>>;
  /** Streams that are open, to be closed when the server stops. */
  readonly streams: Set<{ close(): void }>;
  /** Seconds. */
  readonly lease: number;
  readonly silence: number;
}

/** Roles that speak with seekers. */
export const COACHES = ['coach', 'lead'] as const;
export const EVERYBODY = ['coach', 'lead', 'planner', 'editor'] as const;
