import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { Text } from '../../locales/index.ts';
import type { Sender } from '../conversations/delivery.ts';
import type { Turns } from '../conversations/turns.ts';
import { readForm } from '../http/form.ts';
import { badArgument, forbidden, HttpProblem } from '../http/problem.ts';
import type { Store } from '../storage/store.ts';
import { answering, conversationOf } from './answering.ts';
import { createInbox } from './inbox.ts';
import { createMeter, type Meter } from './meter.ts';
import { createNumbers } from './numbers.ts';
import { createOutcomes, type Outcome } from './outcomes.ts';
import { createSmsSender } from './sender.ts';
import type { SmsSettings } from './settings.ts';
import type { Twilio } from './twilio.ts';

export interface SmsParts {
  readonly settings: SmsSettings;
  readonly twilio: Twilio;
  readonly store: Store;
  /** Names telephone numbers in what is stored; at least 32 bytes. */
  readonly secret: Uint8Array;
  readonly danger: (text: string) => Text | undefined;
  readonly timeZone: string;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds before the first, second … new try to answer a message. */
  readonly pauses?: readonly number[];
  /** Milliseconds between two looks for what another process left unanswered. */
  readonly lookEvery?: number;
}

/** Text messages through Twilio. */
export interface Sms {
  readonly sender: Sender;
  /** What was sent, month by month. */
  readonly meter: Meter;
  /** What became of a message that was sent; undefined: nothing is known of it. */
  outcomeOf(activityId: string): Promise<Outcome | undefined>;
  /** Takes messages from now on, and those that an earlier run left unanswered. */
  start(turns: Pick<Turns, 'open' | 'take' | 'amend' | 'find'>): Promise<void>;
  /** `POST /channels/sms` and `POST /channels/sms/status`, for Twilio alone. */
  mount(server: Server): void;
  /** Takes away what could not be answered of a conversation that is erased. */
  forget(conversationId: string): Promise<void>;
  settled(): Promise<void>;
  /** Begins no new try to answer, and resolves when nothing is being answered. */
  stop(): Promise<void>;
}

/** An answer in which nothing is to be done: replies go out by themselves. */
const NOTHING_TO_DO = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export function createSms(parts: SmsParts): Sms {
  const { settings, twilio, store, secret, danger, timeZone, log, now } = parts;
  const { publicUrl, segmentsAMonth, messagesAnHour, accountSid } = settings;
  const numbers = createNumbers({ store, secret, messagesAnHour, now });
  const meter = createMeter({ store, segmentsAMonth, timeZone, now });
  const outcomes = createOutcomes({ store, numbers, meter, log });
  let inbox: ReturnType<typeof createInbox> | undefined;

  /** @throws HttpProblem 403 for what Twilio did not sign over our own address, whatever host the request names */
  async function formOf(request: Request): Promise<Readonly<Record<string, string>>> {
    const form = await readForm(request);
    const signature = request.headers['x-twilio-signature'];
    const url = `${publicUrl}${request.url}`;
    if (
      typeof signature !== 'string' ||
      !twilio.signed(signature, url, form) ||
      form.AccountSid !== accountSid
    )
      throw forbidden('only Twilio may send here, signed for this account and address', 'BadSignature');
    return form;
  }

  function acknowledge(response: Response): void {
    response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8', 'Cache-Control': 'no-store' });
    response.end(NOTHING_TO_DO);
  }

  return {
    sender: createSmsSender({ store, twilio, numbers, meter, publicUrl, log, now }),
    meter,
    outcomeOf: outcomes.read,
    async start(turns) {
      const answer = answering({ turns, numbers, meter, publicUrl, danger });
      const { pauses, lookEvery } = parts;
      const idOf = conversationOf(numbers);
      inbox = createInbox({ store, answer, conversationOf: idOf, log, now, pauses, lookEvery });
      await inbox.start();
    },
    forget: async (conversationId) => inbox?.forget(conversationId),
    settled: async () => inbox?.settled(),
    stop: async () => inbox?.stop(),
    mount(server) {
      server.post('/channels/sms', async (request: Request, response: Response) => {
        const form = await formOf(request);
        const { MessageSid: sid = '', From: number = '', Body: text = '', OptOutType } = form;
        if (!/^(SM|MM)[0-9a-fA-F]{32}$/.test(sid)) throw badArgument('MessageSid is not one of Twilio');
        if (!/^\+?[0-9A-Za-z]{2,20}$/.test(number)) throw badArgument('From is not a number');
        const media = Array.from(
          { length: Math.min(Number(form.NumMedia) || 0, 10) },
          (_, index) => form[`MediaContentType${index}`]?.slice(0, 100) ?? 'application/octet-stream',
        );
        const optOut = (['stop', 'start', 'help'] as const).find((one) => one === OptOutType?.toLowerCase());
        if (!inbox) throw new HttpProblem(503, 'Starting', 'try again in a moment');
        await inbox.take({ sid, number, text, media, ...(optOut && { optOut }) });
        acknowledge(response);
      });

      server.post('/channels/sms/status', async (request: Request, response: Response) => {
        const {
          MessageSid: sid = '',
          MessageStatus: status = '',
          ErrorCode,
          To: to = '',
        } = await formOf(request);
        const of = new URL(request.url ?? '/', publicUrl).searchParams.get('of');
        if (!of || !sid || !status) throw badArgument('a status names the message, its sid and its status');
        const error = ErrorCode === undefined || ErrorCode === '' ? undefined : Number(ErrorCode);
        await outcomes.report({ of, sid, status, error, to });
        response.send(204);
      });
    },
  };
}
