import { expect } from 'chai';
import { memoryStore } from '../../bot/storage/memory.ts';
import { registered } from '../../bot/storage/register.ts';
import type { Store } from '../../bot/storage/store.ts';
import { createMisses, missesIn, withoutTraces } from '../../bot/turn/misunderstood.ts';
import { readBase } from '../../knowledge/base.ts';
import { OURS } from '../../knowledge/open.ts';
import { commonWords } from '../../knowledge/understanding/common-words.ts';
import { startConversation } from '../support/conversation.ts';

const DAY = 86_400_000;
const isCommon = commonWords(readBase(OURS));
const parts = (store: Store) => ({ store, today: () => '2026-11-23', isCommon: () => true });

describe('what was not understood', () => {
  it('is counted by language and question, without anything of the conversation', async () => {
    const { say, store } = await startConversation({ locale: 'en' });
    await say('the kettle is purple');
    const misses = await missesIn(store);
    expect(misses).to.deep.equal([
      {
        lang: 'en',
        question: 'welcome.choosing',
        text: 'the […] is […]',
        times: 1,
        last: '2026-11-23',
      },
    ]);
    const [key = ''] = await store.list('missed/');
    expect(JSON.stringify(await store.read(key)) + key).to.not.match(/test|seeker/);
  });

  it('counts the same words together, most frequent first', async () => {
    const store = registered(memoryStore(), () => 0);
    const misses = createMisses(parts(store));
    const miss = { lang: 'fi', question: 'welcome.choosing' };
    await Promise.all(
      ['yksi', 'Kaksi?', 'kaksi', 'kaksi!'].map((text, i) => misses.count({ ...miss, text }, `c${i}`)),
    );
    expect((await missesIn(store)).map(({ times }) => times)).to.deep.equal([3, 1]);
  });

  it('is gone when everybody who wrote it wants it gone, unless so many wrote it that it is nobody’s', async () => {
    const store = registered(memoryStore(), () => 0);
    const misses = createMisses(parts(store));
    const miss = { lang: 'fi', question: 'q', text: 'hömpsis' };
    const back = (id: string) => misses.takeBack({ id, misses: [{ key: misses.keyOf(miss), at: 0 }] });
    const texts = async () => (await missesIn(store)).map(({ text }) => text);
    for (const id of ['a', 'b', 'a']) await misses.count(miss, id);
    await back('a');
    await back('a');
    expect(await texts()).to.deep.equal(['hömpsis']);
    await back('b');
    expect(await texts()).to.deep.equal([]);
    for (let i = 0; i < 30; i++) await misses.count(miss, `c${i}`);
    for (let i = 0; i < 30; i++) await back(`c${i}`);
    expect(await texts()).to.deep.equal(['hömpsis']);
    const [key = ''] = await store.list('missed/');
    expect(JSON.stringify(await store.read(key)).length).to.be.lessThan(600);
  });

  it('is gone after 90 days', async () => {
    const store = registered(memoryStore(), () => 0);
    const misses = createMisses(parts(store));
    const miss = { lang: 'fi', question: '', text: 'hömpsis' };
    await misses.count(miss, 'c');
    await store.expire(89 * DAY);
    expect(await missesIn(store)).to.have.length(1);
    await store.expire(91 * DAY);
    expect(await missesIn(store)).to.deep.equal([]);
  });

  for (const [text, shown] of [
    ['soita 040 123 4567 heti', 'soita […] heti'],
    ['my name is someone@example.org ok', 'my name is […] ok'],
    ['katso https://example.org/x?y=1', 'katso […]'],
    ['I am Firstname Lastname here', 'I am […] here'],
    ['i am firstname lastname here', 'i am […] here'],
    ['magacaygu waa xusseenov, shaqo baan rabaa', 'magacaygu waa […], shaqo baan rabaa'],
    ['اسمي سلمى وأريد عملا', 'اسمي […] وأريد عملا'],
    ['haluan hitsaajaksi jyväskylään', 'haluan hitsaajaksi jyväskylään'],
    ['two 2', 'two 2'],
  ] as const) {
    it(`"${text}" is kept as "${shown}"`, () => expect(withoutTraces(text, isCommon)).to.equal(shown));
  }

  it('is kept short', () => {
    expect(withoutTraces('words and words '.repeat(40), isCommon).length).to.be.at.most(83);
  });

  it('leaves the answer alone when it cannot be counted', async () => {
    const { say, store, failures } = await startConversation({ locale: 'en' });
    const { write } = store;
    store.write = (key, ...rest) =>
      key.startsWith('missed/') ? Promise.reject(new Error('full')) : write(key, ...rest);
    expect((await say('the kettle is purple')).join(' ')).to.include('Sorry, I did not understand');
    expect(failures).to.have.length(1);
  });
});
