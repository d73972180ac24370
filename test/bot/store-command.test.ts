import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createConversations, newConversation } from '../../bot/conversations/conversations.ts';
import { countOf } from '../../bot/storage/entries.ts';
import { fileStore } from '../../bot/storage/files.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { postgresStore } from '../../bot/storage/postgres.ts';
import { conversationOf, eraseConversation, REGISTER, registered } from '../../bot/storage/register.ts';
import { createMisses } from '../../bot/turn/misunderstood.ts';
import { sharedPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const newFolder = () => temporaryFolder('command');
const alarm = (error: Error) => {
  throw error;
};

/** Runs `npm run store` as a person does; what it printed and how it ended. */
async function command(...args: string[]) {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['bot/store-command.ts', ...args]);
    return { code: 0, text: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, text: stderr };
  }
}

/** A data folder with some conversations. */
async function filled(count = 20): Promise<string> {
  const folder = newFolder();
  const store = fileStore({ folder, alarm });
  for (let i = 0; i < count; i++) {
    await store.write(`conversation/${i}`, { said: `viesti ${i} مرحبا`, nested: { b: 1, a: [null, i] } }, 0, {
      expiresAt: 4_000_000_000_000 + i,
    });
    await store.write(`feed/${i}/0`, [{ text: 'moi' }], 0);
  }
  await store.close();
  return folder;
}

describe('the store command', () => {
  it('moves a folder into PostgreSQL and back, everything the same', async () => {
    const from = await filled();
    const database = await (await sharedPostgres()).database();
    const back = newFolder();
    const there = await command('copy', from, database);
    expect(there.text).to.match(/40 entries, SHA-256 [0-9a-f]{64}/);
    const here = await command('copy', database, back);
    expect(here.text).to.equal(there.text);
    expect((await command('count', back)).text.slice(-70)).to.equal(there.text.slice(-70));
  });

  it('goes on with a copy that was interrupted, and refuses a target that holds something else', async () => {
    const from = await filled();
    const to = newFolder();
    const half = fileStore({ folder: to, alarm });
    await half.write('conversation/3', { half: true }, 0);
    await half.close();
    expect((await command('copy', from, to)).code).to.equal(0);

    const other = fileStore({ folder: to, alarm });
    await other.write('conversation/foreign', true, 0);
    await other.close();
    const refused = await command('copy', from, to);
    expect(refused.code).to.equal(1);
    expect(refused.text).to.include('1 entries that the source does not have');
  });

  it('brings a backup back, but nothing that was erased since', async () => {
    const from = await filled();
    const file = join(newFolder(), 'backup.gz');
    expect((await command('backup', file, from)).code).to.equal(0);

    const live = fileStore({ folder: from, alarm });
    const conversations = createConversations({ store: live, now: Date.now });
    await conversations.create(
      newConversation({ id: 'other', channelId: 'directline', userId: 'u' }, Date.now(), 'fi'),
      (_, log) => log.erase(),
    );
    await live.write('erasure/7', Date.now() + 1, 0);
    await live.close();
    const list = join(newFolder(), 'erasures.json');
    writeFileSync(list, (await command('erasures', from)).text);
    expect(Object.keys(JSON.parse(readFileSync(list, 'utf8')))).to.have.members(['7', 'other']);

    const database = await (await sharedPostgres()).database();
    const restored = await command('restore', file, database, '--erasures', list);
    expect(restored.text).to.include('Restored 38 entries').and.to.include('2 entries were left out');
    const store = await postgresStore({ url: database, node: 'test', alarm });
    expect(await store.read('conversation/7')).to.equal(undefined);
    expect(await store.read('feed/7/0')).to.equal(undefined);
    expect(await store.read('conversation/8')).to.not.equal(undefined);
    await store.close();
  });

  it('brings back no words of an erased conversation that were counted as not understood', async () => {
    const from = newFolder();
    const live = fileStore({ folder: from, alarm });
    const misses = createMisses({ store: live, today: () => '2026-11-23', isCommon: () => true });
    for (const id of ['mine', 'other']) {
      const said = ['hömpsis', `pömpsis ${id}`].map((text) => ({ lang: 'fi', question: 'q', text }));
      for (const miss of said) await misses.count(miss, id);
      const counted = said.map((miss) => ({ key: misses.keyOf(miss), at: 0 }));
      await live.write(`conversation/${id}`, { id, misses: counted }, 0);
    }
    await live.close();
    const file = join(newFolder(), 'backup.gz');
    await command('backup', file, from);
    const list = join(newFolder(), 'erasures.json');
    writeFileSync(list, JSON.stringify({ mine: Date.now() + 1 }));
    const back = newFolder();
    await command('restore', file, back, '--erasures', list);
    expect((await command('misunderstood', back)).text.match(/\d {2}fi .*/g)).to.have.members([
      '2  fi  q  2026-11-23  hömpsis',
      '1  fi  q  2026-11-23  pömpsis other',
    ]);
  });

  it('erases what has reached its end, and says how many of each kind are gone and left', async () => {
    const folder = newFolder();
    const live = fileStore({ folder, alarm });
    await live.write('code/old', 1, 0, { expiresAt: 5 });
    await live.write('code/new', 1, 0, { expiresAt: 4_000_000_000_000 });
    await live.write('secret/key', 1, 0);
    await live.close();
    const { text } = await command('retention', folder);
    expect(text).to.match(/^ +1 +1 {2}code \(90 days\)$/m);
    expect(text).to.match(/^ +0 +1 {2}secret \(as long as it is needed\)$/m);
    for (const name of Object.keys(REGISTER)) expect(text).to.include(` ${name} (`);
    expect((await command('retention', folder)).text).to.match(/^ +0 +1 {2}code/m);
  });

  it('writes nothing from a backup that is cut off, and says so', async () => {
    const from = await filled();
    const file = join(newFolder(), 'backup.gz');
    await command('backup', file, from);
    const whole = readFileSync(file);
    const target = newFolder();
    for (const [broken, says] of [
      [whole.subarray(0, whole.length / 2), 'Take another backup'],
      [Buffer.from('not a backup'), 'cannot be read'],
      [Buffer.alloc(0), 'cannot be read'],
      [gzipSync('{"key":"a/b","value":1}\n'), 'not a backup of this guide'],
    ] as const) {
      writeFileSync(file, broken);
      const refused = await command('restore', file, target);
      expect(refused.code).to.equal(1);
      expect(refused.text).to.include(says);
    }
    const store = fileStore({ folder: target, alarm });
    expect((await countOf(store)).entries).to.equal(0);
    await store.close();
  });

  it('says how it is used when asked for something else', async () => {
    expect((await command('fly')).text).to.include('npm run store --');
    expect((await command('backup')).text).to.include('npm run store --');
  });
});

