import type { Phrase } from '../locales/index.ts';
import type { Base } from './base.ts';
import type { Advice, Reason } from './pathways/advice.ts';
import type { Profile } from './schema/profile.ts';
import type { Understand } from './understanding/understanding.ts';

/** Everything the dialogs may ask of the knowledge base and of the engines over it. Pure: the same question has the same answer. */
export interface Knowledge {
  readonly base: Base;
  readonly understand: Understand;
  /** `today` is the local day, such as "2026-11-23". */
  advise(profile: Profile, today: string): Advice;
  /** A reason as something to say. */
  reason(reason: Reason): Phrase;
}
