import type { ReturnCodes } from './codes/index.ts';
import type { Conversation } from './conversation.ts';
import type { Queue } from './desk/queue.ts';
import type { Misses } from './misunderstood.ts';

export interface ElsewhereParts {
  readonly misses: Misses;
  readonly codes: Pick<ReturnCodes, 'forget'>;
  readonly queue: Pick<Queue, 'see'>;
}

/** Takes away what a conversation that is to be erased left outside its own record; may be done twice. */
export const takeElsewhere =
  ({ misses, codes, queue }: ElsewhereParts) =>
  async (conversation: Conversation): Promise<void> => {
    await misses.takeBack(conversation);
    for (const one of await codes.forget(conversation, misses.takeBack)) queue.see(one);
  };
