import type { ReturnCodes } from '../codes/index.ts';
import type { Queue } from '../desk/queue.ts';
import type { Sms } from '../sms/index.ts';
import type { Misses } from '../turn/misunderstood.ts';
import type { Conversation } from './conversation.ts';

export interface ElsewhereParts {
  readonly misses: Misses;
  readonly codes: Pick<ReturnCodes, 'forget'>;
  readonly queue: Pick<Queue, 'see'>;
  /** Absent: no text messages. */
  readonly sms?: Pick<Sms, 'forget'> | undefined;
}

/** Takes away what a conversation that is to be erased left outside its own record; may be done twice. */
export const takeElsewhere =
  ({ misses, codes, queue, sms }: ElsewhereParts) =>
  async (conversation: Conversation): Promise<void> => {
    const takeWords = async (one: Conversation) => {
      await misses.takeBack(one);
      if (one.channelId === 'sms') await sms?.forget(one.id);
    };
    await takeWords(conversation);
    for (const one of await codes.forget(conversation, takeWords)) queue.see(one);
  };
