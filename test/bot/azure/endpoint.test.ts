import { expect } from 'chai';
import { memoryStore } from '../../../bot/storage/memory.ts';
import { startAzure } from '../../support/azure.ts';
import { APP_ID, type BotConnector, startBotConnector } from '../../support/bot-connector.ts';
import { echoGuide } from '../../support/echo-guide.ts';

type Server = Awaited<ReturnType<typeof startAzure>>;
const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const NOW = Math.floor(Date.now() / 1_000);

describe('the endpoint for Teams', () => {
  let connector: BotConnector;
  let server: Server;
  const others: Server[] = [];
  /** What the SDK prints to the console, which nobody wants in a log. */
  let noise: unknown[];
  const { error, warn, log } = console;

  beforeEach(async () => {
    connector = await startBotConnector();
    server = await startAzure({ connector, guide: echoGuide() });
    noise = [];
    console.error = console.warn = console.log = (...words) => void noise.push(words);
  });
  afterEach(async () => {
    Object.assign(console, { error, warn, log });
    for (const one of [server, ...others.splice(0)]) await one.stop();
    await connector.stop();
  });

  async function another(parts: Parameters<typeof startAzure>[0]): Promise<Server> {
    const started = await startAzure(parts);
    others.push(started);
    return started;
  }

  it('keeps a message, says so, and answers by sending, signed in as itself', async () => {
    expect(await server.post(connector.activity({ text: 'hello' }))).to.deep.equal({ status: 200, body: '' });
    const sent = await connector.sent(2);
    expect(sent.at(-1)?.text).to.equal('hello');
    expect(connector.posted.at(-1)?.authorization).to.equal('Bearer of-the-bot');
    expect(noise).to.deep.equal([]);
  });

  for (const [what, forge] of [
    ['no token', async () => null],
    ['an expired token', (one: BotConnector) => one.token({ expires: NOW - 3_600 })],
    ['a token for somebody else', (one: BotConnector) => one.token({ claims: { aud: 'other' } })],
    [
      'a token of another issuer',
      (one: BotConnector) => one.token({ claims: { iss: 'https://evil.example' } }),
    ],
    ['a token signed with another key', (one: BotConnector) => one.token({ byStranger: true })],
    ['a key that nobody published', (one: BotConnector) => one.token({ header: { kid: 'k2' } })],
    [
      'a token for another service address',
      (one: BotConnector) => one.token({ claims: { serviceurl: 'https://evil.example' } }),
    ],
    [
      'alg none',
      async (one: BotConnector) =>
        `${b64({ alg: 'none', typ: 'JWT', kid: 'k1' })}.${b64({ iss: one.base, aud: APP_ID, serviceurl: one.base, exp: NOW + 600 })}.`,
    ],
    [
      'the public key as a shared secret',
      async (one: BotConnector) =>
        `${b64({ alg: 'HS256', kid: 'k1' })}.${b64({ iss: one.base, aud: APP_ID, serviceurl: one.base, exp: NOW + 600 })}.c2ln`,
    ],
    ['something that is no token', async () => 'garbage'],
  ] as const) {
    it(`answers ${what} with 401 and silence`, async () => {
      const token = await forge(connector);
      expect(await server.post(connector.activity({ text: 'hello' }), token)).to.deep.equal({
        status: 401,
        body: '',
      });
      expect(server.lines.map(({ code }) => code)).to.deep.equal(['azure.refused']);
      expect(noise).to.deep.equal([]);
      expect(await server.store.list('')).to.deep.equal([]);
      expect(connector.posted).to.deep.equal([]);
    });
  }

  it('answers a channel that the key is not endorsed for, and one it does not speak on, with 401', async () => {
    for (const channelId of ['slack', 'directline', 'unknown']) {
      const { status, body } = await server.post(connector.activity({ text: 'hello', channelId }));
      expect([status, body], channelId).to.deep.equal([401, '']);
    }
    expect(noise).to.deep.equal([]);
    expect(await server.store.list('')).to.deep.equal([]);
  });

  it('sends nothing to an address that is not allowed, though it is signed for', async () => {
    const serviceUrl = 'http://169.254.169.254/metadata';
    const token = await connector.token({ claims: { serviceurl: serviceUrl } });
    expect((await server.post(connector.activity({ text: 'hello', serviceUrl }), token)).status).to.equal(
      401,
    );
    expect(server.lines.at(-1)?.reason).to.equal('the service address is not an allowed one');
  });

  it('refuses what is no activity, says which field is wrong, and goes on', async () => {
    for (const [change, field] of [
      [{ conversation: undefined }, 'conversation'],
      [{ conversation: {} }, 'conversation.id'],
      [{ text: { $ne: 1 } }, 'text'],
      [{ text: 7 }, 'text'],
      [{ from: undefined }, 'from'],
      [{ type: 12 }, 'type'],
      [{ entities: 'all' }, 'entities'],
      [{ membersAdded: [{}] }, 'membersAdded.0.id'],
    ] as const) {
      const { status, body } = await server.post({ ...connector.activity({ text: 'hello' }), ...change });
      expect(status, field).to.equal(400);
      expect(body).to.include(`activity: ${field}:`);
    }
    expect((await server.post(connector.activity({ text: 'hello' }))).status).to.equal(200);
  });

  it('reads only so much, only so deep, and nothing that is packed', async () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await server.post(undefined, undefined, deep)).status).to.equal(400);
    expect((await server.post(connector.activity({ text: 'a'.repeat(300_000) }))).status).to.equal(413);
    expect((await server.post(undefined, undefined, '{"type":')).status).to.equal(400);
    const packed = await server.post(undefined, undefined, 'x', { 'content-encoding': 'gzip' });
    expect(packed.status).to.equal(415);
    expect(
      (await server.post(undefined, undefined, 'a=b', { 'content-type': 'text/plain' })).status,
    ).to.equal(415);
  });

  it('answers once what comes twice', async () => {
    const activity = connector.activity({ text: 'hello' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => server.post(activity)));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(10).fill(200));
    await connector.sent(2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await connector.sent(2)).filter(({ text }) => text === 'hello')).to.have.length(1);
  });

  it('does not hold a message up while the channel is away, and loses nothing', async () => {
    connector.failures.push(503, 429, 500);
    const started = Date.now();
    expect((await server.post(connector.activity({ text: 'hello' }))).status).to.equal(200);
    expect(Date.now() - started).to.be.lessThan(5_000);
    expect((await connector.sent(2)).map(({ text }) => text)).to.include('hello');
  });

  it('goes on after a restart with what had not been sent', async () => {
    connector.failures.push(...Array(1_000).fill(503));
    const { store } = server;
    await server.post(connector.activity({ text: 'hello' }));
    await server.stop();
    connector.failures.length = 0;
    server = await startAzure({ connector, guide: echoGuide(), store });
    expect((await connector.sent(2)).at(-1)?.text).to.equal('hello');
  });

  it('leaves alone whom the guide was taken away from, and speaks again when spoken to', async () => {
    await server.post(connector.activity({ type: 'installationUpdate', action: 'add' }));
    await connector.sent(1);
    await server.post(connector.activity({ type: 'installationUpdate', action: 'remove' }));
    const [key = ''] = await server.store.list('conversation/');
    const id = key.replace('conversation/', '');
    await server.turns.amend(
      id,
      (_, log) =>
        void log.append({ id: 'guide', name: '', role: 'bot' }, { type: 'message', text: 'still there?' }),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await connector.sent(1)).map(({ text }) => text)).to.not.include('still there?');
    await server.post(connector.activity({ text: 'hello' }));
    expect((await connector.sent(2)).at(-1)?.text).to.equal('hello');
  });

  it('is not there without a registration', async () => {
    const bare = await another({ connector, guide: echoGuide(), config: { microsoftAppId: undefined } });
    expect((await bare.post(connector.activity({ text: 'hello' }), null)).status).to.equal(401);
    expect((await bare.post(connector.activity({ text: 'hello' }))).status).to.equal(401);
  });

  it('takes anybody of this machine when told so, and answers to this machine only', async () => {
    const open = await another({
      connector,
      guide: echoGuide(),
      store: memoryStore(),
      config: { microsoftAppId: undefined, botUnchecked: true, botServiceHosts: ['smba.trafficmanager.net'] },
    });
    expect((await open.post(connector.activity({ text: 'hello' }), null)).status).to.equal(200);
    expect((await connector.sent(2)).at(-1)?.text).to.equal('hello');
    const away = connector.activity({ text: 'hello', serviceUrl: 'https://evil.example' });
    expect((await open.post(away, null)).status).to.equal(401);
  });
});
