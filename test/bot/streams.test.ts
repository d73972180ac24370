import { expect } from 'chai';
import { echoGuide } from '../support/echo-guide.ts';
import { openLine } from '../support/line.ts';
import { type TestServer, testServer } from '../support/server.ts';

const until = async (holds: () => boolean, what: string, within = 15_000) => {
  const end = Date.now() + within;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

describe('many streams', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await testServer({ guide: echoGuide() });
  });
  afterEach(() => server.stop());

  it('lose and double nothing when all are cut off and come back at once', async () => {
    const lines = await Promise.all(Array.from({ length: 60 }, () => openLine(server.url)));
    await Promise.all(lines.map((line) => line.say('one')));
    for (const { socket } of lines) socket.terminate();
    await Promise.all(lines.map((line, at) => (at % 2 === 0 ? line.post('while away') : undefined)));
    // Messages go on coming while everybody comes back.
    await Promise.all(
      lines.map((line, at) => Promise.all([line.reconnect(), at % 3 === 0 && line.post('in the storm')])),
    );
    for (const line of lines) {
      const kept = await line.kept();
      await until(() => line.got.length >= kept.length, 'everything that was said');
      expect(line.got).to.deep.equal(kept);
      line.close();
    }
  });

  it('close one that does not read before it costs 1 MB, and it comes back to everything', async () => {
    const line = await openLine(server.url);
    await line.say('one');
    line.socket.pause();
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, server.streams.waiting);
    }, 1);
    for (let i = 0; i < 400 && server.streams.open > 0; i++) {
      await line.post(`${i} ${'x'.repeat(50_000)}`);
      most = Math.max(most, server.streams.waiting);
    }
    clearInterval(watch);
    expect(server.streams.open).to.equal(0);
    expect(most).to.be.within(50_000, 1_000_000);
    line.socket.resume();
    await until(() => line.socket.readyState === line.socket.CLOSED, 'the end of the old stream');
    await line.reconnect();
    const kept = await line.kept();
    await until(() => line.got.length >= kept.length, 'everything that was said');
    expect(line.got).to.deep.equal(kept);
    line.close();
  }).timeout(60_000);
});
