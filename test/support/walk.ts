import { channelFor } from '../../bot/channels/index.ts';
import type { Place, Question } from '../../dialogs/dialog.ts';
import { dialogs } from '../../dialogs/index.ts';
import { DAY, knowledge, type startConversation } from './conversation.ts';

/** Where a conversation stands: the dialog, its place and the question that is open. */
export interface Standing {
  readonly dialog: keyof typeof dialogs;
  readonly place: Place;
  readonly question: Question;
}

export type Conversation = Awaited<ReturnType<typeof startConversation>>;

/** Looks into what is stored; undefined when no question is open. */
export async function standing(conversation: Conversation): Promise<Standing | undefined> {
  const { session, channelId } = await conversation.stored();
  const active = session.dialogs.dialogStack.at(-1);
  if (!active) return undefined;
  const dialog = active.id as keyof typeof dialogs;
  const { place } = active.state as { place: Place };
  const scene = {
    knowledge: await knowledge,
    profile: session.profile,
    plan: session.plan,
    missed: session.missed,
    today: DAY,
    lang: session.lang ?? 'fi',
    room: channelFor(channelId).narrow ? ('short' as const) : ('full' as const),
    desk: await conversation.sight(),
  };
  const question = dialogs[dialog].ask(place, scene);
  return question && { dialog, place, question };
}
