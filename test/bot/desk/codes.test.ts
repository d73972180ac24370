import { expect } from 'chai';
import { type Answer, type Coach, startDesk, type TestDesk } from '../../support/desk.ts';

const NOON = Date.parse('2026-11-23T10:00:00Z');
const CODE = 'K7PM-X3RT';
const refusal = ({ status, body }: Answer) => `${status} ${body?.error?.code}`;

describe('a return code that a coach is told', function () {
  this.timeout(60_000);
  let now = NOON;
  let desk: TestDesk;
  let one: Coach;
  let two: Coach;
  beforeEach(async () => {
    now = NOON;
    desk = await startDesk({ now: () => now });
    one = await desk.coach('coach-1');
    two = await desk.coach('coach-2');
  });
  afterEach(() => desk.stop());

  const open = (coach: Coach, code: string) => coach.ask('POST', '/codes', { code });
  const coded = async (id = 's') => {
    const seeker = await desk.seeker(id);
    expect((await seeker.say('koodi')).join()).to.include(CODE);
    return seeker;
  };

  it('brings the conversation to the coach, though nobody was asked for, and the seeker sees who came', async () => {
    const seeker = await coded();
    const opened = await open(one, ' k7pm x3rt ');
    expect(opened.status).to.equal(200);
    expect(opened.body).to.deep.include({ id: 's', state: 'held', reason: 'code' });
    expect(opened.body.holder.id).to.equal('coach-1');
    const { activities = [] } = (await desk.turns.read('s', 0)) ?? {};
    expect(activities.map(({ text }) => text ?? '').join()).to.include('Coach 1');
    expect((await one.ask('GET', '/cases/s')).status).to.equal(200);
    const { looks = [] } = (await desk.turns.find('s'))?.desk ?? {};
    expect(looks.map(({ by, what }) => [by.id, what])).to.deep.equal([
      ['coach-1', 'code'],
      ['coach-1', 'case'],
    ]);
    await one.ask('POST', '/cases/s/give-back', {});
    expect((await seeker.say('moi')).join()).to.not.equal('');
    expect((await open(one, CODE)).body).to.deep.include({ state: 'held', reason: 'code' });
  });

  it('is no way round who has the conversation already', async () => {
    await coded();
    await open(one, CODE);
    expect((await open(one, CODE)).body.holder.id).to.equal('coach-1');
    const second = await open(two, CODE);
    expect(refusal(second)).to.equal('409 CaseTaken');
    expect(second.body.error.holder.id).to.equal('coach-1');
  });

  it('takes who waits already out of the queue', async () => {
    const seeker = await coded();
    await seeker.say('ihminen');
    expect((await open(two, CODE)).body).to.deep.include({ state: 'held', reason: 'asked' });
    expect((await one.ask('GET', '/cases?list=queue')).body.cases).to.deep.equal([]);
  });

  it('opens nothing when it is wrong, old or guessed', async () => {
    await coded();
    expect(refusal(await open(one, 'hello'))).to.equal('404 CodeUnknown');
    for (let i = 0; i < 5; i++) expect(refusal(await open(one, 'BBBB-CCCC'))).to.equal('404 CodeUnknown');
    expect(refusal(await open(one, CODE))).to.equal('429 CodeLimited');
    expect((await desk.turns.find('s'))?.desk?.case).to.equal(undefined);
    now += 91 * 86_400_000;
    expect(refusal(await open(await desk.coach('coach-3'), CODE))).to.equal('404 CodeUnknown');
  });

  it('opens nothing of a shared phone that others use now', async () => {
    const seeker = await desk.seeker('phone');
    expect((await seeker.say('yhteinen puhelin')).join()).to.include(CODE);
    now += 60 * 60_000;
    await seeker.say('moi');
    expect(refusal(await open(await desk.coach('coach-4'), CODE))).to.equal('409 CodeParked');
    expect((await desk.turns.find('phone'))?.desk?.case).to.equal(undefined);
  });

  it('is for those who speak with seekers only', async () => {
    await coded();
    expect(refusal(await open(await desk.coach('planner-1', ['planner']), CODE))).to.equal('403 WrongRole');
  });
});
