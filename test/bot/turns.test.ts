import { expect } from 'chai';
import { createTurns, type Guide } from '../../bot/conversations/turns.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { echoGuide } from '../support/echo-guide.ts';

const here = { conversationId: 'c', channelId: 'directline', userId: 'u' };
const message = (text: string, key?: string) => ({
  ...here,
  activity: { type: 'message', text },
  ...(key !== undefined && { key }),
});
const texts = async (turns: ReturnType<typeof createTurns>) =>
  (await turns.read('c', 0))?.activities.map(({ text }) => text).filter((text) => text !== undefined);

describe('turns', () => {
  it('run one at a time in a conversation, in the order they came', async () => {
    let running = 0;
    let most = 0;
    const slow: Guide = async (activity) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return { replies: [{ type: 'message', text: `re ${activity.text}` }], forget: false };
    };
    const turns = createTurns({ store: memoryStore(), guide: slow, now: Date.now });
    await turns.open(here);
    await Promise.all(Array.from({ length: 100 }, (_, i) => turns.take(message(String(i)))));
    expect(most).to.equal(1);
    expect((await texts(turns))?.slice(1)).to.deep.equal(
      Array.from({ length: 100 }, (_, i) => [`${i}`, `re ${i}`]).flat(),
    );
  });

  it('answer a repeated message once, with the same id', async () => {
    const turns = createTurns({ store: memoryStore(), guide: echoGuide(), now: Date.now });
    await turns.open(here);
    const answers = await Promise.all(Array.from({ length: 20 }, () => turns.take(message('moi', 'k'))));
    expect(new Set(answers.map((answer) => answer?.id)).size).to.equal(1);
    expect(answers.every((answer) => answer?.replies[0]?.text === 'moi')).to.equal(true);
    expect((await texts(turns))?.filter((text) => text === 'moi')).to.have.length(2);
  });

  it('acknowledge nothing that was not kept', async () => {
    const store = memoryStore();
    const turns = createTurns({
      store: { ...store, write: async () => Promise.reject(new Error('disk full')) },
      guide: echoGuide(),
      now: Date.now,
    });
    const failure = await turns.open(here).catch((error: Error) => error.message);
    expect(failure).to.equal('disk full');
    expect(await turns.read('c', 0)).to.equal(undefined);
  });

  it('tell watchers what is new after it was kept', async () => {
    const turns = createTurns({ store: memoryStore(), guide: echoGuide(), now: Date.now });
    await turns.open(here);
    const heard: (string | undefined)[] = [];
    const stop = turns.watch('c', (fresh) => heard.push(...fresh.map(({ text }) => text)));
    await turns.take(message('one'));
    stop();
    await turns.take(message('two'));
    expect(heard).to.deep.equal(['one', 'one']);
  });

  it('grow in time even when the clock is set back', async () => {
    let now = 1_800_000_000_000;
    const turns = createTurns({ store: memoryStore(), guide: echoGuide(), now: () => (now -= 5_000) });
    await turns.open(here);
    await turns.take(message('one'));
    const stamps = (await turns.read('c', 0))?.activities.map(({ timestamp }) => timestamp) ?? [];
    expect(stamps).to.deep.equal([...new Set(stamps)].sort());
  });

  it('erase everything that was said when asked to, and keep the numbers', async () => {
    const guide: Guide = async ({ text }) => ({
      replies: [{ type: 'message', text: 'ok' }],
      forget: text === 'forget me',
    });
    const store = memoryStore();
    const turns = createTurns({ store, guide, now: Date.now });
    await turns.open(here);
    for (let i = 0; i < 80; i++) await turns.take(message(`secret ${i}`));
    const before = (await turns.read('c', 0))?.count ?? 0;
    await turns.take(message('forget me'));
    const keys = await store.list('');
    const stored = JSON.stringify(await Promise.all(keys.map((key) => store.read(key))));
    expect(stored).to.not.include('secret').and.to.not.include('forget me');
    expect((await turns.read('c', 0))?.count).to.equal(before + 2);
    expect(await texts(turns)).to.deep.equal(['ok']);
    await turns.take(message('again'));
    expect(await texts(turns)).to.deep.equal(['ok', 'again', 'ok']);
  });
});
