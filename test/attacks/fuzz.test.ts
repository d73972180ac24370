import { expect } from 'chai';
import fc from 'fast-check';
import { readReceived } from '../../bot/azure/activity.ts';
import { readActivity } from '../../bot/direct-line/activity.ts';
import { HttpProblem } from '../../bot/http/problem.ts';
import { listen } from '../../bot/listen.ts';
import { redact, redactAll } from '../../bot/redact.ts';
import { echoGuide } from '../support/echo-guide.ts';
import { testServer } from '../support/server.ts';

/** `npm run fuzz` tries 100,000 of each. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1_000);
if (process.env.FUZZ_RUNS) fc.configureGlobal({ numRuns: RUNS });

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
});
