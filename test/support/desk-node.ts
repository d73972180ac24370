import { createTurns, type Guide } from '../../bot/conversations/turns.ts';
import { createDesk } from '../../bot/desk/desk.ts';
import { createCases } from '../../bot/desk/index.ts';
import type { Store } from '../../bot/storage/store.ts';
import { knowledge } from './conversation.ts';

/** One process of several that share a store: its own view of the queue, its own locks. */
export async function deskNode(store: Store, guide: Guide) {
  const { base } = await knowledge;
  const cases = createCases({ store, base, now: Date.now, timeZone: 'Europe/Helsinki' });
  const turns = createTurns({ store, guide, now: Date.now, kept: cases.queue.see });
  const desk = createDesk({ ...cases, turns, guide, base, now: Date.now });
  const here = (id: string) => ({ conversationId: id, channelId: 'directline', userId: `dl_${id}` });
  return {
    ...cases,
    turns,
    desk,
    /** Opens a conversation whose seeker waits for a person. */
    async waiting(id: string): Promise<void> {
      await turns.open(here(id), 'fi');
      await turns.amend(id, async (conversation) => {
        await cases.moves.apply(conversation, { do: 'open', reason: 'asked' });
      });
    },
    say: (id: string, text: string, key?: string) =>
      turns.take({
        ...here(id),
        activity: { type: 'message', text },
        ...(key !== undefined && { key }),
      }),
    /** Everything that is shown in a conversation. */
    async texts(id: string): Promise<readonly string[]> {
      const { activities = [] } = (await turns.read(id, 0)) ?? {};
      return activities.filter(({ type }) => type === 'message').map(({ text }) => text ?? '');
    },
  };
}
