import { expect } from 'chai';
import { type Coach, startDesk, type TestDesk } from '../../support/desk.ts';

describe('every look of a coach at a seeker', () => {
  let desk: TestDesk;
  let holder: Coach;
  before(async () => {
    desk = await startDesk();
    holder = await desk.coach('coach-1');
    const seeker = await desk.seeker('s');
    await seeker.say('haluan siivoojaksi');
    await seeker.say('haluan puhua ihmiselle');
    expect((await holder.ask('POST', '/cases/s/take', {})).status).to.equal(200);
  });
  after(() => desk.stop());

  const looks = async () => (await desk.turns.find('s'))?.desk?.looks ?? [];
  /** Forgets who looked, so that the next look is the first. */
  const unseen = () =>
    desk.turns.amend('s', (conversation) => {
      if (conversation.desk) conversation.desk = { ...conversation.desk, looks: [] };
    });

  it('is kept, whichever address shows something of the seeker', async () => {
    const addresses = desk.routes.filter((route) => /^GET \/desk\/api\/cases\/:id/.test(route));
    expect(addresses).to.have.length.greaterThan(5);
    for (const address of addresses) {
      await unseen();
      const path = address.replace('GET /desk/api', '').replace(':id', 's');
      if (path.endsWith('/feed')) (await holder.feed(path)).drop();
      else expect((await holder.ask('GET', path)).status, address).to.equal(200);
      expect(
        (await looks()).map(({ by }) => by.id),
        address,
      ).to.deep.equal(['coach-1']);
    }
    await unseen();
    const edit = { version: 0, to: 'cleaner', steps: [{ item: 'hygiene-passport' }] };
    expect((await holder.ask('PUT', '/cases/s/plan', edit)).status).to.equal(200);
    expect((await looks()).map(({ what }) => what)).to.deep.equal(['plan']);
  });

  it('is shown to the seeker, and an attempt that was refused as such', async () => {
    await unseen();
    const other = await desk.coach('coach-3');
    await holder.ask('GET', '/cases/s/summary');
    expect((await other.ask('GET', '/cases/s/summary')).status).to.equal(403);
    expect((await looks()).map(({ by, what }) => [by.id, what])).to.deep.equal([
      ['coach-1', 'summary'],
      ['coach-3', 'refused'],
    ]);
    await holder.ask('POST', '/cases/s/give-back', {});
    const here = { conversationId: 's', channelId: 'directline', userId: 'dl_s' };
    const answer = await desk.turns.take({
      ...here,
      activity: { type: 'message', text: 'lähetä minulle kaikki tietoni' },
    });
    const copy = (answer?.replies ?? []).map(({ text }) => text).join('\n');
    expect(copy).to.match(/Coach 1, valmentaja$/m);
    expect(copy).to.include('Coach 3, valmentaja (yritti, mutta ei saanut katsoa)');
  });
});

describe('what coaches write', () => {
  it('is kept without identity codes and card numbers: notes, plans, messages, what they say at the end', async () => {
    const desk = await startDesk();
    try {
      const one = await desk.coach('coach-1');
      const seeker = await desk.seeker('s');
      await seeker.say('haluan puhua ihmiselle');
      await one.ask('POST', '/cases/s/take', {});
      const secret = '131052-308T ja 4111 1111 1111 1111';
      const text = `tunnus ${secret}, soita 040 1234567`;
      const edit = {
        version: 0,
        to: 'cleaner',
        steps: [{ item: 'hygiene-passport', comment: text }],
        comment: text,
      };
      for (const [method, path, body] of [
        ['POST', 'notes', { text }],
        ['PUT', 'plan', edit],
        ['POST', 'messages', { key: 'k', text }],
        ['POST', 'invite', { coach: 'coach-2', note: text }],
        ['POST', 'close', { outcome: 'answered', note: text }],
      ] as const)
        expect((await one.ask(method, `/cases/s/${path}`, body)).status, path).to.equal(200);
      const stored = JSON.stringify(await desk.store.read('conversation/s'));
      expect(stored).to.not.include('131052');
      expect(stored).to.not.include('4111');
      expect(stored.match(/soita 040 1234567/g)?.length).to.be.at.least(6);
    } finally {
      await desk.stop();
    }
  });
});
