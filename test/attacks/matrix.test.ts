import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { SignJWT } from 'jose';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { DIRECT_LINE_SECRET, everyDoor, METRICS_TOKEN, SECRET } from '../support/every-door.ts';
import { ACCOUNT, OUR_NUMBER, PUBLIC, TOKEN } from '../support/twilio-stand-in.ts';

/** What opens an address. */
type Lock = 'nothing' | 'token' | 'secret' | 'pass' | 'form' | 'desk' | 'twilio' | 'azure' | 'metrics';

/** Every address of the server, what opens it, and a body that it would take; without one it reads none. */
const DOORS: Readonly<Record<string, readonly [lock: Lock, body?: unknown]>> = {
  'GET /': ['nothing'],
  'GET /embed': ['nothing'],
  'GET /widget.js': ['nothing'],
  'GET /assets/:hash/*': ['nothing'],
  'GET /plan': ['nothing'],
  'POST /plan': ['form', {}],
  'GET /my-data': ['nothing'],
  'POST /my-data': ['form', {}],
  'GET /plan/assets/:hash/*': ['nothing'],
  'GET /desk': ['nothing'],
  'GET /desk/assets/:hash/*': ['nothing'],
  'GET /desk/sign-in': ['nothing'],
  'GET /desk/sign-in/callback': ['nothing'],
  'GET /desk/api/sign-in': ['nothing'],
  'GET /healthz': ['nothing'],
  'GET /readyz': ['nothing'],
  'GET /metrics': ['metrics'],
  'OPTIONS /v3/directline/*': ['nothing'],
  'POST /v3/directline/tokens/generate': ['secret', {}],
  'POST /v3/directline/tokens/refresh': ['token'],
  'POST /v3/directline/conversations': ['token', {}],
  'GET /v3/directline/conversations/:id': ['token'],
  'GET /v3/directline/conversations/:id/activities': ['token'],
  'POST /v3/directline/conversations/:id/activities': ['token', { type: 'message', text: 'hei' }],
  'POST /v3/directline/conversations/:id/upload': ['token'],
  'POST /chat/token': ['pass', {}],
  'POST /chat/forget': ['pass', {}],
  'POST /api/messages': ['azure', {}],
  'POST /channels/sms': ['twilio', {}],
  'POST /channels/sms/status': ['twilio', {}],
  'GET /desk/api/me': ['desk'],
  'PUT /desk/api/me': ['desk', { lang: 'sv' }],
  'POST /desk/api/heartbeat': ['desk'],
  'POST /desk/api/sign-out': ['desk'],
  'GET /desk/api/vocabulary': ['desk'],
  'GET /desk/api/phrases': ['desk'],
  'GET /desk/api/items': ['desk'],
  'GET /desk/api/experts': ['desk'],
  'GET /desk/api/advice/form': ['desk'],
  'POST /desk/api/advice': ['desk', { profile: {} }],
  'GET /desk/api/cases': ['desk'],
  'GET /desk/api/feed': ['desk'],
  'GET /desk/api/cases/:id': ['desk'],
  'GET /desk/api/cases/:id/messages': ['desk'],
  'GET /desk/api/cases/:id/feed': ['desk'],
  'GET /desk/api/cases/:id/looks': ['desk'],
  'GET /desk/api/cases/:id/summary': ['desk'],
  'GET /desk/api/cases/:id/plan': ['desk'],
  'PUT /desk/api/cases/:id/plan': ['desk', { version: 0, to: 'cook', steps: [{ item: 'hygiene-passport' }] }],
  'POST /desk/api/cases/:id/plan/send': ['desk', { key: 'k', version: 1 }],
  'POST /desk/api/cases/:id/take': ['desk', {}],
  'POST /desk/api/cases/:id/return': ['desk', {}],
  'POST /desk/api/cases/:id/give-back': ['desk', {}],
  'POST /desk/api/cases/:id/transfer': ['desk', { to: { team: 'network' }, note: '' }],
  'POST /desk/api/cases/:id/invite': ['desk', { coach: 'coach-2', note: '' }],
  'DELETE /desk/api/cases/:id/invite/:coach': ['desk'],
  'POST /desk/api/cases/:id/close': ['desk', { outcome: 'answered' }],
  'POST /desk/api/cases/:id/messages': ['desk', { key: 'k', text: 'hei' }],
  'POST /desk/api/cases/:id/phrases': ['desk', { key: 'k', phrase: 'hello' }],
  'POST /desk/api/cases/:id/links': ['desk', { key: 'k', item: 'hygiene-passport' }],
  'POST /desk/api/cases/:id/typing': ['desk'],
  'POST /desk/api/cases/:id/read': ['desk', { count: 1 }],
  'POST /desk/api/codes': ['desk', { code: 'K7PM-X3RT' }],
  'POST /desk/api/cases/:id/notes': ['desk', { text: 'note' }],
};
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
/** Bodies that are made to hurt, and whether they are surely refused. */
const HURTING: readonly (readonly [
  what: string,
  body: string | Uint8Array<ArrayBuffer>,
  refused: boolean,
  headers?: Readonly<Record<string, string>>,
])[] = [
  ['larger than allowed', `{"text":"${'a'.repeat(300_000)}"}`, true],
  ['nested 100,000 levels deep', deep(100_000), true],
  ['nested 40 levels deep', `{"value":${deep(40)}}`, true],
  [
    'compressed',
    new Uint8Array(gzipSync(Buffer.alloc(10_000_000, 'a'))),
    true,
    { 'content-encoding': 'gzip' },
  ],
  ['said to be compressed by something unknown', '{}', true, { 'content-encoding': 'zstd, br' }],
  ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), true],
  ['cut off', '{"text":', true],
  ['nothing but NUL', '\u0000\u0000', true],
  ['a list', '[]', true],
  ['a number', '1e999', true],
  ['with __proto__', '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}', false],
  ['with a key twice', '{"text":"a","text":"b","type":"message","type":"message"}', false],
  [
    'with lone surrogates, NUL and turned text',
    '{"text":"\\ud800 \\u0000 \\u202e","key":"\\udfff","note":"\\u0000"}',
    false,
  ],
  ['with very many keys', `{${Array.from({ length: 5_000 }, (_, i) => `"k${i}":1`).join()}}`, false],
];

