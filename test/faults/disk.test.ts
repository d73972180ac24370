import { expect } from 'chai';
import fc from 'fast-check';
import { createTurns } from '../../bot/conversations/turns.ts';
import { fileStore } from '../../bot/storage/files.ts';
import { echoGuide } from '../support/echo-guide.ts';
import { forgetfulDisk } from '../support/forgetful-disk.ts';
import { request, testServer } from '../support/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const newFolder = () => temporaryFolder('disk');
const alarm = (error: Error) => {
  throw error;
};
const here = { conversationId: 'c', channelId: 'directline', userId: 'u' };

describe('a power loss', () => {
  it('takes nothing that was acknowledged and brings back nothing that was deleted, whenever it comes', async () => {
    const step = fc.record({
      key: fc.constantFrom('a/1', 'a/2', 'b/1/x', 'c/1'),
      does: fc.constantFrom('write', 'delete', 'loss'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { disk, powerLoss } = forgetfulDisk();
        const folder = newFolder();
        let store = fileStore({ folder, disk, alarm });
        const told = new Map<string, number>();
        for (const [i, { key, does }] of steps.entries()) {
          if (does === 'write') {
            await store.write(key, i, (await store.read(key))?.version ?? 0);
            told.set(key, i);
          } else if (does === 'delete') {
            await store.delete(key);
            told.delete(key);
          } else {
            await store.close();
            powerLoss();
            store = fileStore({ folder, disk, alarm });
          }
          for (const one of ['a/1', 'a/2', 'b/1/x', 'c/1'])
            expect((await store.read(one))?.value, `${one} after step ${i}`).to.equal(told.get(one));
        }
        await store.close();
      }),
      { numRuns: 200 },
    );
  });

  it('in the middle of a write leaves the value before or the value after', async () => {
    for (let cut = 0; cut < 12; cut++) {
      const { disk, powerLoss } = forgetfulDisk();
      const folder = newFolder();
      const before = fileStore({ folder, disk, alarm });
      await before.write('a/1', 'before', 0);
      await before.close();
      let left = cut;
      // Every call of the disk after the cut never comes back.
      const dying = new Proxy(disk, {
        get: (target, name) => (left-- > 0 ? Reflect.get(target, name) : () => new Promise(() => undefined)),
      });
      const store = fileStore({ folder, disk: dying, alarm });
      void store.write('a/1', 'after', 1).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 5));
      powerLoss();
      const after = fileStore({ folder, disk, readOnly: true, alarm });
      expect((await after.read('a/1'))?.value, `cut after ${cut} calls`).to.be.oneOf(['before', 'after']);
      await after.close();
    }
  });
});

describe('a full disk', () => {
  it('is answered with 503 and acknowledges nothing; what is shown is what is kept; it goes on by itself', async () => {
    const { disk, setRoom } = forgetfulDisk();
    const store = fileStore({ folder: newFolder(), disk, alarm });
    const server = await testServer({ guide: echoGuide(), store });
    const { body: chat } = await request(server.url, '/chat/token', { method: 'POST', body: {} });
    const token = String(chat.token);
    const path = `/v3/directline/conversations/${chat.conversationId}/activities`;
    const say = (text: string) =>
      request(server.url, path, {
        method: 'POST',
        token,
        body: { type: 'message', text, from: { id: 'u' } },
      });
    const said = async () =>
      ((await request(server.url, path, { token })).body.activities as { text?: string }[]).map(
        ({ text }) => text ?? '',
      );

    await request(server.url, '/v3/directline/conversations', { method: 'POST', token, body: {} });
    expect((await say('one')).status).to.equal(200);
    const before = await said();
    setRoom(100);
    const refused = await say('two');
    expect(refused.status).to.equal(503);
    expect(refused.body.error?.code).to.equal('ServiceUnavailable');
    expect(await said()).to.deep.equal(before);
    setRoom(Number.POSITIVE_INFINITY);
    expect((await say('three')).status).to.equal(200);
    expect(await said()).to.deep.equal([...before, 'three', 'three']);
    await server.stop();
    await store.close();
  });
});

describe('a clock that is set back', () => {
  it('leaves the order of messages as it was', async () => {
    let now = Date.parse('2026-11-23T12:00:00Z');
    const store = fileStore({ folder: newFolder(), alarm });
    const turns = createTurns({ store, guide: echoGuide(), now: () => now });
    await turns.open(here);
    for (const text of ['one', 'two', 'three']) {
      now -= 3_600_000;
      await turns.take({ ...here, activity: { type: 'message', text } });
    }
    const stamps = (await turns.read('c', 0))?.activities.map(({ timestamp }) => timestamp) ?? [];
    expect(stamps).to.deep.equal([...stamps].sort());
    expect(new Set(stamps).size).to.equal(stamps.length);
    await store.close();
  });
});
