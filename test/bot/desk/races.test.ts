import { expect } from 'chai';
import type { Person } from '../../../bot/desk/interface.ts';
import { recordOf } from '../../../bot/desk/record.ts';
import { memoryStore } from '../../../bot/storage/memory.ts';
import { deskNode } from '../../support/desk-node.ts';
import { quietGuide } from '../../support/quiet-guide.ts';

const coach = (number: number): Person => ({ id: `c${number}`, name: `Coach ${number}`, role: 'coach' });
const pause = (most: number) => new Promise((resolve) => setTimeout(resolve, Math.random() * most));

describe('at the same time', function () {
  this.timeout(120_000);

  it('50 coaches of two processes take one case, 1,000 times: each has one owner', async () => {
    const store = memoryStore();
    const nodes = [await deskNode(store, quietGuide()), await deskNode(store, quietGuide())] as const;
    for (let round = 0; round < 1_000; round++) {
      const id = `case-${round}`;
      await nodes[0].waiting(id);
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, at) =>
          nodes[at % 2 === 0 ? 0 : 1].desk.take(id, coach(at), 1_000).then((result) => ({ at, result })),
        ),
      );
      const owners = results.filter(({ result }) => !('refused' in result));
      expect(owners, id).to.have.length(1);
      const stored = await nodes[0].turns.find(id);
      expect(stored && recordOf(stored).case?.holder?.id).to.equal(`c${owners[0]?.at}`);
      for (const { result } of results) if ('refused' in result) expect(result.refused).to.equal('CaseTaken');
    }
  });

  it('a coach never holds more than their capacity', async () => {
    const node = await deskNode(memoryStore(), quietGuide());
    const ids = Array.from({ length: 20 }, (_, at) => `c${at}`);
    for (const id of ids) await node.waiting(id);
    const results = await Promise.all(ids.map((id) => node.desk.take(id, coach(1), 3)));
    expect(results.filter((result) => !('refused' in result))).to.have.length(3);
    expect(results.filter((result) => 'refused' in result && result.refused === 'Full')).to.have.length(17);
  });

  it('the guide’s turn in another process and a take: the guide is silent after the take, always', async () => {
    const store = memoryStore();
    const seekerSide = await deskNode(store, quietGuide(3));
    const coachSide = await deskNode(store, quietGuide());
    for (let round = 0; round < 100; round++) {
      const id = `silent-${round}`;
      await seekerSide.waiting(id);
      const said = seekerSide.say(id, 'hello');
      await pause(6);
      await coachSide.desk.take(id, coach(1), 1_000);
      await said;
      const activities = (await seekerSide.turns.read(id, 0))?.activities ?? [];
      const taken = activities.findIndex(({ name }) => name === 'handoff.status');
      const answered = activities.findIndex(({ text }) => text === 'guide: hello');
      expect(taken).to.be.at.least(0);
      expect(activities.some(({ text }) => text === 'hello')).to.equal(true);
      if (answered !== -1) expect(answered, 'an answer after the take').to.be.below(taken);
    }
  });

  it('closing while the seeker writes: nothing is lost, and exactly what comes after is the guide’s', async () => {
    const store = memoryStore();
    const seekerSide = await deskNode(store, quietGuide(1));
    const coachSide = await deskNode(store, quietGuide());
    for (let round = 0; round < 100; round++) {
      const id = `closing-${round}`;
      await seekerSide.waiting(id);
      await coachSide.desk.take(id, coach(1), 1_000);
      const texts = ['one', 'two', 'three', 'four'];
      const writing = (async () => {
        for (const text of texts) await seekerSide.say(id, text);
      })();
      await pause(6);
      expect(await coachSide.desk.close(id, coach(1), 'answered', '')).to.not.have.property('refused');
      await writing;
      const activities = (await seekerSide.turns.read(id, 0))?.activities ?? [];
      const closed = activities.findLastIndex(({ name }) => name === 'handoff.status');
      for (const text of texts) {
        const at = activities.findIndex((one) => one.text === text);
        const answer = activities.findIndex((one) => one.text === `guide: ${text}`);
        expect(at, text).to.be.at.least(0);
        expect(answer !== -1, `${text} is answered by the guide`).to.equal(at > closed);
      }
    }
  });

  it('the seeker leaves while a coach takes: it is held or left, and everybody is told which', async () => {
    const store = memoryStore();
    const node = await deskNode(store, quietGuide());
    for (let round = 0; round < 50; round++) {
      const id = `leaving-${round}`;
      await node.waiting(id);
      const [taken] = await Promise.all([
        node.desk.take(id, coach(1), 1_000),
        node.turns.amend(id, async (conversation) => {
          await node.moves.apply(conversation, { do: 'leave' });
        }),
      ]);
      const stored = await node.turns.find(id);
      const state = stored && recordOf(stored).case?.state;
      expect(state).to.equal('left');
      if ('refused' in taken) expect(taken.refused).to.equal('CaseMoved');
    }
  });

  it('a message sent twice under one key is one message, by whichever process', async () => {
    const store = memoryStore();
    const nodes = [await deskNode(store, quietGuide()), await deskNode(store, quietGuide())] as const;
    await nodes[0].waiting('twice');
    await nodes[0].desk.take('twice', coach(1), 10);
    const sent = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        nodes[at % 2 === 0 ? 0 : 1].desk.say('twice', coach(1), { key: 'k', text: 'once' }),
      ),
    );
    const ids = new Set(sent.map((one) => ('refused' in one ? one.refused : one.activity.id)));
    expect(ids.size).to.equal(1);
    const texts = await nodes[0].texts('twice');
    expect(texts.filter((text) => text.includes('once'))).to.have.length(1);
    // Also when much has been said since.
    for (let i = 0; i < 60; i++)
      await nodes[0].desk.say('twice', coach(1), { key: `k${i}`, text: `more ${i}` });
    const late = await nodes[1].desk.say('twice', coach(1), { key: 'k', text: 'once' });
    expect('refused' in late ? late.refused : late.activity.id).to.equal([...ids][0]);
    expect((await nodes[0].texts('twice')).filter((text) => text.includes('once'))).to.have.length(1);
  });
});