interface Try {
  readonly what: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly expects?: readonly number[];
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const own = { 'x-desk': '1' };

describe('whoever may not', function () {
  this.timeout(120_000);
  let all: Awaited<ReturnType<typeof everyDoor>>;
  let mine: { readonly conversationId: string; readonly token: string };
  let other: typeof mine;
  let session: string;
  let planner: string;
  let left: string;

  const ask = (method: string, path: string, { headers = {}, query = '', body }: Omit<Try, 'what'> = {}) =>
    fetch(`${all.url}${path}${query}`, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
      ...(body !== undefined && method !== 'GET' && { body }),
    });
  const open = async (): Promise<typeof mine> =>
    (await ask('POST', '/chat/token', { headers: json, body: '{"open":true,"lang":"fi"}' })).json() as never;
  const signIn = async (id: string, roles: readonly ('coach' | 'planner')[]) => {
    const entered = await ask('GET', all.web.localLink({ id, name: id, roles }));
    return (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };

  before(async () => {
    all = await everyDoor();
    mine = await open();
    other = await open();
    session = await signIn('coach-1', ['coach']);
    planner = await signIn('somebody', ['planner']);
    left = await signIn('coach-2', ['coach']);
    await ask('POST', '/desk/api/sign-out', { headers: { cookie: left, ...own } });
    await ask('POST', '/desk/api/heartbeat', { headers: { cookie: session, ...own } });
    await all.turns.take({
      conversationId: mine.conversationId,
      channelId: 'directline',
      userId: 'dl_u',
      activity: { type: 'message', text: 'haluan puhua ihmiselle' },
    });
    const taken = await ask('POST', `/desk/api/cases/${mine.conversationId}/take`, {
      headers: { cookie: session, ...own, ...json },
      body: '{}',
    });
    expect(taken.status).to.equal(200);
  });
  after(() => all.stop());

  const pathOf = (door: string) =>
    (door.split(' ')[1] ?? '')
      .replace(':id', mine.conversationId)
      .replace(':coach', 'coach-2')
      .replace(':hash', 'x')
      .replace('*', 'x');

  const signed = (
    claims: Record<string, unknown>,
    { key = SECRET, audience = 'directline', seconds = 600 } = {},
  ) =>
    new SignJWT({ conv: mine.conversationId, user: 'dl_u', ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(audience)
      .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
      .sign(new TextEncoder().encode(key));

  /** Tokens of conversations that are not right for this one. */
  const wrongTokens = async (): Promise<Readonly<Record<string, string>>> => ({
    'an expired token': await signed({}, { seconds: -10 }),
    'a token that somebody else signed': await signed({}, { key: 'x'.repeat(48) }),
    'a token for something else': await signed({}, { audience: 'stream' }),
    'a token with alg none': `${base64({ alg: 'none', typ: 'JWT' })}.${base64({ conv: mine.conversationId, user: 'dl_u', aud: 'directline' })}.`,
    'a token with a changed claim': (await signed({ conv: other.conversationId })).replace(
      /\.[^.]+\./,
      `.${base64({ conv: mine.conversationId, user: 'dl_u', aud: 'directline', exp: 9_999_999_999 })}.`,
    ),
    'no token but words': 'let-me-in',
  });

  /** What is tried at a door, by what opens it. */
  const TRIES: Readonly<Record<Lock, (door: string) => Promise<readonly Try[]>>> = {
    nothing: async () => [],

    async token(door) {
      const tokens = Object.entries(await wrongTokens());
      return [
        { what: 'nothing' },
        ...tokens.map(([what, token]) => ({ what, headers: bearer(token) })),
        { what: 'the token in the address', query: `?token=${mine.token}&access_token=${mine.token}` },
        { what: 'the token as a cookie', headers: { cookie: `token=${mine.token}` } },
        { what: 'Basic', headers: { authorization: `Basic ${btoa(`token:${mine.token}`)}` } },
        ...(door.includes(':id')
          ? [{ what: 'the token of another conversation', headers: bearer(other.token) }]
          : []),
      ];
    },

    secret: async () => [
      { what: 'nothing' },
      { what: 'a token of a conversation', headers: bearer(mine.token) },
      { what: 'another secret', headers: bearer(DIRECT_LINE_SECRET.replace('t', 'x')) },
      {
        what: 'the secret in the address',
        query: `?secret=${DIRECT_LINE_SECRET}&token=${DIRECT_LINE_SECRET}`,
      },
    ],

    async pass(door) {
      const tokens = { ...(await wrongTokens()), 'the token of another conversation': other.token };
      const passes = Object.entries(tokens).map(([what, token]) => ({
        what,
        headers: json,
        body: JSON.stringify({ conversationId: mine.conversationId, token }),
      }));
      if (door === 'POST /chat/token') return passes;
      return [
        ...passes,
        { what: 'no pass', headers: json, body: '{}', expects: [400] },
        {
          what: 'the pass in the address',
          headers: json,
          body: '{}',
          query: `?conversationId=${mine.conversationId}&token=${mine.token}`,
          expects: [400],
        },
      ];
    },

    async form() {
      const tokens = Object.entries(await wrongTokens());
      return [
        { what: 'nothing', headers: form, body: '' },
        ...tokens.map(([what, token]) => ({ what, headers: form, body: `token=${token}` })),
        { what: 'the token in the address', headers: form, body: '', query: `?token=${mine.token}` },
        { what: 'the token in the header', headers: { ...form, ...bearer(mine.token) }, body: '' },
      ];
    },

    metrics: async () => [
      { what: 'nothing' },
      { what: 'another token', headers: bearer(`${METRICS_TOKEN}x`) },
      { what: 'a token of a conversation', headers: bearer(mine.token) },
      { what: 'the token in the address', query: `?token=${METRICS_TOKEN}` },
      { what: 'a session of the desk', headers: { cookie: session } },
    ],

    async desk(door) {
      const body = JSON.stringify(DOORS[door]?.[1] ?? {});
      const common = { ...own, ...json };
      const coachesOnly = / \/desk\/api\/(cases|feed)/.test(door);
      return [
        { what: 'no session', headers: common, body },
        { what: 'a forged session', headers: { ...common, cookie: 'desk=forged' }, body },
        { what: 'a session that was ended', headers: { ...common, cookie: left }, body },
        { what: 'a token of a conversation', headers: { ...common, ...bearer(mine.token) }, body },
        { what: 'the session in the address', headers: common, body, query: `?${session}` },
        {
          what: 'a page of another site',
          headers: {
            ...common,
            cookie: session,
            origin: 'https://evil.example',
            'sec-fetch-site': 'cross-site',
          },
          body,
        },
        ...(door.startsWith('GET')
          ? []
          : [{ what: 'a form of another site', headers: { ...form, cookie: session }, body }]),
        ...(coachesOnly ? [{ what: 'another role', headers: { ...common, cookie: planner }, body }] : []),
      ];
    },

    async twilio(door) {
      const sms: Record<string, string> = {
        AccountSid: ACCOUNT,
        MessageSid: all.twilio.newSid(),
        MessageStatus: 'delivered',
        From: '+358401234567',
        To: OUR_NUMBER,
        Body: 'hei',
      };
      const path = pathOf(door);
      const query = '?of=x';
      const at = (what: string, signature: string | undefined, fields = sms): Try => ({
        what,
        query,
        headers: { ...form, ...(signature !== undefined && { 'x-twilio-signature': signature }) },
        body: new URLSearchParams(fields).toString(),
      });
      const sign = (token: string, origin = PUBLIC, fields = sms) =>
        getExpectedTwilioSignature(token, `${origin}${path}${query}`, fields);
      const foreign = { ...sms, AccountSid: `AC${'1b'.repeat(16)}` };
      return [
        at('nothing', undefined),
        at('words', 'let-me-in'),
        at('a signature of somebody else', sign('0'.repeat(32))),
        at('a signature over another address', sign(TOKEN, 'https://evil.example')),
        at('a signature over another message', sign(TOKEN), { ...sms, Body: 'something else' }),
        at('another account', sign(TOKEN, PUBLIC, foreign), foreign),
        {
          ...at('the signature in the address', undefined),
          query: `${query}&X-Twilio-Signature=${sign(TOKEN)}`,
        },
        { what: 'a token of a conversation', headers: { ...form, ...bearer(mine.token) }, body: '' },
      ];
    },

    async azure() {
      const body = JSON.stringify(all.connector.activity({ text: 'hei' }));
      const at = (what: string, token: string): Try => ({
        what,
        headers: { ...json, ...bearer(token) },
        body,
      });
      const good = await all.connector.token();
      return [
        { what: 'nothing', headers: json, body },
        at(
          'an expired token',
          await all.connector.token({ expires: Math.floor(Date.now() / 1_000) - 3_600 }),
        ),
        at('a token that somebody else signed', await all.connector.token({ byStranger: true })),
        at('a token for another bot', await all.connector.token({ claims: { aud: 'another' } })),
        at(
          'a token of another issuer',
          await all.connector.token({ claims: { iss: 'https://evil.example' } }),
        ),
        at(
          'a token for another address',
          await all.connector.token({ claims: { serviceurl: 'https://evil.example' } }),
        ),
        at('a token with alg none', `${base64({ alg: 'none' })}.${good.split('.')[1]}.`),
        at('a token of a conversation', mine.token),
        { what: 'the token in the address', headers: json, body, query: `?token=${good}` },
      ];
    },
  };

  /** What is right at a door, so that only one thing is wrong. */
  async function keyTo(door: string): Promise<Readonly<Record<string, string>>> {
    switch (DOORS[door]?.[0]) {
      case 'token':
        return bearer(mine.token);
      case 'secret':
        return bearer(DIRECT_LINE_SECRET);
      case 'metrics':
        return bearer(METRICS_TOKEN);
      case 'desk':
        return { cookie: session, ...own };
      case 'azure':
        return bearer(await all.connector.token());
      default:
        return {};
    }
  }

  it('is refused at every address there is: this table has them all', () => {
    expect(Object.keys(DOORS).sort()).to.deep.equal([...all.routes].sort());
  });

  for (const [door, [lock, body]] of Object.entries(DOORS)) {
    const [method = ''] = door.split(' ');

    it(`gets nothing at ${door}, and changes nothing`, async () => {
      const before = await all.everything();
      for (const { what, expects = [401, 403], ...more } of await TRIES[lock](door)) {
        const answer = await ask(method, pathOf(door), more);
        const text = await answer.text();
        expect(answer.status, what).to.be.oneOf([...expects]);
        for (const secret of [mine.token, SECRET, DIRECT_LINE_SECRET, METRICS_TOKEN, TOKEN, 'haluan puhua'])
          expect(text, what).to.not.include(secret);
      }
      expect((await all.everything()) === before, 'nothing is changed').to.equal(true);
    });

    if (body !== undefined)
      it(`is told at ${door} which kind of body is taken, and changes nothing`, async () => {
        const before = await all.everything();
        const key = await keyTo(door);
        for (const type of [
          'text/plain',
          'application/xml',
          'multipart/form-data; boundary=x',
          'image/png',
        ]) {
          const answer = await ask(method, pathOf(door), {
            headers: { ...key, 'content-type': type },
            body: JSON.stringify(body),
          });
          await answer.text();
          expect(answer.status, type).to.equal(415);
        }
        expect((await all.everything()) === before, 'nothing is changed').to.equal(true);
      });

    if (body !== undefined)
      it(`hurts nothing at ${door} with a body that is made to hurt`, async () => {
        const key = await keyTo(door);
        const type = lock === 'form' || lock === 'twilio' ? form : json;
        for (const [what, made, refused, headers = {}] of HURTING) {
          const answer = await ask(method, pathOf(door), {
            headers: { ...key, ...type, ...headers },
            body: made,
          });
          await answer.text();
          expect(answer.status, what).to.be.within(refused ? 400 : 200, 499);
        }
        expect(({} as { admin?: unknown }).admin).to.equal(undefined);
      });
  }

  for (const path of new Set(Object.keys(DOORS).map((door) => door.split(' ')[1] ?? ''))) {
    const taken = METHODS.filter((method) => DOORS[`${method} ${path}`]);
    if (taken.length === 0) continue;
    it(`is told at ${path} which method is taken, and changes nothing`, async () => {
      const before = await all.everything();
      const key = await keyTo(`${taken[0]} ${path}`);
      for (const method of METHODS.filter((one) => !taken.includes(one))) {
        const answer = await ask(method, pathOf(`${method} ${path}`), {
          headers: { ...key, ...json },
          body: '{}',
        });
        await answer.text();
        expect(answer.status, method).to.equal(405);
      }
      expect((await all.everything()) === before, 'nothing is changed').to.equal(true);
    });
  }

  it('cannot go on with a session of the desk that has ended by itself', async () => {
    const late = await signIn('coach-3', ['coach']);
    all.wait(61 * 60_000);
    for (const door of Object.keys(DOORS).filter((one) => DOORS[one]?.[0] === 'desk')) {
      const [method = ''] = door.split(' ');
      const answer = await ask(method, pathOf(door), {
        headers: { cookie: late, ...own, ...json },
        body: JSON.stringify(DOORS[door]?.[1] ?? {}),
      });
      await answer.text();
      expect(answer.status, door).to.equal(401);
    }
  });
});
