import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { Client } from 'pg';
import { startNodes } from '../support/nodes.ts';
import { startPostgres } from '../support/postgres.ts';

const here = { conversationId: 'c', channelId: 'directline', userId: 'u' };
const message = (text: string) => ({ ...here, key: text, activity: { type: 'message', text } });

describe('a PostgreSQL server', () => {
  it('that is killed and comes back in mid-turn costs no message that was acknowledged, and doubles none', async () => {
    const server = await startPostgres();
    const nodes = await startNodes(2, { postgres: Promise.resolve(server) });
    await nodes.at(0).turns.open(here);
    const acknowledged: string[] = [];
    let refused = 0;
    let stopped = false;
    const writing = (async () => {
      for (let i = 0; !stopped || acknowledged.length < 20; ) {
        const taken = await nodes
          .at(i)
          .turns.take(message(`m${i}`))
          .catch(() => undefined);
        if (taken) acknowledged.push(`m${i++}`);
        else refused += 1;
        if (!taken) await wait(20);
      }
    })();
    for (let i = 0; i < 3; i++) {
      await wait(150);
      await server.kill();
      await wait(100);
      await server.start();
    }
    stopped = true;
    await writing;
    const said = (await nodes.at(1).turns.read('c', 0))?.activities
      .filter(({ from, text }) => from.role === 'user' && text !== undefined)
      .map(({ text }) => text);
    expect(said).to.deep.equal(acknowledged);
    expect(refused).to.be.greaterThan(0);
    await nodes.stop();
    await server.stop();
  });

  it('that is slow makes turns wait, and loses none', async () => {
    const nodes = await startNodes(2);
    await nodes.at(0).turns.open(here);
    const blocker = new Client({ connectionString: nodes.databaseUrl });
    await blocker.connect();
    await blocker.query('BEGIN; LOCK TABLE entries IN ACCESS EXCLUSIVE MODE');
    let done = 0;
    const turns = Array.from({ length: 10 }, async (_, i) => {
      await nodes.at(i).turns.take(message(`m${i}`));
      done += 1;
    });
    await wait(500);
    expect(done).to.equal(0);
    await blocker.query('COMMIT');
    await Promise.all(turns);
    await blocker.end();
    const said = (await nodes.at(0).turns.read('c', 0))?.activities.filter(
      ({ from, text }) => from.role === 'user' && text !== undefined,
    );
    expect(said).to.have.length(10);
    await nodes.stop();
  });

  it('that has no connection left refuses, acknowledges nothing, and serves again when there is one', async () => {
    const server = await startPostgres({ max_connections: '12', superuser_reserved_connections: '0' });
    const nodes = await startNodes(1, { postgres: Promise.resolve(server) });
    await nodes.at(0).turns.open(here);
    // The other nodes are told of it after it is kept, over a connection of its own turn.
    await wait(500);
    // Everything that is idle goes, and others take every place.
    const taken: Client[] = [];
    const admin = new Client({ connectionString: nodes.databaseUrl });
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'guide-%' AND query <> 'LISTEN entries'`,
    );
    for (;;) {
      const client = new Client({ connectionString: nodes.databaseUrl });
      client.on('error', () => undefined);
      if (
        !(await client.connect().then(
          () => true,
          () => false,
        ))
      )
        break;
      taken.push(client);
    }
    const refused = await nodes
      .at(0)
      .turns.take(message('one'))
      .catch((error: { code?: string }) => error.code);
    expect(refused).to.equal('53300'); // too_many_connections (PostgreSQL, appendix A)
    for (const client of taken) await client.end();
    await admin.end();
    await wait(100);
    expect(await nodes.at(0).turns.take(message('one'))).to.include({ id: 'c|0000002' });
    await nodes.stop();
    await server.stop();
  });
});
