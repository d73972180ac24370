import type { SmsSettings } from './settings.ts';

/** Twilio, as far as text messages need it; through Twilio's own package, which is loaded when it is wanted. */
export interface Twilio {
  /** Did Twilio sign this form for this address, with the account's token? */
  signed(signature: string, url: string, form: Readonly<Record<string, string>>): boolean;
  /** Hands over one message. @throws TwilioRefusal when it was answered that it cannot be; other errors when nothing is known */
  post(message: {
    readonly to: string;
    readonly body: string;
    readonly statusCallback: string;
  }): Promise<Posted>;
  /** The message of this text that was handed over since `at` (milliseconds since 1970), where there is one. */
  find(message: { readonly to: string; readonly body: string }, at: number): Promise<Posted | undefined>;
}

/** A message that Twilio has. */
export interface Posted {
  readonly sid: string;
  /** As Twilio counts and bills them; 0 where it does not say yet. */
  readonly segments: number;
}

/** Twilio's answer that a message is not taken: HTTP status and Twilio's own code (https://www.twilio.com/docs/api/errors). */
export class TwilioRefusal extends Error {
  override readonly name = 'TwilioRefusal';
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number) {
    super(`Twilio answered ${status}, error ${code}`);
    this.status = status;
    this.code = code;
  }
}

const API = 'https://api.twilio.com';
/** Clocks of two machines differ, milliseconds. */
const SLACK = 120_000;
/** Milliseconds until a request that is not answered is given up. */
const PATIENCE = 15_000;

/** Opens Twilio's client (33 MB and 0.3 s, so only where text messages are set up). */
export async function openTwilio({ accountSid, authToken, sender, baseUrl }: SmsSettings): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  const { RequestClient, validateRequest } = twilio;
  class Redirected extends RequestClient {
    override request<T>(options: Parameters<typeof RequestClient.prototype.request<T>>[0]) {
      return super.request<T>({ ...options, uri: options.uri.replace(API, baseUrl ?? API) });
    }
  }
  const { messages } = twilio(accountSid, authToken, { httpClient: new Redirected({ timeout: PATIENCE }) });
  const posted = ({ sid, numSegments }: { sid: string; numSegments: string }): Posted => ({
    sid,
    segments: Number(numSegments) || 0,
  });

  return {
    signed: (signature, url, form) => validateRequest(authToken, signature, url, form),
    async post({ to, body, statusCallback }) {
      try {
        return posted(await messages.create({ ...sender, to, body, statusCallback }));
      } catch (error) {
        const { status, code } = error as { status?: unknown; code?: unknown };
        if (typeof status !== 'number') throw error;
        throw new TwilioRefusal(status, Number(code) || 0);
      }
    },
    async find({ to, body }, at) {
      const sent = await messages.list({ to, limit: 50 });
      const same = sent.find((one) => one.body === body && one.dateCreated.getTime() >= at - SLACK);
      return same && posted(same);
    },
  };
}
