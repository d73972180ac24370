import type { Logger } from 'pino';
import { dialogs } from '../dialogs/index.ts';
import type { Knowledge } from '../knowledge/index.ts';
import type { Activity } from './activity.ts';
import { channelFor } from './channels/index.ts';
import type { ReturnCodes } from './codes/index.ts';
import { bring, keepCodes, makeRoom } from './codes/turn.ts';
import type { Conversation } from './conversations/conversation.ts';
import { numberOf } from './conversations/conversations.ts';
import type { Answered, Guide } from './conversations/turns.ts';
import { hearHeld } from './desk/held.ts';
import type { Moves } from './desk/moves.ts';
import { recordOf } from './desk/record.ts';
import { statusOf, toldOf } from './desk/voice.ts';
import { createTurnRunner } from './framework/dialog-stack.ts';
import { askConsent, withGiven } from './turn/consent.ts';
import { doErrands } from './turn/errands.ts';
import { apology, FIRST_LANG, startExchange } from './turn/exchange.ts';
import { askAgain } from './turn/follow.ts';
import { hearMessage } from './turn/hear-message.ts';
import type { Miss } from './turn/misunderstood.ts';

export interface GuideParts {
  readonly knowledge: Knowledge;
  readonly codes: ReturnCodes;
  readonly desk: Moves;
  /** The local day, such as "2026-11-23". */
  readonly today: () => string;
  readonly log: Logger;
}

const greets = (channelId: string) => !channelFor(channelId).seekerSpeaksFirst;

/** One message in, its replies out. Start reading here. */
export function createGuide({ knowledge, desk, codes, today, log }: GuideParts): Guide {
  const run = createTurnRunner(dialogs);

  return async (activity, conversation) => {
    const before = JSON.stringify({ session: conversation.session, desk: conversation.desk });
    try {
      return await turn(activity, conversation);
    } catch (error) {
      // What fails here leaves everything as it was, so that the seeker can simply say it again.
      const { name, stack: trace, code } = error as Error & { code?: string };
      log.error(
        { code: code ?? 'guide.failed', turn: activity.id, err: { name, stack: trace } },
        'turn failed',
      );
      delete conversation.desk;
      Object.assign(conversation, JSON.parse(before) as Pick<Conversation, 'session' | 'desk'>);
      return {
        replies: [apology(activity.channelId, conversation.session.lang ?? FIRST_LANG)],
        forget: false,
        failed: true,
      };
    }
  };

  async function turn(activity: Activity, conversation: Conversation): Promise<Answered> {
    const { session } = conversation;
    const { id } = activity.conversation;
    const time = Date.parse(activity.timestamp);
    const exchange = startExchange({
      session,
      knowledge,
      channelId: activity.channelId,
      today: today(),
      time,
      makeCode: codes.make,
      record: recordOf(conversation),
      sight: () => desk.sight(conversation),
    });
    let forget = false;
    let miss: Miss | undefined;
    const replies = await run({ activity, running: session.dialogs, exchange }, async (stack) => {
      const status = statusOf(activity);
      const held = recordOf(conversation).case?.state === 'held';
      if (status) exchange.perform(toldOf(status, exchange.scene().desk));
      else if (activity.type === 'message' && held) await hearHeld(activity, conversation, exchange, desk);
      else if (activity.type === 'message') {
        const text = activity.text ?? '';
        if (session.consents) session.consents = withGiven(session.consents, time, false);
        await makeRoom(exchange, { codes, id, text, time, number: numberOf(activity) });
        miss = await hearMessage(activity, stack, exchange, (code) => codes.find(code, id, session));
        await bring(stack, exchange, { codes, id, ask: () => askAgain(stack, exchange) });
        await askConsent(stack, session);
      } else if (activity.type === 'conversationUpdate' && !stack.active && greets(activity.channelId))
        await stack.begin('welcome');
      // Whoever had the word, the guide goes on with the question that it asked last.
      if (status || held) {
        if (recordOf(conversation).case?.state !== 'held') askAgain(stack, exchange);
      }
      exchange.finish();
      await keepCodes(exchange, codes, id);
      const done = await doErrands(exchange, conversation, desk);
      forget = done.forget;
      return [...exchange.replies, ...done.events];
    });
    const heard = exchange.outcome();
    return { replies, forget, ...(heard && { heard }), ...(miss && { miss }) };
  }
}
