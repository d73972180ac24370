import { expect } from 'chai';
import fc from 'fast-check';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { readReceived } from '../../bot/azure/activity.ts';
import { readActivity } from '../../bot/direct-line/activity.ts';
import { HttpProblem } from '../../bot/http/problem.ts';
import { redact, redactAll } from '../../bot/redact.ts';
import { listen } from '../../bot/turn/listen.ts';
import { echoGuide } from '../support/echo-guide.ts';
import { everyDoor } from '../support/every-door.ts';
import { testServer } from '../support/server.ts';
import { ACCOUNT, PUBLIC, TOKEN } from '../support/twilio-stand-in.ts';

/** `npm run fuzz` tries 100,000 of each. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1_000);

/** Something like an activity, with whatever at each place. */
const almostActivity = fc.record(
  {
    type: fc.oneof(fc.constantFrom('message', 'event', 'typing', 'invoke'), fc.anything()),
    text: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
    value: fc.anything(),
    name: fc.oneof(fc.string(), fc.anything()),
    channelData: fc.oneof(fc.dictionary(fc.string(), fc.anything()), fc.anything()),
    attachments: fc.oneof(fc.array(fc.anything()), fc.anything()),
    from: fc.anything(),
    recipient: fc.anything(),
    serviceUrl: fc.oneof(fc.webUrl(), fc.anything()),
    conversation: fc.oneof(fc.record({ id: fc.string() }), fc.anything()),
  },
  { requiredKeys: [] },
);

describe('whatever is sent', function () {
  this.timeout(Math.max(60_000, RUNS * 20));

  for (const [what, read] of [
    ['Direct Line', readActivity],
    ['Azure', readReceived],
  ] as const) {
    it(`is read as an activity of ${what}, or refused with a sentence`, () => {
      fc.assert(
        fc.property(fc.oneof(almostActivity, fc.anything()), (body) => {
          try {
            const { text } = read(body);
            expect(text).to.satisfy((one: unknown) => one === undefined || typeof one === 'string');
            listen(redactAll({ text }) as never);
          } catch (error) {
            expect(error).to.be.instanceOf(HttpProblem);
            expect((error as HttpProblem).status).to.equal(400);
          }
        }),
        { numRuns: RUNS },
      );
    });
  }

  it('is redacted without a failure, and nothing of it is left', () => {
    const secrets = ['131052-308T', '040 123 4567', 'a@example.fi', '4111 1111 1111 1111', '+358 40 1234567'];
    const word = fc.oneof(
      fc.constantFrom(...secrets),
      fc.constantFrom('kokki', 'töissä', 'حداد', '2019', '٣'),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(word), (noise, words) => {
        expect(redact(noise)).to.be.a('string');
        const left = redact(words.join(', '));
        for (const secret of secrets) expect(left).to.not.include(secret);
        for (const kept of words.filter((one) => !secrets.includes(one))) expect(left).to.include(kept);
      }),
      { numRuns: RUNS },
    );
  });

  it('is answered by Direct Line with less than 500, and the server goes on', async () => {
    const server = await testServer({ guide: echoGuide() });
    const post = (path: string, body: string, headers: Record<string, string>) =>
      fetch(`${server.url}${path}`, { method: 'POST', body, headers });
    const chat = (await (await post('/chat/token', '{}', { 'content-type': 'application/json' })).json()) as {
      token: string;
      conversationId: string;
    };
    const paths = [
      '/v3/directline/tokens/refresh',
      '/v3/directline/conversations',
      `/v3/directline/conversations/${chat.conversationId}/activities`,
      `/v3/directline/conversations/${chat.conversationId}/upload`,
      '/chat/token',
    ];
    const types = [
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.oneof(
          fc.json(),
          almostActivity.map((value) => {
            try {
              return JSON.stringify(value) ?? '';
            } catch {
              return '';
            }
          }),
          fc.string({ unit: 'binary' }),
        ),
        fc.constantFrom(...types),
        fc.string({ unit: 'grapheme-ascii' }),
        async (path, body, type, query) => {
          const response = await post(`${path}?watermark=${encodeURIComponent(query)}`, body, {
            'content-type': type,
            authorization: `Bearer ${chat.token}`,
          });
          await response.body?.cancel();
          expect(response.status).to.be.lessThan(500);
        },
      ),
      { numRuns: Math.ceil(RUNS / 4) },
    );
    expect((await fetch(`${server.url}/healthz`)).status).to.equal(200);
    await server.stop();
  });

  it('is answered by the routes of text messages and of Teams with less than 500, signed as it is', async () => {
    const all = await everyDoor();
    const field = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '1', 'SM0', '+358401234567', 'STOP', 'x'.repeat(2_000)),
    );
    const message = fc.record(
      {
        MessageSid: fc.oneof(fc.constant('valid'), field),
        From: fc.oneof(
          fc.integer({ min: 1, max: 40 }).map((n) => `+3584012345${n}`),
          field,
        ),
        To: field,
        Body: field,
        NumMedia: field,
        MediaContentType0: field,
        OptOutType: fc.oneof(fc.constantFrom('STOP', 'START', 'HELP'), field),
        MessageStatus: fc.oneof(fc.constantFrom('sent', 'delivered', 'failed'), field),
        ErrorCode: field,
      },
      { requiredKeys: [] },
    );
    const sms = fc.asyncProperty(
      message,
      fc.constantFrom('', '/status?of=x', '/status?of=%00'),
      async (given, more) => {
        const fields = Object.entries({ AccountSid: ACCOUNT, ...given }).map(
          ([name, text]): [string, string] => [
            name,
            text === 'valid' ? all.twilio.newSid() : text.toWellFormed(),
          ],
        );
        const path = `/channels/sms${more}`;
        const response = await fetch(all.url + path, {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-twilio-signature': getExpectedTwilioSignature(
              TOKEN,
              `${PUBLIC}${path}`,
              Object.fromEntries(fields),
            ),
          },
          body: new URLSearchParams(fields).toString(),
        });
        await response.body?.cancel();
        expect(response.status).to.be.lessThan(500).and.to.not.equal(403);
      },
    );
    const token = await all.connector.token();
    const teams = fc.asyncProperty(almostActivity, async (given) => {
      const activity = {
        ...all.connector.activity(),
        ...given,
        serviceUrl: all.connector.base,
        channelId: 'msteams',
      };
      let body: string;
      try {
        body = JSON.stringify(activity);
      } catch {
        return;
      }
      const response = await fetch(`${all.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body,
      });
      await response.body?.cancel();
      // 501: what the guide does not do, such as an invoke.
      expect(response.status).to.satisfy((status: number) => status < 500 || status === 501);
    });
    await fc.assert(sms, { numRuns: Math.ceil(RUNS / 8) });
    await fc.assert(teams, { numRuns: Math.ceil(RUNS / 8) });
    expect((await fetch(`${all.url}/healthz`)).status).to.equal(200);
    await all.stop();
  });
});
