import { say } from '../../dialogs/dialog.ts';
import { answer, commandOf } from '../../dialogs/interruptions.ts';
import type { Activity } from '../activity.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Exchange } from '../turn/exchange.ts';
import { listen, markLanguage } from '../turn/listen.ts';
import type { Moves } from './moves.ts';
import { recordOf } from './record.ts';

/**
 * A message while a person speaks with the seeker: it is for that person, and the guide stays silent. It only steps in when the seeker
 * wants the guide back or their data, when danger is heard (the numbers, once), and when what was sent cannot be read by anybody.
 */
export async function hearHeld(
  activity: Activity,
  conversation: Conversation,
  exchange: Exchange,
  desk: Moves,
): Promise<void> {
  const { case: held } = recordOf(conversation);
  const name = held?.holder?.name ?? '';
  const heard = listen(activity);
  if ('fault' in heard) {
    if (heard.fault === 'guide.noFiles') exchange.perform([say('guide.noFiles')]);
    return;
  }
  const scene = exchange.scene();
  const command = commandOf(heard.text, scene.lang);
  if (command === 'guide' || command === 'leave-queue') {
    await desk.apply(conversation, { do: 'leave' });
    return exchange.perform([say('desk.leftHeld', { name }), say('desk.guideAgain')]);
  }
  const understood = scene.knowledge.understand(heard.text, exchange.session.lang);
  markLanguage(activity, understood);
  const { decision } = understood;
  const intent = decision === 'act' ? understood.intent : undefined;
  if (command === 'my-data' || intent === 'my-data-export') exchange.perform([{ do: 'export' }]);
  if (intent === 'my-data-delete') exchange.perform([say('desk.deleteFirst', { name })]);
  if (intent === 'crisis' && !held?.warned) {
    exchange.perform([...answer('crisis', scene), say('desk.personSees', { name })]);
    await desk.apply(conversation, { do: 'danger' });
  }
  await desk.apply(conversation, { do: 'heard' });
}
