import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CorruptValue } from '../../bot/errors.ts';
import { fileStore } from '../../bot/storage/files.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { postgresStore } from '../../bot/storage/postgres.ts';
import { eraseConversation } from '../../bot/storage/register.ts';
import { sharedPostgres, startPostgres } from '../support/postgres.ts';
import { itIsAStore } from '../support/store-contract.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const newFolder = () => temporaryFolder('store');
const calm = () => undefined;

describe('the memory store', () => itIsAStore(async () => memoryStore()));

describe('the PostgreSQL store', () => {
  itIsAStore(async () =>
    postgresStore({ url: await (await sharedPostgres()).database(), node: 'test', alarm: calm }),
  );

  it('has everything again after the server was ended without warning', async () => {
    const server = await startPostgres();
    const store = await postgresStore({ url: await server.database(), node: 'test', alarm: calm });
    await store.write('conversation/1', { said: 'moi \0 \ud800' }, 0);
    await server.kill();
    await server.start();
    expect(await store.read('conversation/1')).to.deep.equal({
      value: { said: 'moi \0 \ud800' },
      version: 1,
    });
    await store.close();
    await server.stop();
  });

  it('is brought up to date once, however many nodes start at the same time', async () => {
    const url = await (await sharedPostgres()).database();
    const nodes = await Promise.all(
      Array.from({ length: 4 }, () => postgresStore({ url, node: 'test', alarm: calm })),
    );
    const [first, ...others] = nodes;
    await first?.write('conversation/1', 'one', 0);
    for (const node of others) expect((await node.read('conversation/1'))?.value).to.equal('one');
    await Promise.all(nodes.map((node) => node.close()));
  });
});

describe('the file store', () => {
  itIsAStore(async () => fileStore({ folder: newFolder(), alarm: calm }));

  it('has everything again after a restart', async () => {
    const folder = newFolder();
    const first = fileStore({ folder, alarm: calm });
    await first.write('conversation/1', { said: 'moi' }, 0);
    await first.close();
    const second = fileStore({ folder, alarm: calm });
    expect(await second.read('conversation/1')).to.deep.equal({ value: { said: 'moi' }, version: 1 });
    await second.close();
  });

  it('leaves no temporary files', async () => {
    const folder = newFolder();
    const store = fileStore({ folder, alarm: calm });
    await Promise.all(Array.from({ length: 30 }, (_, i) => store.write(`conversation/${i}`, i, 0)));
    expect(
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp')),
    ).to.deep.equal([]);
    await store.close();
  });

  for (const [what, content] of [
    ['truncated', '{"version":1,"va'],
    ['empty', ''],
    ['zeroed', '\0\0\0\0'],
    ['something else', '[]'],
  ] as const) {
    it(`sets a file aside that is ${what}, raises the alarm, and goes on with everything else`, async () => {
      const folder = newFolder();
      const alarms: CorruptValue[] = [];
      const store = fileStore({ folder, alarm: (error) => alarms.push(error) });
      await store.write('conversation/bad', 1, 0);
      await store.write('conversation/good', 2, 0);
      const files = () => readdirSync(folder, { recursive: true, encoding: 'utf8' });
      const bad = files().find((name) => name.endsWith('bad.json')) ?? '';
      writeFileSync(join(folder, bad), content);

      expect(await store.read('conversation/bad')).to.equal(undefined);
      expect(alarms.map(({ code }) => code)).to.deep.equal(['store.corrupt']);
      expect(files().filter((name) => name.includes('.corrupt-'))).to.have.length(1);
      expect((await store.read('conversation/good'))?.value).to.equal(2);
      expect(await store.write('conversation/bad', 3, 0)).to.equal(1);
      await store.close();
    });
  }

  it('takes away what was set aside or left half written: when it is to be gone, else after thirty days', async () => {
    const folder = newFolder();
    const store = fileStore({ folder, alarm: calm });
    const aside = (key: string) => {
      const at = join(folder, 'store', 'conversation');
      const file = readdirSync(at, { recursive: true, encoding: 'utf8' }).find((name) =>
        name.endsWith(`${key}.json`),
      );
      for (const end of [`corrupt-${Date.now()}`, '1-1.tmp'])
        writeFileSync(join(at, `${file}.${end}`), 'what somebody said');
    };
    const broken = () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /corrupt-|tmp$/.test(name));
    for (const id of ['mine', 'mine2']) {
      await store.write(`conversation/${id}`, id, 0);
      aside(id);
    }
    await eraseConversation(store, 'mine');
    expect(broken()).to.have.length(2);
    expect((await store.read('conversation/mine'))?.value).to.equal('mine');
    await store.expire(Date.now() + 29 * 86_400_000);
    expect(broken()).to.have.length(1);
    await store.expire(Date.now() + 31 * 86_400_000);
    expect(broken()).to.deep.equal([]);
    expect((await store.read('conversation/mine2'))?.value).to.equal('mine2');
    await store.close();
  });

  it('refuses a second process on the folder, and says what to do', async () => {
    const folder = newFolder();
    const store = fileStore({ folder, alarm: calm });
    const module = new URL('../../bot/storage/files.ts', import.meta.url).href;
    const script = `import { fileStore } from ${JSON.stringify(module)}; fileStore({ folder: process.argv[1], alarm() {} });`;
    const second = () =>
      spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], { encoding: 'utf8' });
    const refused = second();
    expect(refused.status).to.not.equal(0);
    expect(refused.stderr).to.include(`used by the process ${process.pid}`).and.to.include('DATA_DIR');
    await store.close();
    expect(second().status).to.equal(0);
  });

  it('takes over a folder whose process is gone', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'in-use-by'), JSON.stringify({ pid: 999_999_999, started: '1' }));
    const store = fileStore({ folder, alarm: calm });
    await store.close();
  });
});
