import type { Activity } from 'botbuilder-core';
import type { Exchange } from './exchange.ts';

/** What a seeker leaves for a human. */
export interface Case {
  readonly id: string;
  readonly conversationId: string;
  readonly reason: string;
  readonly message: string;
  /** How the seeker can be reached, in their own words; may be empty. */
  readonly reach: string;
  readonly lang: string;
}

/** The coach desk, as far as the guide needs it. */
export interface Desk {
  /** Keeps a case for good once it resolves; opening the same id again changes nothing. */
  open(opened: Case): Promise<void>;
}

/** Does what a turn asks of the world outside its conversation; says whether everything about the seeker is to be forgotten. */
export async function doErrands(
  { errands, session }: Exchange,
  { id, conversation }: Activity,
  desk: Desk,
): Promise<boolean> {
  for (const [index, errand] of errands.entries()) {
    if (errand.do !== 'openCase') continue;
    const { reason, message, reach } = errand;
    await desk.open({
      id: `${id}-${index}`.replace(/[^\w-]/g, '-'),
      conversationId: conversation.id,
      reason,
      message,
      reach,
      lang: session.lang ?? '',
    });
  }
  return errands.some((errand) => errand.do === 'forget');
}
