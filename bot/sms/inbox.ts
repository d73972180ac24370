import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { phrase, words } from '../../dialogs/dialog.ts';
import type { Phrase, Text } from '../../locales/index.ts';
import { markDelivered } from '../conversation.ts';
import { GUIDE } from '../conversations.ts';
import { StaleWrite } from '../errors.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { redact } from '../redact.ts';
import { revise } from '../storage/revise.ts';
import type { Json, Store } from '../storage/store.ts';
import type { Turns } from '../turns.ts';
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

type Kept = { readonly done: true } | (Received & { readonly done?: false; readonly at: number });

export interface InboxParts {
  readonly store: Store;
  readonly turns: Pick<Turns, 'open' | 'take' | 'amend' | 'find'>;
  readonly numbers: Numbers;
  readonly meter: Meter;
  readonly publicUrl: string;
  /** What is said at once to somebody whose message tells of danger; undefined for any other message. */
  readonly danger: (text: string) => Text | undefined;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds before the first, second … new try to answer; the last one repeats. */
  readonly pauses?: readonly number[] | undefined;
}

/** A message is answered within so many milliseconds, or has to wait for another try. */
const ON_ITS_WAY = 3_600_000;
const PAUSES = [1_000, 5_000, 30_000, 120_000];
const keyOf = (sid: string) => `sms-in/${sid}`;

/** Takes text messages: each is kept before it is acknowledged and answered once, whatever comes twice or breaks between. */
export function createInbox(parts: InboxParts) {
  const { store, turns, numbers, meter, publicUrl, danger, log, now } = parts;
  const { pauses = PAUSES } = parts;
  const line = oneAtATime();
  const halt = new AbortController();
  const idOf = (number: string) => `sms-${numbers.nameOf(number)}`;

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

  async function work(received: Received): Promise<void> {
    for (let tries = 0; !halt.signal.aborted; tries++) {
      try {
        await answer(received);
        // What was written lies in the conversation now, and only there.
        const kept = await store.read(keyOf(received.sid));
        await store.write(keyOf(received.sid), { done: true }, kept?.version ?? 0);
        return;
      } catch (error) {
        // It stays in the inbox; what this process does not manage is taken up at the next start.
        const { name, code } = error as Error & { code?: unknown };
        log.error(
          { code: 'sms.unanswered', sid: received.sid, tries, err: { name, code } },
          'will be tried again',
        );
        const pause = pauses[Math.min(tries, pauses.length - 1)] ?? 0;
        await wait(pause, undefined, { signal: halt.signal, ref: false }).catch(() => undefined);
      }
    }
  }

  return {
    /** Resolves when the message is kept for good; it is answered afterwards, in the order of its number's messages. */
    async take(received: Received): Promise<void> {
      try {
        // A number may be meant for a person who is to call back: the turn knows.
        const text = redact(received.text, { keepContacts: true });
        const kept: Kept = { ...received, text, at: now() };
        await store.write(keyOf(received.sid), kept as unknown as Json, 0);
      } catch (error) {
        if (!(error instanceof StaleWrite)) throw error;
        return;
      }
      void line.run(received.number, () => work(received));
    },
    /** Takes up what an earlier run left unanswered. */
    async start(): Promise<void> {
      const left: Extract<Kept, { at: number }>[] = [];
      for (const key of await store.list('sms-in/')) {
        const kept = (await store.read(key))?.value as unknown as Kept | undefined;
        if (kept && !kept.done) left.push(kept);
      }
      for (const received of left.sort((a, b) => a.at - b.at))
        void line.run(received.number, () => work(received));
    },
    /** Takes away what could not be answered of a conversation that is erased. What came just now is on its way. */
    async forget(conversationId: string): Promise<void> {
      for (const key of await store.list('sms-in/'))
        await revise<Kept>(store, key, (kept) =>
          kept && !kept.done && idOf(kept.number) === conversationId && kept.at + ON_ITS_WAY < now()
            ? { done: true }
            : undefined,
        );
    },
    /** Resolves when nothing is being answered. */
    settled: () => line.settled(),
    /** Begins no new try, and resolves when nothing is being answered. */
    async stop(): Promise<void> {
      halt.abort();
      await line.settled();
    },
  };
}
