import { expect } from 'chai';
import { dice, play } from '../bench/queues.ts';

const scene = { messages: 200_000, commit: 0.001 };

describe('the queues that are played', () => {
  it('are as long as theory says for one server with such costs (Pollaczek and Khinchine)', () => {
    // Mean wait: rate · E[S²] / (2 (1 − busy)); the costs' second moment is in queues.ts.
    const [rate, turn] = [100, 5];
    const squares = 0.9 * 0.75 ** 2 + 0.09 * 2.2 ** 2 + 0.01 * 12.7 ** 2;
    const mean = 0.9 * 0.75 + 0.09 * 2.2 + 0.01 * 12.7;
    const seen = play({ ...scene, rate, nodes: 1, turn, random: dice(7) });
    expect(mean).to.be.within(0.99, 1.01);
    expect(seen.nodesBusy).to.be.within(0.48, 0.52);
    const wait = ((rate / 1_000) * squares * turn ** 2) / (2 * (1 - 0.5));
    expect(seen.mean - turn).to.be.within(wait * 0.85, wait * 1.15);
  });

  it('grow without end where more comes than is done, at the nodes or at the database', () => {
    const few = play({ ...scene, rate: 300, nodes: 1, turn: 5, random: dice(1) });
    expect(few.nodesBusy).to.be.greaterThan(1);
    expect(few.p99).to.be.greaterThan(60_000);
    const slow = play({ ...scene, rate: 300, nodes: 6, turn: 5, commit: 5, random: dice(1) });
    expect([slow.nodesBusy < 0.5, slow.commitsBusy > 1]).to.deep.equal([true, true]);
    expect(slow.p99).to.be.greaterThan(60_000);
  });
});
