import { expect } from 'chai';
import { killUnderLoad } from './kills.ts';

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
