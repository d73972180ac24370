import { z } from 'zod';
import type { Turns } from '../conversations/turns.ts';
import type { Store } from '../storage/store.ts';
import type { Moves } from './moves.ts';

/** A message for a human as release 0.1.0 kept it, below `case/<conversation>/`. */
const leftSchema = z.object({ conversationId: z.string(), message: z.string(), reach: z.string() });

/** Brings messages that an earlier release kept beside their conversations into the queue; says how many there were. */
export async function adoptLeft(
  store: Store,
  turns: Pick<Turns, 'amend'>,
  moves: Pick<Moves, 'apply'>,
): Promise<number> {
  let adopted = 0;
  for (const key of await store.list('case/')) {
    if (key.split('/').length < 3) continue;
    const left = leftSchema.safeParse((await store.read(key))?.value);
    if (!left.success) continue;
    const { conversationId, message, reach } = left.data;
    const done = await turns.amend(conversationId, async (conversation) => {
      await moves.apply(conversation, { do: 'open', reason: 'asked', callback: { message, reach } });
    });
    if (!done) continue;
    await store.delete(key);
    adopted += 1;
  }
  return adopted;
}
