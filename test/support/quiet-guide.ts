import type { Guide } from '../../bot/conversations/turns.ts';
import { recordOf } from '../../bot/desk/record.ts';

/** Repeats what it hears, unless a person holds the conversation; `pause` before each answer, in milliseconds. */
export function quietGuide(pause = 0): Guide {
  return async (activity, conversation) => {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const held = recordOf(conversation).case?.state === 'held';
    const spoken = activity.type === 'message' && !held;
    return {
      replies: spoken ? [{ type: 'message', text: `guide: ${activity.text}` }] : [],
      forget: false,
    };
  };
}
