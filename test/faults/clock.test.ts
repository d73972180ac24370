import { expect } from 'chai';
import { createLease } from '../../bot/conversations/lease.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { echoGuide } from '../support/echo-guide.ts';
import { openLine } from '../support/line.ts';
import { testServer } from '../support/server.ts';

const HOUR = 3_600_000;

describe('a clock that is set back by an hour', () => {
  it('leaves those who talk where they are: their tokens, their streams, what is said and its order', async () => {
    let ahead = 0;
    const server = await testServer({ guide: echoGuide(), now: () => Date.now() + ahead });
    const line = await openLine(server.url);
    await line.say('before');
    ahead = -HOUR;
    await line.say('after');
    line.socket.terminate();
    await line.reconnect();
    await line.say('and on a new stream');
    expect(line.got).to.deep.equal(await line.kept());
    line.close();
    await server.stop();
  });

  it('frees what a process held that died before, after the usual time at the latest', async () => {
    const store = memoryStore();
    let now = 10 * HOUR;
    const [dead, alive] = ['a', 'b'].map((node) =>
      createLease({ store, node, now: () => now, lasts: 30_000 }),
    );
    expect(await dead?.hold('c')).to.equal(true);
    now += 1_000;
    expect(await alive?.hold('c')).to.equal(false);
    now -= HOUR;
    expect(await alive?.hold('c')).to.equal(true);
    expect(await dead?.hold('c')).to.equal(false);
  });
});