describe('the register of stored data', () => {
  it('lets nothing be stored outside it', async () => {
    const store = registered(memoryStore(), Date.now);
    const refusal = await store
      .write('diary/1', 'dear diary', 0)
      .catch((error: { code: string }) => error.code);
    expect(refusal).to.equal('store.unregistered');
    expect(await store.list('')).to.deep.equal([]);
  });

  it('gives each value its end, unless it has one of its own', async () => {
    const store = registered(memoryStore(), () => 1_000);
    await store.write('conversation/1', true, 0);
    await store.write('used/1', true, 0, { expiresAt: 5 });
    expect((await store.read('conversation/1'))?.expiresAt).to.equal(1_000 + 730 * 86_400_000);
    expect((await store.read('used/1'))?.expiresAt).to.equal(5);
  });

  it('erases every kind of data of a conversation but what holds nothing that was said', async () => {
    const store = memoryStore();
    for (const name of Object.keys(REGISTER)) {
      await store.write(`${name}/mine`, 'said', 0);
      await store.write(`${name}/mine/part`, 'said', 0);
      await store.write(`${name}/other`, 'said', 0);
    }
    await eraseConversation(store, 'mine');
    const left = (await store.list('')).filter((key) => key.includes('mine'));
    const about = left.filter((key) => conversationOf(key) === 'mine').map((key) => key.split('/')[0]);
    expect([...new Set(about)].sort()).to.deep.equal(['conversation', 'erasure', 'lease', 'outbox']);
    expect((await store.list('')).filter((key) => key.endsWith('/other'))).to.have.length(
      Object.keys(REGISTER).length,
    );
  });
});
