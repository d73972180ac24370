import { phrase, words } from '../../dialogs/dialog.ts';
import type { Phrase, Text } from '../../locales/index.ts';
import { markDelivered } from '../conversations/conversation.ts';
import { GUIDE } from '../conversations/conversations.ts';
import type { Turns } from '../conversations/turns.ts';
import type { Meter } from './meter.ts';
import { noticeOf } from './notices.ts';
import type { Numbers } from './numbers.ts';
import { type Keyword, keywordOf } from './words.ts';

/** A text message as it came. */
export interface Received {
  /** Twilio's MessageSid. */
  readonly sid: string;
  readonly number: string;
  readonly text: string;
  /** Content types of pictures and the like. */
  readonly media: readonly string[];
  /** The keyword that Twilio has answered itself, where it says so. */
  readonly optOut?: Keyword['does'];
}

export interface AnsweringParts {
  readonly turns: Pick<Turns, 'open' | 'take' | 'amend' | 'find'>;
  readonly numbers: Numbers;
  readonly meter: Meter;
  readonly publicUrl: string;
  /** What is said at once to somebody whose message tells of danger; undefined for any other message. */
  readonly danger: (text: string) => Text | undefined;
}

/** Names the conversation of a number, without the number in it. */
export const conversationOf = (numbers: Pick<Numbers, 'nameOf'>) => (number: string) =>
  `sms-${numbers.nameOf(number)}`;

/** Answers a text message: words that stop and start, limits of the month and the number, else the guide. What is answered again under the same sid stays one. */
export function answering({ turns, numbers, meter, publicUrl, danger }: AnsweringParts) {
  const idOf = conversationOf(numbers);

  /** Says something about the messages themselves. */
  async function notice(number: string, what: Phrase, lang?: string): Promise<void> {
    await turns.open({
      conversationId: idOf(number),
      channelId: 'sms',
      userId: idOf(number),
      address: number,
    });
    await turns.amend(idOf(number), (conversation, feed) => {
      feed.append(GUIDE, noticeOf(what, conversation.session.lang ?? lang));
    });
  }

  async function stop(number: string, { answered, lang }: Keyword): Promise<void> {
    if (!answered && (await numbers.stoppedBy(number))) return;
    await numbers.stop(number, answered ? 'twilio' : 'seeker');
    await turns.open({
      conversationId: idOf(number),
      channelId: 'sms',
      userId: idOf(number),
      address: number,
    });
    await turns.amend(idOf(number), async (conversation, feed) => {
      // What waits to be sent, or to be asked for, is not sent any more.
      if (conversation.address !== undefined) conversation.leaving = true;
      markDelivered(conversation, conversation.count);
      conversation.session.waiting = undefined;
      if (answered) return;
      // One more, and then the number is not needed until a start brings it again.
      conversation.address = number;
      conversation.leaving = true;
      const last = feed.append(GUIDE, noticeOf(phrase('sms.stopped'), conversation.session.lang ?? lang));
      await numbers.stop(number, 'seeker', last.id);
    });
  }

  async function answer(received: Received): Promise<void> {
    const { sid, number, text, media, optOut } = received;
    const keyword: Keyword | undefined = optOut
      ? { does: optOut, lang: 'en', answered: true }
      : keywordOf(text);
    if (keyword?.does === 'stop') return stop(number, keyword);
    if (await numbers.stoppedBy(number)) {
      if (keyword?.does !== 'start') return;
      const by = await numbers.start(number);
      if (by === 'twilio' && keyword.answered) return;
      return notice(number, phrase('sms.started'), keyword.lang);
    }
    if (keyword?.does === 'help' && keyword.answered) return;

    const urgent = danger(text);
    if (await meter.spent()) {
      if (urgent && (await numbers.once(number, 'danger'))) return notice(number, words(urgent));
      if (!(await numbers.endsMonth(number, meter.month()))) return;
      return notice(number, phrase('sms.ended', { url: publicUrl }));
    }
    const allowance = await numbers.count(number);
    const exception = allowance !== 'answer' && urgent && (await numbers.once(number, 'danger'));
    if (allowance !== 'answer' && !exception) {
      if (allowance === 'tell') await notice(number, phrase('sms.slow'));
      return;
    }
    const here = { conversationId: idOf(number), channelId: 'sms', userId: idOf(number) };
    await turns.open({ ...here, address: number });
    await turns.take({
      ...here,
      key: sid,
      activity: {
        type: 'message',
        text: keyword?.does === 'help' ? 'help' : text,
        textFormat: 'plain',
        ...(media.length > 0 && { attachments: media.map((contentType) => ({ contentType })) }),
      },
    });
  }

  return answer;
}
