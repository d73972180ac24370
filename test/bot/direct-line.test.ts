import { ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import XMLHttpRequest from 'xhr2';
import { echoGuide } from '../support/echo-guide.ts';
import { request, type TestServer, testServer } from '../support/server.ts';

// The unmodified client is written for browsers.
Object.assign(globalThis, { WebSocket, XMLHttpRequest });

const DL = '/v3/directline';
const until = async (holds: () => boolean, what: string, within = 10_000) => {
  const end = Date.now() + within;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe('Direct Line with the real client', () => {
  let server: TestServer;
  before(async () => {
    server = await testServer({ guide: echoGuide() });
  });
  after(() => server.stop());

  const newToken = async () =>
    String((await request(server.url, '/chat/token', { method: 'POST' })).body.token);

  for (const webSocket of [true, false]) {
    it(`greets, answers and marks messages as sent, ${webSocket ? 'over WebSocket' : 'by polling'}`, async () => {
      const line = new DirectLine({
        token: await newToken(),
        domain: `${server.url}${DL}`,
        webSocket,
        pollingInterval: 200,
      });
      const got: { text?: string; from: { role?: string }; channelData?: { clientActivityID?: string } }[] =
        [];
      const subscription = line.activity$.subscribe((activity) => got.push(activity as never));
      await until(() => got.some(({ text }) => text === 'Welcome'), 'the greeting');
      const message = {
        type: 'message',
        text: 'moi',
        from: { id: 'somebody-else' },
        channelData: { clientActivityID: 'c1' },
      } as const;
      const id = await new Promise((resolve) => line.postActivity(message).subscribe(resolve));
      expect(id).to.be.a('string').and.not.equal('retry');
      await until(() => got.filter(({ text }) => text === 'moi').length === 2, 'echo and reply');
      const [own, reply] = got.filter(({ text }) => text === 'moi');
      expect(own?.channelData?.clientActivityID).to.equal('c1');
      expect(own?.from.role).to.equal('user');
      expect(reply?.from.role).to.equal('bot');
      subscription.unsubscribe();
      line.end();
    });
  }

  it('loses and doubles nothing when the socket breaks', async () => {
    const sockets: WebSocket[] = [];
    class Watched extends WebSocket {
      constructor(url: string) {
        super(url);
        sockets.push(this);
      }
    }
    Object.assign(globalThis, { WebSocket: Watched });
    const line = new DirectLine({ token: await newToken(), domain: `${server.url}${DL}`, webSocket: true });
    const got: string[] = [];
    const subscription = line.activity$.subscribe(({ id, from, ...rest }) => {
      if ((from as { role?: string }).role === 'bot') got.push(String((rest as { text?: string }).text));
    });
    let status = ConnectionStatus.Uninitialized;
    line.connectionStatus$.subscribe((now) => {
      status = now;
    });
    const say = (text: string) =>
      new Promise((resolve) =>
        line.postActivity({ type: 'message', text, from: { id: 'me' } }).subscribe(resolve),
      );
    await until(() => status === ConnectionStatus.Online, 'the connection');
    await say('one');
    await until(() => got.includes('one'), 'the first reply');
    sockets.at(-1)?.terminate();
    await say('two');
    await say('three');
    await until(() => got.includes('three'), 'the replies of the time without a socket', 18_000);
    expect(got.filter((text) => text !== 'Welcome')).to.deep.equal(['one', 'two', 'three']);
    expect(sockets).to.have.length(2);
    subscription.unsubscribe();
    line.end();
    Object.assign(globalThis, { WebSocket });
  }).timeout(25_000);
});

describe('the Direct Line protocol', () => {
  let server: TestServer;
  let now = Date.now();
  const secret = 'a-secret-between-servers-that-is-long-enough';
  before(async () => {
    server = await testServer({
      guide: echoGuide(),
      config: { directLineSecret: secret, allowedOrigins: ['https://osaajaks.example'] },
      now: () => now,
    });
  });
  after(() => server.stop());

  const ask = (path: string, options?: Parameters<typeof request>[2]) => request(server.url, path, options);
  const open = async () => {
    const { body } = await ask('/chat/token', { method: 'POST', body: { lang: 'so' } });
    const token = String(body.token);
    const opened = await ask(`${DL}/conversations`, { method: 'POST', token });
    return { id: String(body.conversationId), userId: String(body.userId), token, opened };
  };
  const post = (id: string, token: string, body: unknown) =>
    ask(`${DL}/conversations/${id}/activities`, { method: 'POST', token, body });
  const texts = async (id: string, token: string, watermark = '') => {
    const { body } = await ask(`${DL}/conversations/${id}/activities?watermark=${watermark}`, { token });
    return {
      texts: (body.activities as { text?: string }[]).map(({ text }) => text),
      watermark: String(body.watermark),
    };
  };

  it('opens a conversation once, 201 then 200', async () => {
    const { id, token, opened } = await open();
    expect(opened.status).to.equal(201);
    expect(opened.body.conversationId).to.equal(id);
    expect(opened.body.streamUrl).to.match(/^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\//);
    expect((await ask(`${DL}/conversations`, { method: 'POST', token })).status).to.equal(200);
    expect((await texts(id, token)).texts.filter((text) => text === 'Welcome')).to.have.length(1);
  });

  it('gives anonymous browsers a token, and a fresh one for a running conversation', async () => {
    const { id, token, userId } = await open();
    expect(userId).to.match(/^dl_/);
    const again = await ask('/chat/token', { method: 'POST', body: { conversationId: id, token } });
    expect(again.status).to.equal(200);
    expect(again.body).to.include({ conversationId: id, userId, expiresIn: 3_600 });
    expect(
      (await ask('/chat/token', { method: 'POST', body: { conversationId: 'other', token } })).status,
    ).to.equal(403);
    expect((await ask('/chat/token', { method: 'POST', body: { lang: 'xx' } })).status).to.equal(400);
  });

  it('lets a server with the secret generate tokens, in both spellings, and nobody else', async () => {
    const generate = (token: string, body?: unknown) =>
      ask(`${DL}/tokens/generate`, { method: 'POST', token, body });
    for (const body of [undefined, { user: { id: 'dl_aino' } }, { User: { Id: 'dl_aino' } }]) {
      expect((await generate(secret, body)).status).to.equal(200);
    }
    expect((await generate(secret, { user: { id: 'aino' } })).status).to.equal(400);
    expect((await generate('wrong')).status).to.equal(403);
    expect((await ask(`${DL}/tokens/generate`, { method: 'POST' })).status).to.equal(401);
  });

  it('refreshes tokens', async () => {
    const { id, token } = await open();
    const { status, body } = await ask(`${DL}/tokens/refresh`, { method: 'POST', token });
    expect(status).to.equal(200);
    expect(body).to.include({ conversationId: id, expires_in: 3_600 });
    expect((await post(id, String(body.token), { type: 'message', text: 'a' })).status).to.equal(200);
  });

  it('answers a message that comes twice once', async () => {
    const { id, token } = await open();
    const message = { type: 'message', text: 'once', channelData: { clientActivityID: 'same' } };
    const [first, second] = await Promise.all([post(id, token, message), post(id, token, message)]);
    expect(second.body.id).to.equal(first.body.id);
    expect((await texts(id, token)).texts.filter((text) => text === 'once')).to.have.length(2); // the message and its echo
  });

  it('gives activities from a watermark on, and all without one', async () => {
    const { id, token } = await open();
    const { watermark } = await texts(id, token);
    await post(id, token, { type: 'message', text: 'after' });
    expect((await texts(id, token, watermark)).texts).to.deep.equal(['after', 'after']);
    expect((await texts(id, token)).texts).to.deep.equal([undefined, 'Welcome', 'after', 'after']);
    expect((await texts(id, token, '999999')).texts).to.deep.equal([]);
    expect((await ask(`${DL}/conversations/${id}/activities?watermark=-1`, { token })).status).to.equal(400);
  });

  it('keeps long conversations whole and in order', async () => {
    const { id, token } = await open();
    for (let i = 0; i < 120; i++) await post(id, token, { type: 'message', text: `${i}` });
    const all = (await texts(id, token)).texts.slice(2);
    expect(all).to.deep.equal(Array.from({ length: 240 }, (_, i) => `${Math.floor(i / 2)}`));
    expect((await texts(id, token, '100')).texts).to.deep.equal(all.slice(98));
    const stamps = (
      (await ask(`${DL}/conversations/${id}/activities`, { token })).body.activities as {
        timestamp: string;
      }[]
    ).map(({ timestamp }) => timestamp);
    expect(stamps).to.deep.equal([...new Set(stamps)].sort());
  });

  it('says who wrote, whatever the client claims', async () => {
    const { id, token, userId } = await open();
    await post(id, token, {
      type: 'message',
      text: 'x',
      from: { id: 'guide', role: 'bot' },
      id: 'mine',
      timestamp: '1970-01-01',
    });
    const { body } = await ask(`${DL}/conversations/${id}/activities`, { token });
    const own = (
      body.activities as {
        text?: string;
        from: { id: string; role: string };
        replyToId?: string;
        id: string;
      }[]
    ).filter(({ text }) => text === 'x');
    expect(own.map(({ from }) => from.role)).to.deep.equal(['user', 'bot']);
    expect(own[0]?.from.id).to.equal(userId);
    expect(own[1]?.replyToId).to.equal(own[0]?.id);
  });

  it('answers a token that is missing with 401, and one that is forged, foreign or expired with 403', async () => {
    const { id, token } = await open();
    const other = await open();
    const [head, payload] = token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const activities = `${DL}/conversations/${id}/activities`;
    expect((await ask(activities)).status).to.equal(401);
    for (const bad of ['nonsense', `${head}.${payload}.AAAA`, unsigned, other.token]) {
      expect((await ask(activities, { token: bad })).status, bad.slice(0, 20)).to.equal(403);
    }
    now += 3_700_000;
    const expired = await ask(activities, { token });
    expect(expired.status).to.equal(403);
    expect(expired.body.error?.code).to.equal('TokenExpired');
    expect(
      (await ask('/chat/token', { method: 'POST', body: { conversationId: id, token } })).status,
    ).to.equal(403);
  });

  it("answers what is malformed with 4xx in Direct Line's form", async () => {
    const { id, token } = await open();
    const path = `${DL}/conversations/${id}/activities`;
    const json = { 'content-type': 'application/json' };
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const cases: [string, number, Parameters<typeof request>[2]][] = [
      ['no body', 400, {}],
      ['not JSON', 400, { raw: '{', headers: json }],
      ['too deep', 413, { raw: deep, headers: json }],
      ['deep', 400, { raw: `${'['.repeat(40)}${']'.repeat(40)}`, headers: json }],
      [
        'too large',
        413,
        { raw: JSON.stringify({ type: 'message', text: 'x'.repeat(70_000) }), headers: json },
      ],
      ['compressed', 415, { raw: '{}', headers: { ...json, 'content-encoding': 'gzip' } }],
      ['another type', 415, { raw: '{}', headers: { 'content-type': 'text/plain' } }],
      ['not UTF-8', 400, { raw: new Uint8Array([0x22, 0xff, 0x22]), headers: json }],
      ['not an activity', 400, { body: [] }],
      ['an unknown type', 400, { body: { type: 'party' } }],
      ['a text that is none', 400, { body: { type: 'message', text: { a: 1 } } }],
    ];
    for (const [what, status, options] of cases) {
      const answer = await ask(path, { method: 'POST', token, ...options });
      expect(answer.status, what).to.equal(status);
      expect(answer.body.error?.code, what).to.be.a('string');
      expect(answer.body.error?.message, what).to.be.a('string');
    }
    for (const [bad, status] of [
      ['/nothing', 404],
      ['/%zz', 404],
      [`${DL}/conversations/unknown/activities`, 403],
    ] as const) {
      const answer = await ask(bad, { token });
      expect(answer.status, bad).to.equal(status);
      expect(answer.body.error?.code, bad).to.be.a('string');
    }
    expect((await ask('/healthz', { method: 'DELETE' })).status).to.equal(405);
    expect(
      (await ask(`${DL}/conversations/${id}/upload?userId=x`, { method: 'POST', token, raw: 'file' })).status,
    ).to.equal(415);
  });

  it('answers a conversation that never was with 404', async () => {
    const { body } = await ask(`${DL}/tokens/generate`, { method: 'POST', token: secret });
    expect(
      (await ask(`${DL}/conversations/${body.conversationId}?watermark=`, { token: String(body.token) }))
        .status,
    ).to.equal(404);
  });

  it('opens a stream once for each ticket', async () => {
    const { opened } = await open();
    const url = String(opened.body.streamUrl);
    const connects = (address: string, origin?: string) =>
      new Promise<boolean>((resolve) => {
        const socket = new WebSocket(address, origin === undefined ? {} : { origin });
        socket.on('open', () => {
          socket.send('');
          socket.close();
          resolve(true);
        });
        socket.on('error', () => resolve(false));
      });
    expect(await connects(url)).to.equal(true);
    expect(await connects(url)).to.equal(false);
    expect(await connects(url.replace(/t=.*/, 't=guess'))).to.equal(false);
    expect(await connects(String((await open()).opened.body.streamUrl), 'https://evil.example')).to.equal(
      false,
    );
    expect(await connects(String((await open()).opened.body.streamUrl), 'https://osaajaks.example')).to.equal(
      true,
    );
  });

  it('lets pages of allowed origins in, and no others', async () => {
    const preflight = (origin: string) =>
      ask(`${DL}/conversations`, { method: 'OPTIONS', headers: { origin } });
    const allowed = await preflight('https://osaajaks.example');
    expect(allowed.status).to.equal(204);
    expect(allowed.headers.get('access-control-allow-origin')).to.equal('https://osaajaks.example');
    expect(allowed.headers.get('access-control-allow-headers')?.toLowerCase()).to.include('x-ms-bot-agent');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).to.equal(
      null,
    );
  });

  it('says that it is well', async () => {
    const { status, body, headers } = await ask('/healthz');
    expect([status, body.status]).to.deep.equal([200, 'ok']);
    expect(headers.get('content-security-policy')).to.include("default-src 'none'");
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
  });
});
