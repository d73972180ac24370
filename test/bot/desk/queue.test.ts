import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { createQueue } from '../../../bot/desk/queue.ts';
import { memoryStore } from '../../../bot/storage/memory.ts';
import { knowledge } from '../../support/conversation.ts';
import { deskNode } from '../../support/desk-node.ts';
import { quietGuide } from '../../support/quiet-guide.ts';

describe('the queue of a node that nobody tells anything', () => {
  it('has what other nodes opened all the same, and names what is open to be looked after', async () => {
    const store = memoryStore();
    const other = await deskNode(store, quietGuide());
    const { base } = await knowledge;
    const queue = createQueue({ store, base, now: Date.now, lookEvery: 10 });
    let followed: () => readonly string[] = () => [];
    await queue.start(other.turns.find, {
      listen: () => undefined,
      follow: (keys) => {
        followed = keys;
      },
      close: async () => undefined,
    });
    expect(followed()).to.deep.equal([]);
    await other.waiting('c');
    for (let i = 0; i < 200 && !queue.get('c'); i++) await wait(10);
    expect(queue.get('c')?.case.state).to.equal('waiting');
    expect(followed()).to.deep.equal(['conversation/c']);
  });
});
