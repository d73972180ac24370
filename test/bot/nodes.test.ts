import { expect } from 'chai';
import { Client } from 'pg';
import { pino } from 'pino';
import { onceAmongAll } from '../../bot/once.ts';
import { startServer } from '../../bot/server.ts';
import { startNodes } from '../support/nodes.ts';
import { request, SETTINGS } from '../support/server.ts';

const here = { conversationId: 'c', channelId: 'directline', userId: 'u' };
const message = (text: string, key?: string) => ({
  ...here,
  activity: { type: 'message', text },
  ...(key !== undefined && { key }),
});
const until = async (met: () => boolean, milliseconds = 5_000) => {
  const end = Date.now() + milliseconds;
  while (!met()) {
    if (Date.now() > end) throw new Error('it did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe('several nodes on one database', () => {
  it('take turns in one conversation: each of 100 parallel messages once, numbered without a gap', async () => {
    const nodes = await startNodes(3);
    await nodes.at(0).turns.open(here);
    await Promise.all(Array.from({ length: 100 }, (_, i) => nodes.at(i).turns.take(message(`m${i}`))));
    const feed = await nodes.at(1).turns.read('c', 0);
    const ids = feed?.activities.map(({ id }) => id) ?? [];
    const said = feed?.activities
      .filter(({ from, text }) => from.role === 'user' && text)
      .map(({ text }) => text);
    expect(new Set(said).size).to.equal(100);
    expect(said).to.have.length(100);
    expect(ids).to.deep.equal(ids.map((_, i) => `c|${String(i).padStart(7, '0')}`));
    // Each reply stands right behind the message that it answers.
    const turns = feed?.activities.slice(2) ?? [];
    expect(turns.filter((_, i) => i % 2 === 1).map(({ replyToId }) => replyToId)).to.deep.equal(
      turns.filter((_, i) => i % 2 === 0).map(({ id }) => id),
    );
    await nodes.stop();
  });

  it('answer a message once that comes to all of them at the same time', async () => {
    const nodes = await startNodes(3);
    await Promise.all([0, 1, 2].map((i) => nodes.at(i).turns.open(here)));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => nodes.at(i).turns.take(message('moi', 'k'))),
    );
    expect(new Set(answers.map((answer) => answer?.id)).size).to.equal(1);
    const feed = await nodes.at(2).turns.read('c', 0);
    expect(feed?.activities.map(({ text }) => text ?? '')).to.deep.equal(['', 'Welcome', 'moi', 'moi']);
    await nodes.stop();
  });

  it('show each other’s messages to whoever watches, in order, even while the wake-up line is cut', async () => {
    const nodes = await startNodes(2);
    await nodes.at(0).turns.open(here);
    const heard: string[] = [];
    nodes.at(1).turns.watch('c', (fresh) => heard.push(...fresh.map(({ id }) => id ?? '')));
    const numbers = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => `c|${String(from + i).padStart(7, '0')}`);
    for (let i = 0; i < 5; i++) await nodes.at(0).turns.take(message(`${i}`));
    await until(() => heard.includes('c|0000011'));

    const admin = new Client({ connectionString: nodes.databaseUrl });
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN entries'`,
    );
    await admin.end();
    for (let i = 5; i < 10; i++) await nodes.at(0).turns.take(message(`${i}`));
    await until(() => heard.includes('c|0000021'));
    expect(nodes.alarms.length).to.be.greaterThan(0);
    expect([...new Set(heard)]).to.deep.equal(heard);
    expect(heard.slice(-20)).to.deep.equal(numbers(2, 22));
    await nodes.stop();
  });

  it('hear of what other nodes wrote, and of what a command or a node of the release before did, but not of their own', async () => {
    const nodes = await startNodes(2);
    const heard: string[] = [];
    nodes.at(0).wake.listen('case/', (key) => heard.push(`0 ${key}`));
    nodes.at(1).wake.listen('case/', (key) => heard.push(`1 ${key}`));
    await nodes.at(0).store.write('case/a', 'waiting', 0);
    await nodes.at(1).store.write('case/b', 'waiting', 0);
    await until(() => heard.length === 2);
    const other = new Client({ connectionString: nodes.databaseUrl, application_name: 'guide-of-before' });
    await other.connect();
    await other.query(`INSERT INTO entries (key, value, version) VALUES ('case/c', '"waiting"', 1)`);
    await until(() => heard.length === 4);
    await other.end();
    // Where a node writes, the database itself tells nobody: such commits would wait for each other.
    const alike = new Client({ connectionString: nodes.databaseUrl, application_name: 'guide-node-alike' });
    await alike.connect();
    await alike.query(`INSERT INTO entries (key, value, version) VALUES ('case/d', '"waiting"', 1)`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await alike.end();
    expect(heard.sort()).to.deep.equal(['0 case/b', '0 case/c', '1 case/a', '1 case/c']);
    await nodes.stop();
  });

  it('bring each message to the channel once and in order, whichever node it came to', async () => {
    const sent: string[] = [];
    const nodes = await startNodes(3, {
      send: async ({ text }) => {
        await new Promise((resolve) => setTimeout(resolve, 3));
        sent.push(text ?? '');
        return 'taken';
      },
    });
    const sms = { ...here, channelId: 'sms' };
    await nodes.at(0).turns.open({ ...sms, address: '+358' });
    for (let i = 0; i < 30; i++)
      await nodes.at(i).turns.take({ ...sms, activity: { type: 'message', text: `${i}` } });
    await until(() => sent.includes('29'), 20_000);
    expect(sent).to.deep.equal(['Welcome', ...Array.from({ length: 30 }, (_, i) => `${i}`)]);
    await nodes.stop();
  });

  it('honour each other’s tokens and stream addresses, an address only once', async () => {
    const nodes = await startNodes(2);
    const servers = await Promise.all(
      [0, 1].map((i) =>
        startServer({
          config: SETTINGS,
          turns: nodes.at(i).turns,
          log: pino({ level: 'silent' }),
          secret: new TextEncoder().encode('a key that both nodes share and that is long enough'),
          once: onceAmongAll(nodes.at(i).store),
          now: Date.now,
        }),
      ),
    );
    const [a = '', b = ''] = servers.map(({ url }) => url);
    const { body: chat } = await request(a, '/chat/token', { method: 'POST', body: {} });
    const opened = await request(b, '/v3/directline/conversations', {
      method: 'POST',
      token: String(chat.token),
    });
    expect(opened.status).to.equal(201);
    const stream = String(opened.body.streamUrl).replace(b.replace('http', 'ws'), a.replace('http', 'ws'));
    const tryIt = (url: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url);
        socket.onmessage = ({ data }) => {
          resolve(String(data));
          socket.close();
        };
        socket.onerror = () => resolve('refused');
      });
    expect(await tryIt(stream)).to.include('Welcome');
    expect(await tryIt(stream)).to.equal('refused');
    expect(await tryIt(String(opened.body.streamUrl))).to.equal('refused');
    await Promise.all(servers.map((server) => server.stop()));
    await nodes.stop();
  });
});
