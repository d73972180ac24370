import { expect } from 'chai';
import type { Store } from '../../bot/storage/store.ts';

/** What every store must do. A new store is done when this passes. */
export function itIsAStore(create: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await create();
  });
  afterEach(() => store.close());

  const failure = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: { code?: string }) => error.code,
    );

  it('knows nothing at first', async () => {
    expect(await store.read('conversation/1')).to.equal(undefined);
  });

  it('gives back what was written last, with its version', async () => {
    expect(await store.write('conversation/1', { name: 'a' }, 0)).to.equal(1);
    expect(await store.write('conversation/1', { name: 'b', list: [1, null, 'ä', 'مرحبا'] }, 1)).to.equal(2);
    expect(await store.read('conversation/1')).to.deep.equal({
      value: { name: 'b', list: [1, null, 'ä', 'مرحبا'] },
      version: 2,
    });
  });

  it('refuses a write that does not know the last version', async () => {
    await store.write('conversation/1', 'first', 0);
    expect(await failure(store.write('conversation/1', 'second', 0))).to.equal('store.stale');
    expect(await failure(store.write('conversation/1', 'second', 2))).to.equal('store.stale');
    expect((await store.read('conversation/1'))?.value).to.equal('first');
  });

  it('lets exactly one of many writers win', async () => {
    await store.write('conversation/1', 0, 0);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => failure(store.write('conversation/1', i, 1))),
    );
    expect(results.filter((code) => code === undefined)).to.have.length(1);
    expect((await store.read('conversation/1'))?.version).to.equal(2);
  });

  it('forgets what was deleted, and may be written anew', async () => {
    await store.write('conversation/1', true, 0);
    await store.delete('conversation/1');
    await store.delete('conversation/never');
    expect(await store.read('conversation/1')).to.equal(undefined);
    expect(await store.write('conversation/1', false, 0)).to.equal(1);
  });

  it('keeps its own copy', async () => {
    const value = { tags: ['a'] };
    await store.write('conversation/1', value, 0);
    value.tags.push('b');
    expect((await store.read('conversation/1'))?.value).to.deep.equal({ tags: ['a'] });
  });

  it('keeps any text: NUL, lone surrogates, direction marks, all planes of Unicode', async () => {
    const text = 'nul \u0000, alone \ud800, turned \u202e, 𝕳𝖊𝖎 👩🏽‍🚒 ﷽';
    await store.write('conversation/1', { [text]: text }, 0);
    expect((await store.read('conversation/1'))?.value).to.deep.equal({ [text]: text });
  });

  it('lists keys by prefix, whatever characters they have', async () => {
    const keys = ['case/a/1', 'case/a/2', 'case/ab/1', 'case/../x', 'case/ä ö|?*/1', 'feed/a/1'];
    for (const key of keys) await store.write(key, key, 0);
    expect([...(await store.list('case/a/'))].sort()).to.deep.equal(['case/a/1', 'case/a/2']);
    expect([...(await store.list('case/'))].sort()).to.deep.equal(
      keys.filter((key) => key.startsWith('case/')).sort(),
    );
    expect([...(await store.list(''))].sort()).to.deep.equal([...keys].sort());
    expect((await store.read('case/../x'))?.value).to.equal('case/../x');
  });

  it('deletes what has expired, and nothing else', async () => {
    await store.write('code/1', 1, 0, { expiresAt: 1_000 });
    await store.write('code/2', 2, 0, { expiresAt: 2_000 });
    await store.write('code/3', 3, 0);
    expect(await store.read('code/2')).to.deep.equal({ value: 2, version: 1, expiresAt: 2_000 });
    expect(await store.expire(1_500)).to.deep.equal(new Map([['code', 1]]));
    expect([...(await store.list('code/'))].sort()).to.deep.equal(['code/2', 'code/3']);
  });
}
