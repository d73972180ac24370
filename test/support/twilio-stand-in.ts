import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { SmsSettings } from '../../bot/sms/settings.ts';

export const ACCOUNT = `AC${'0a'.repeat(16)}`;
export const TOKEN = 'ff'.repeat(16);
export const OUR_NUMBER = '+358501110000';
/** The address over which Twilio signs. */
export const PUBLIC = 'https://guide.example';

/** Settings with which the guide takes the stand-in for Twilio; `url`: the stand-in's. */
export const smsSettings = (url: string): SmsSettings => ({
  accountSid: ACCOUNT,
  authToken: TOKEN,
  sender: { from: OUR_NUMBER },
  baseUrl: url,
  publicUrl: PUBLIC,
  segmentsAMonth: 10_000,
  messagesAnHour: 100,
});

/** A message that the stand-in took, as its REST interface tells of it. */
export interface SentMessage {
  readonly sid: string;
  readonly to: string;
  readonly from: string | null;
  readonly body: string;
  readonly status_callback: string | null;
  readonly date_created: string;
  readonly num_segments: string;
}
/** What the next posts are met with: an error of Twilio's, an answer that never comes, or one that is lost after the message was taken. */
export type Mishap = { readonly status: number; readonly code: number } | 'lost';

/** Twilio is out of reach of tests: this speaks the part of its REST interface and webhooks that text messages need. */
export async function twilioStandIn() {
  const sent: SentMessage[] = [];
  const mishaps: Mishap[] = [];
  const optedOut = new Set<string>();
  let posts = 0;
  let serial = 0;
  const newSid = () => `SM${(++serial).toString(16).padStart(32, '0')}`;

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = (status: number, body: object) => {
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(body));
      };
      const refuse = (status: number, code: number) =>
        answer(status, {
          code,
          message: `error ${code}`,
          more_info: `https://www.twilio.com/docs/errors/${code}`,
          status,
        });
      const url = new URL(request.url ?? '/', 'http://stand-in');
      const basic = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
      if (request.headers.authorization !== basic) return refuse(401, 20003);
      if (url.pathname !== `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`) return refuse(404, 20404);
      if (request.method === 'GET') {
        const messages = sent.filter(({ to }) => to === url.searchParams.get('To')).reverse();
        return answer(200, { messages, page: 0, page_size: 50, next_page_uri: null, uri: url.pathname });
      }
      posts += 1;
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const { To: to = '', From, Body: body = '', StatusCallback = null } = form;
      const mishap = mishaps.shift();
      if (mishap && mishap !== 'lost') return refuse(mishap.status, mishap.code);
      if (!/^\+[1-9]\d{6,14}$/.test(to)) return refuse(400, 21211);
      if (body === '' || body.length > 1_600) return refuse(400, body === '' ? 21602 : 21617);
      if (!From && !form.MessagingServiceSid) return refuse(400, 21603);
      if (optedOut.has(to)) return refuse(400, 21610);
      const message: SentMessage = {
        sid: newSid(),
        to,
        from: From ?? null,
        body,
        status_callback: StatusCallback,
        date_created: new Date().toUTCString(),
        num_segments: '0',
      };
      sent.push(message);
      if (mishap === 'lost') return request.socket.destroy();
      answer(201, { ...message, account_sid: ACCOUNT, status: 'queued', direction: 'outbound-api' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What was taken, in order. */
    sent,
    mishaps,
    optedOut,
    get posts() {
      return posts;
    },
    newSid,
    /** A webhook as Twilio sends it: signed over the public address, posted to where that leads. */
    async webhook(
      form: Readonly<Record<string, string>>,
      {
        to,
        publicUrl,
        path = '/channels/sms',
        signature,
      }: { to: string; publicUrl: string; path?: string; signature?: string },
    ) {
      const full = { AccountSid: ACCOUNT, ApiVersion: '2010-04-01', ...form };
      const signed = signature ?? getExpectedTwilioSignature(TOKEN, `${publicUrl}${path}`, full);
      const response = await fetch(`${to}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signed },
        body: new URLSearchParams(full).toString(),
      });
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        text: await response.text(),
      };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
