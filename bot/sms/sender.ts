import type { Logger } from 'pino';
import type { Activity } from '../activity.ts';
import { segmentsOf } from '../channels/gsm.ts';
import { parts } from '../channels/sms.ts';
import type { Handed, Sender } from '../conversations/delivery.ts';
import { revise } from '../storage/revise.ts';
import type { Json, Store } from '../storage/store.ts';
import type { Meter } from './meter.ts';
import { endOfMonth, isNotice } from './notices.ts';
import type { Numbers } from './numbers.ts';
import { type Outcome, outcomeKey } from './outcomes.ts';
import { type Posted, type Twilio, TwilioRefusal } from './twilio.ts';

export interface SmsSenderParts {
  readonly store: Store;
  readonly twilio: Twilio;
  readonly numbers: Numbers;
  readonly meter: Meter;
  readonly publicUrl: string;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** "The recipient has opted out": said STOP to Twilio. */
const OPTED_OUT = 21610;

/** Sends text messages through Twilio: each once as far as Twilio can tell, none after a stop, none beyond the month's sum. */
export function createSmsSender(made: SmsSenderParts): Sender {
  const { store, twilio, numbers, meter, publicUrl, log, now } = made;

  async function note(id: string, more: Outcome): Promise<void> {
    await revise<Outcome>(store, outcomeKey(id), (before) => ({ ...before, ...more }));
  }

  async function hand(id: string, to: string, body: string): Promise<Handed> {
    const before = (await store.read(outcomeKey(id)))?.value as unknown as Outcome | undefined;
    if (before?.sid !== undefined) return 'taken';
    // Handed over once already, and the answer never came: perhaps it was taken.
    const known = before?.at === undefined ? undefined : await twilio.find({ to, body }, before.at);
    if (before?.at === undefined) await note(id, { at: now() });
    const statusCallback = `${publicUrl}/channels/sms/status?of=${encodeURIComponent(id)}`;
    try {
      await taken(id, body, known ?? (await twilio.post({ to, body, statusCallback })));
      return 'taken';
    } catch (error) {
      if (!(error instanceof TwilioRefusal)) throw error;
      const { status, code } = error;
      if (status < 500) await note(id, { at: undefined, error: code });
      if (code === OPTED_OUT) await numbers.stop(to, 'twilio');
      // Another time will not help a wrong number; a busy service, a wrong token or an empty account are mended by others.
      if (status !== 400) throw error;
      log.warn({ code: 'sms.refused', twilio: code, activity: id }, 'Twilio does not take it');
      return 'refused';
    }
  }

  async function taken(id: string, body: string, { sid, segments }: Posted): Promise<void> {
    const count = segments || segmentsOf(body);
    await note(id, { sid, segments: count });
    await meter.add({ messages: 1, segments: count });
  }

  return {
    channelId: 'sms',
    async send(activity: Activity, address: Json) {
      const { id } = activity;
      if (activity.type !== 'message' || !activity.text) return 'taken';
      if (typeof address !== 'string' || !(await numbers.maySend(address, id))) return 'refused';
      let { text } = activity;
      if (!isNotice(activity) && (await meter.spent())) {
        if (!(await numbers.endsMonth(address, meter.month()))) return 'refused';
        text = endOfMonth(activity.locale, publicUrl);
      }
      // What a person wrote may be longer than what the guide says at once.
      for (const [index, body] of parts(text).entries()) {
        if (index > 0 && !(await numbers.maySend(address, id))) return 'refused';
        const handed = await hand(index === 0 ? id : `${id}-${index}`, address, body);
        if (handed === 'refused') return 'refused';
      }
      return 'taken';
    },
  };
}
