import type { Activity } from 'botbuilder';
import { expect } from 'chai';
import type { Conversation } from '../../bot/conversations/conversation.ts';
import { newConversation, numberOf } from '../../bot/conversations/conversations.ts';
import { createTurns } from '../../bot/conversations/turns.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import type { Json, Store } from '../../bot/storage/store.ts';
import { echoGuide } from '../support/echo-guide.ts';

const here = { conversationId: 'c', channelId: 'directline', userId: 'u' };
const message = (text: string) => ({ ...here, activity: { type: 'message', text } });
const turnsOn = (store: Store) => createTurns({ store, guide: echoGuide(), now: Date.now });
const recordIn = async (store: Store) =>
  (await store.read('conversation/c'))?.value as unknown as Conversation;
const upTo = (count: number, from = 0) => Array.from({ length: count - from }, (_, i) => from + i);

/** The numbers of what is read from each place on are those that there are, each once. */
async function expectWhole(turns: ReturnType<typeof turnsOn>, count: number): Promise<void> {
  for (const from of [0, 1, 24, 25, 26, 49, 50, 51, 75, 100].filter((one) => one <= count)) {
    const feed = await turns.read('c', from);
    expect(feed?.activities.map(numberOf), `from ${from}`).to.deep.equal(upTo(count, from));
  }
}

describe('a long conversation', () => {
  it('keeps a short record and is read whole from anywhere', async () => {
    const store = memoryStore();
    const turns = turnsOn(store);
    await turns.open(here);
    for (let i = 0; i < 90; i++) {
      await turns.take(message(`${i}`));
      expect((await recordIn(store)).tail.length).to.be.at.most(42);
    }
    await expectWhole(turns, 182);
  });

  it('shows nothing twice when a page was written and the record was not', async () => {
    const store = memoryStore();
    let failing = false;
    let failed = 0;
    const dying: Store = {
      ...store,
      async write(key, ...rest) {
        if (!failing || !key.startsWith('conversation/')) return store.write(key, ...rest);
        failed += 1;
        throw new Error('the power is gone');
      },
    };
    const turns = turnsOn(dying);
    await turns.open(here);
    for (let i = 0; i < 60; i++) {
      failing = true;
      await turns.take(message(`${i}`)).catch(() => undefined);
      failing = false;
      await expectWhole(turns, 2 + 2 * i);
      await turns.take(message(`${i}`));
    }
    expect(failed).to.equal(60);
    await expectWhole(turns, 122);
  });

  it('goes on where an earlier release kept many last activities', async () => {
    const store = memoryStore();
    const activity = (number: number) => ({
      type: 'message',
      text: `${number}`,
      id: `c|${String(number).padStart(7, '0')}`,
      timestamp: new Date(number).toISOString(),
      from: { id: 'u', name: '', role: 'user' },
    });
    const record = {
      ...newConversation({ id: 'c', channelId: 'directline', userId: 'u' }, 0, 'fi'),
      count: 149,
      tail: upTo(149, 50).map(activity) as unknown as Activity[],
    };
    await store.write('feed/c/0', upTo(50).map(activity), 0);
    await store.write('conversation/c', record as unknown as Json, 0);
    const turns = turnsOn(store);
    await expectWhole(turns, 149);
    await turns.take(message('moi'));
    await expectWhole(turns, 151);
    expect((await recordIn(store)).tail.length).to.be.at.most(42);
  });
});
