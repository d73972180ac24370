import { expect } from 'chai';
import { pino } from 'pino';
import type { Activity } from '../../bot/activity.ts';
import { createDelivery, type Sender } from '../../bot/conversations/delivery.ts';
import { createTurns } from '../../bot/conversations/turns.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import type { Store } from '../../bot/storage/store.ts';
import { echoGuide } from '../support/echo-guide.ts';

const here = { conversationId: 'c', channelId: 'sms', userId: 'u' };
const say = (text: string) => ({ ...here, activity: { type: 'message', text } });
const COACH = { id: 'coach', name: 'Coach', role: 'bot' } as const;

/** A guide on `store` whose messages are brought by `send`. */
async function running(store: Store, send: Sender['send']) {
  const log = pino({ level: 'silent' });
  const senders = [{ channelId: 'sms', send }];
  const delivery = createDelivery({ store, senders, log, now: Date.now, pauses: [1] });
  const turns = createTurns({ store, guide: echoGuide(), now: Date.now, outbox: delivery.outbox });
  await delivery.start(turns);
  return { turns, delivery };
}

const until = async (met: () => boolean) => {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('delivery', () => {
  it('brings what was answered and what others post, in order, and nothing the seeker said', async () => {
    const sent: string[] = [];
    const { turns, delivery } = await running(memoryStore(), async ({ text }, address) => {
      sent.push(`${String(address)}: ${text}`);
      return 'taken';
    });
    await turns.open({ ...here, address: '+358' });
    for (let i = 0; i < 5; i++) await turns.take(say(`${i}`));
    await turns.amend('c', (_, log) => void log.append(COACH, { type: 'message', text: 'hello' }));
    await until(() => sent.includes('+358: hello'));
    await delivery.stop();
    expect(sent).to.deep.equal(['Welcome', '0', '1', '2', '3', '4', 'hello'].map((text) => `+358: ${text}`));
  });

  it('tries again what failed, and keeps the order', async () => {
    const sent: string[] = [];
    let failures = 3;
    const { turns, delivery } = await running(memoryStore(), async ({ text }) => {
      if (text === 'two' && failures-- > 0) throw new Error('busy');
      sent.push(text ?? '');
      return 'taken';
    });
    await turns.open({ ...here, address: '+358' });
    for (const text of ['one', 'two', 'three']) await turns.take(say(text));
    await until(() => sent.includes('three'));
    await delivery.stop();
    expect(sent).to.deep.equal(['Welcome', 'one', 'two', 'three']);
  });

  it('goes on after a restart where it was, and lets go of what is refused', async () => {
    const store = memoryStore();
    const first = await running(store, async () => {
      throw new Error('no network');
    });
    await first.turns.open({ ...here, address: '+358' });
    await first.turns.take(say('one'));
    await first.delivery.stop();

    const sent: string[] = [];
    const second = await running(store, async ({ text }) => {
      sent.push(text ?? '');
      return text === 'one' ? 'refused' : 'taken';
    });
    await until(() => sent.includes('one'));
    await second.turns.take(say('two'));
    await until(() => sent.includes('two'));
    await second.delivery.stop();
    expect(sent.filter((text) => text === 'one')).to.have.length(1);
  });

  it('does nothing at a start for conversations whose messages have all been brought', async () => {
    const store = memoryStore();
    const first = await running(store, async () => 'taken');
    for (const conversationId of ['a', 'b', 'c']) {
      await first.turns.open({ ...here, conversationId, address: '+358' });
      await first.turns.take({ ...say('one'), conversationId });
    }
    const marks = async () =>
      Promise.all((await store.list('outbox/')).map(async (key) => (await store.read(key))?.value));
    while ((await marks()).some((mark) => mark !== false)) await new Promise(setImmediate);
    await first.delivery.stop();
    const asked: string[] = [];
    const watched: Store = {
      ...store,
      read: (key) => {
        asked.push(`read ${key}`);
        return store.read(key);
      },
      write: (key, ...rest) => {
        asked.push(`write ${key}`);
        return store.write(key, ...rest);
      },
    };
    const second = await running(watched, async () => 'taken');
    await second.delivery.stop();
    expect(asked.sort()).to.deep.equal(['a', 'b', 'c'].map((id) => `read outbox/${id}`));
  });

  it('leaves channels alone that fetch by themselves', async () => {
    const store = memoryStore();
    const sent: Partial<Activity>[] = [];
    const { turns, delivery } = await running(store, async (activity) => {
      sent.push(activity);
      return 'taken';
    });
    const web = { conversationId: 'w', channelId: 'directline', userId: 'u' };
    await turns.open(web);
    await turns.take({ ...web, activity: { type: 'message', text: 'hi' } });
    await delivery.stop();
    expect(sent).to.deep.equal([]);
    expect(await store.list('outbox/')).to.deep.equal([]);
  });

  it('loses nothing however commits and couriers meet', async () => {
    const store = memoryStore();
    const sent: string[] = [];
    const { turns, delivery } = await running(store, async ({ text }) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
      sent.push(text ?? '');
      return 'taken';
    });
    await turns.open({ ...here, address: '+358' });
    for (let i = 0; i < 40; i++) {
      await turns.take(say(String(i)));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
    }
    await until(() => sent.includes('39'));
    const all = Array.from({ length: 40 }, (_, i) => String(i));
    expect(sent.filter((text) => all.includes(text))).to.deep.equal(all);
    await until(() => sent.length >= 40);
    await delivery.stop();
  });
});
