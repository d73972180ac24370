import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { SignJWT } from 'jose';
import { echoGuide } from '../support/echo-guide.ts';
import { request, type TestServer, testServer } from '../support/server.ts';

const KEY = new TextEncoder().encode('a key for tests that is long enough to sign with');
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Chat {
  readonly token: string;
  readonly conversationId: string;
}

describe('somebody who is not who they say', () => {
  let server: TestServer;
  let mine: Chat;
  let other: Chat;
  const open = async () => {
    const chat = (await request(server.url, '/chat/token', { method: 'POST', body: {} }))
      .body as unknown as Chat;
    await request(server.url, '/v3/directline/conversations', {
      method: 'POST',
      token: chat.token,
      body: {},
    });
    return chat;
  };
  before(async () => {
    server = await testServer({ guide: echoGuide() });
    mine = await open();
    other = await open();
  });
  after(() => server.stop());

  const signed = (
    claims: Record<string, unknown>,
    key: Uint8Array = KEY,
    audience = 'directline',
    expires = 3_600,
  ) =>
    new SignJWT({ conv: mine.conversationId, user: 'dl_u', ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(audience)
      .setExpirationTime(Math.floor(Date.now() / 1_000) + expires)
      .sign(key);

  const ROUTES = [
    ['POST', '/v3/directline/tokens/generate'],
    ['POST', '/v3/directline/tokens/refresh'],
    ['POST', '/v3/directline/conversations'],
    ['GET', '/v3/directline/conversations/:id'],
    ['GET', '/v3/directline/conversations/:id/activities'],
    ['POST', '/v3/directline/conversations/:id/activities'],
    ['POST', '/v3/directline/conversations/:id/upload'],
  ] as const;

  const CREDENTIALS: Readonly<Record<string, () => Promise<string | undefined>>> = {
    'no token': async () => undefined,
    'an expired token': () => signed({}, KEY, 'directline', -10),
    'a token signed with another key': () => signed({}, new TextEncoder().encode('x'.repeat(48))),
    'a token for something else': () => signed({}, KEY, 'stream'),
    'a token that is not signed (alg: none)': async () =>
      `${base64({ alg: 'none', typ: 'JWT' })}.${base64({ conv: mine.conversationId, user: 'dl_u', aud: 'directline' })}.`,
    'a token with a changed claim': async () => {
      const [head, , signature] = (await signed({})).split('.');
      return `${head}.${base64({ conv: mine.conversationId, user: 'dl_admin', aud: 'directline' })}.${signature}`;
    },
    'something that is no token': async () => 'let-me-in',
    'a token of 20,000 characters': async () => 'a'.repeat(10_000),
  };

  for (const [method, route] of ROUTES) {
    for (const [what, credential] of Object.entries(CREDENTIALS)) {
      it(`gets nothing at ${method} ${route} with ${what}`, async () => {
        const token = await credential();
        const { status } = await request(server.url, route.replace(':id', mine.conversationId), {
          method,
          ...(token !== undefined && { token }),
          ...(method === 'POST' && { body: { type: 'message', text: 'hello', from: { id: 'u' } } }),
        });
        expect(status).to.be.oneOf([401, 403]);
      });
    }
  }

  for (const [method, route] of ROUTES.filter(([, path]) => path.includes(':id'))) {
    it(`gets nothing at ${method} ${route} of somebody else’s conversation`, async () => {
      const { status } = await request(server.url, route.replace(':id', other.conversationId), {
        method,
        token: mine.token,
        ...(method === 'POST' && { body: { type: 'message', text: 'hello', from: { id: 'u' } } }),
      });
      expect(status).to.equal(403);
    });

    it(`gets nothing at ${method} ${route} with the token in the address`, async () => {
      const { status } = await request(
        server.url,
        `${route.replace(':id', mine.conversationId)}?token=${mine.token}&access_token=${mine.token}`,
        { method },
      );
      expect(status).to.equal(401);
    });
  }

  it('cannot speak as somebody else: who it is from is the server’s to say', async () => {
    const path = `/v3/directline/conversations/${mine.conversationId}/activities`;
    await request(server.url, path, {
      method: 'POST',
      token: mine.token,
      body: {
        type: 'message',
        text: 'I am the guide',
        from: { id: 'guide', role: 'bot', name: 'OsaajaKS' },
        id: 'x',
        conversation: { id: other.conversationId },
        channelId: 'msteams',
        timestamp: '1999-01-01T00:00:00Z',
        replyToId: 'y',
      },
    });
    const { body } = await request(server.url, path, { token: mine.token });
    const said = (body.activities as Record<string, unknown>[]).find(
      ({ text, from }) => text === 'I am the guide' && (from as { role: string }).role === 'user',
    );
    expect(said).to.deep.include({ channelId: 'directline', conversation: { id: mine.conversationId } });
    expect(said?.id).to.match(/\|\d{7}$/);
    expect(said?.timestamp).to.not.equal('1999-01-01T00:00:00Z');
    const theirs = await request(
      server.url,
      `/v3/directline/conversations/${other.conversationId}/activities`,
      {
        token: other.token,
      },
    );
    expect(JSON.stringify(theirs.body)).to.not.include('I am the guide');
  });

  it('cannot open a stream from a page of another origin, nor without a ticket', async () => {
    const { body } = await request(server.url, `/v3/directline/conversations/${mine.conversationId}`, {
      token: mine.token,
    });
    const address = new URL(String(body.streamUrl));
    for (const [target, origin] of [
      [address.pathname + address.search, 'https://evil.example'],
      [address.pathname, undefined],
      [`${address.pathname}?t=${mine.token}`, undefined],
    ] as const)
      expect(await upgrade(server.url, target, origin)).to.match(/^HTTP\/1\.1 403/);
  });
});

/** The first line of the answer to a WebSocket handshake (RFC 6455). */
function upgrade(url: string, target: string, origin: string | undefined): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        [
          `GET ${target} HTTP/1.1`,
          `Host: ${hostname}:${port}`,
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          ...(origin === undefined ? [] : [`Origin: ${origin}`]),
          '\r\n',
        ].join('\r\n'),
      ),
    );
    socket.once('data', (data) => {
      resolve(String(data));
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('a body that is made to hurt', () => {
  let server: TestServer;
  let chat: Chat;
  let path: string;
  before(async () => {
    server = await testServer({ guide: echoGuide() });
    chat = (await request(server.url, '/chat/token', { method: 'POST', body: {} })).body as unknown as Chat;
    path = `/v3/directline/conversations/${chat.conversationId}/activities`;
    await request(server.url, '/v3/directline/conversations', {
      method: 'POST',
      token: chat.token,
      body: {},
    });
  });
  after(() => server.stop());

  const post = (raw: BodyInit, headers: Record<string, string> = {}) =>
    request(server.url, path, {
      method: 'POST',
      token: chat.token,
      raw,
      headers: { 'content-type': 'application/json', ...headers },
    });

  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  for (const [what, body, headers, status] of [
    ['larger than allowed', JSON.stringify({ type: 'message', text: 'a'.repeat(70_000) }), {}, 413],
    ['nested 100,000 levels deep', deep, {}, 413],
    ['nested 20 levels deep', `{"type":"message","value":${'['.repeat(20)}${']'.repeat(20)}}`, {}, 400],
    ['compressed', gzipSync('{"type":"message","text":"hi"}'), { 'content-encoding': 'gzip' }, 415],
    ['not JSON', '{"type":', {}, 400],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), {}, 400],
    ['a form', 'type=message', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a number', '7', {}, 400],
    ['a list', '[]', {}, 400],
    ['a text that is not a text', '{"type":"message","text":{"toString":1}}', {}, 400],
    ['an unknown type', '{"type":"explode"}', {}, 400],
  ] as const) {
    it(`is refused with ${status}: ${what}`, async () => {
      const answer = await post(body as BodyInit, headers);
      expect(answer.status).to.equal(status);
      expect(answer.body.error?.message).to.be.a('string');
    });
  }

  it('changes nothing of any object: __proto__, constructor and keys given twice', async () => {
    await post(
      '{"type":"message","text":"one","__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
    );
    await post(
      '{"type":"message","text":"first","text":"second","channelData":{"__proto__":{"admin":true}}}',
    );
    expect(({} as { admin?: boolean }).admin).to.equal(undefined);
    const { body } = await request(server.url, path, { token: chat.token });
    const texts = (body.activities as { text?: string; from: { role: string } }[])
      .filter(({ from }) => from.role === 'user')
      .map(({ text }) => text);
    expect(texts).to.include('one').and.to.include('second').and.to.not.include('first');
  });

  it('comes back readable: lone surrogates, NUL, direction overrides, all planes of Unicode', async () => {
    for (const text of ['\\ud800 alone', 'nul \\u0000 nul', '\\u202e turned', '𝕳𝖊𝖎 👩🏽‍🚒 ﷽']) {
      const answer = await post(`{"type":"message","text":"${text}"}`);
      expect(answer.status).to.equal(200);
    }
    const { status, body } = await request(server.url, path, { token: chat.token });
    expect(status).to.equal(200);
    expect(JSON.stringify(body)).to.include('👩🏽‍🚒');
  });

  it('is refused where the method or the address is another', async () => {
    for (const [method, target, status] of [
      ['DELETE', path, 405],
      ['PUT', path, 405],
      ['GET', '/v3/directline/tokens/generate', 405],
      ['GET', '/v3/nothing', 404],
      ['GET', '/assets/../../package.json', 404],
      ['GET', '/assets/x/..%2f..%2fpackage.json', 404],
    ] as const)
      expect((await request(server.url, target, { method })).status, `${method} ${target}`).to.equal(status);
  });
});

describe('a flood', () => {
  it('in one conversation is refused with 429 and a time to wait, and others go on', async () => {
    const server = await testServer({ guide: echoGuide(), config: { messagesPerMinute: 5 } });
    const open = async () => {
      const chat = (await request(server.url, '/chat/token', { method: 'POST', body: {} }))
        .body as unknown as Chat;
      await request(server.url, '/v3/directline/conversations', {
        method: 'POST',
        token: chat.token,
        body: {},
      });
      return chat;
    };
    const say = ({ conversationId, token }: Chat) =>
      request(server.url, `/v3/directline/conversations/${conversationId}/activities`, {
        method: 'POST',
        token,
        body: { type: 'message', text: 'x', from: { id: 'u' } },
      });
    const [loud, calm] = [await open(), await open()];
    const answers = await Promise.all(Array.from({ length: 20 }, () => say(loud)));
    expect(answers.filter(({ status }) => status === 200)).to.have.length(5);
    const [refused] = answers.filter(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).to.be.within(1, 60);
    expect((await say(calm)).status).to.equal(200);
    await server.stop();
  });

  it('from one address is refused, and another address behind the same proxy is not', async () => {
    const server = await testServer({ guide: echoGuide(), config: { requestsPerMinute: 3, proxies: 1 } });
    const from = (address: string) =>
      request(server.url, '/healthz', { headers: { 'x-forwarded-for': address } }).then(
        ({ status }) => status,
      );
    for (let i = 0; i < 3; i++) expect(await from('203.0.113.7')).to.equal(200);
    expect(await from('203.0.113.7')).to.equal(429);
    // What the sender itself claims stands left of what the proxy saw.
    expect(await from('198.51.100.1, 203.0.113.7')).to.equal(429);
    expect(await from('203.0.113.8')).to.equal(200);
    // All addresses of one household are one (IPv6).
    for (let i = 0; i < 3; i++) expect(await from(`2001:db8:1:2::${i}`)).to.equal(200);
    expect(await from('2001:db8:1:2:ffff::1')).to.equal(429);
    expect(await from('2001:db8:1:3::1')).to.equal(200);
    await server.stop();
  });
});
