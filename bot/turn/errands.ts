import type { Activity } from '../activity.ts';
import { channelFor } from '../channels/index.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Moves } from '../desk/moves.ts';
import type { Exchange } from './exchange.ts';

/** What came of a turn's errands. */
export interface Done {
  /** Everything about the seeker is to be forgotten. */
  readonly forget: boolean;
  /** Events for a channel that knows them. */
  readonly events: readonly Partial<Activity>[];
}

/** Does what a turn asks of the world outside its dialogs: opens and leaves cases, within the turn's own write. */
export async function doErrands(
  { errands, session }: Exchange,
  conversation: Conversation,
  desk: Moves,
): Promise<Done> {
  const events: Partial<Activity>[] = [];
  for (const errand of errands) {
    if (errand.do === 'leaveQueue') await desk.apply(conversation, { do: 'leave' });
    if (errand.do !== 'openCase') continue;
    const reason = session.because ?? 'asked';
    const { callback } = errand;
    await desk.apply(conversation, { do: 'open', reason, ...(callback && { callback }) });
    delete session.because;
    if (channelFor(conversation.channelId).knowsHandoff)
      events.push({ type: 'event', name: 'handoff.initiate', value: { reason, lang: session.lang ?? null } });
  }
  return { forget: errands.some((errand) => errand.do === 'forget'), events };
}
