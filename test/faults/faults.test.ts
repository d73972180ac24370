import { expect } from 'chai';
import { echoGuide } from '../support/echo-guide.ts';
import { testServer } from '../support/server.ts';
import { breakSockets } from './broken-sockets.ts';
import { killUnderLoad } from './kills.ts';
import { repeats } from './repeats.ts';
import { rollingRestart } from './rolling.ts';

const NOTHING_WRONG = { lost: 0, doubled: 0, outOfOrder: 0, unanswered: 0 };

describe('a node that is killed while seekers write', function () {
  // Processes are started a dozen times.
  this.timeout(240_000);

  for (const [kind, nodes] of [
    ['folder', 1],
    ['PostgreSQL', 2],
  ] as const) {
    it(`loses, doubles and mixes up nothing that was acknowledged (${kind}, ${nodes})`, async () => {
      const found = await killUnderLoad(kind, { kills: 3, nodes });
      expect(found).to.include(NOTHING_WRONG);
      expect(found.acknowledged).to.be.greaterThan(3);
      // Six starts of the guide take their time on a busy machine.
    }).timeout(300_000);
  }
});

describe('nodes that are stopped and started one after the other while seekers write', () => {
  it('end by themselves, and lose, double and mix up nothing', async () => {
    const found = await rollingRestart({ rounds: 1 });
    expect(found).to.include(NOTHING_WRONG);
    expect(found.exits).to.deep.equal([0, 0, 0]);
    expect(found.slowest).to.be.lessThan(10_000);
    expect(found.acknowledged).to.be.greaterThan(20);
  }).timeout(300_000);
});

describe('a message that comes 20 times at once', () => {
  for (const [channel, repeat] of Object.entries(repeats))
    it(`is heard and answered once (${channel})`, async () => {
      expect(await repeat(20)).to.include({ acknowledged: 20, heard: 1, answered: 1 });
    });
});

describe('sockets that break while people write', () => {
  it('lose, double and mix up nothing in 200 breaks', async () => {
    const server = await testServer({ guide: echoGuide() });
    const found = await breakSockets(server.url, { breaks: 200, clients: 20 });
    await server.stop();
    expect(found).to.deep.equal({ breaks: 200, messages: 200, lost: 0, doubled: 0, outOfOrder: 0 });
  });
});
