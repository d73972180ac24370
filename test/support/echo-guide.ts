import type { Guide } from '../../bot/conversations/turns.ts';
import { InProcessAdapter } from '../../bot/framework/in-process-adapter.ts';

/** A bare Bot Framework echo bot behind the same front, for measuring and for testing the channel alone. It greets, and echoes `channelData.originalActivity` as Microsoft's Direct Line tests expect. */
export function echoGuide(): Guide {
  const adapter = new InProcessAdapter();
  return async (activity) => {
    const replies = await adapter.turn(activity, async (context) => {
      if (activity.type === 'conversationUpdate') await context.sendActivity('Welcome');
      if (activity.type === 'message') {
        await context.sendActivity({
          type: 'message',
          text: activity.text ?? '',
          channelData: { originalActivity: activity },
        });
      }
    });
    return { replies, forget: false };
  };
}
