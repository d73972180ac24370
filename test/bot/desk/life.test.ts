import { expect } from 'chai';
import { type Answer, type Coach, startDesk, type TestDesk } from '../../support/desk.ts';

const AFTERNOON = Date.parse('2026-11-23T12:00:00Z');
const MINUTE = 60_000;

describe('the desk', function () {
  this.timeout(60_000);
  let now = AFTERNOON;
  let desk: TestDesk;
  let one: Coach;
  let two: Coach;
  beforeEach(async () => {
    now = AFTERNOON;
    desk = await startDesk({ now: () => now, lease: 150, silence: 900 });
    one = await desk.coach('coach-1');
    two = await desk.coach('coach-2');
  });
  afterEach(() => desk.stop());

  const waits = async (id: string, lang: 'fi' | 'ar' | 'so' = 'fi') => {
    const seeker = await desk.seeker(id, lang);
    await seeker.say({ fi: 'ihminen', ar: 'شخص', so: 'qof' }[lang]);
    return seeker;
  };
  const code = ({ body }: Answer) => body?.error?.code;
  const rows = async (coach: Coach, list = 'queue') =>
    (await coach.ask('GET', `/cases?list=${list}`)).body.cases;
  const ids = async (coach: Coach, list?: string) =>
    (await rows(coach, list)).map(({ id }: { id: string }) => id);

  describe('the queue', () => {
    it('is in the order that suits each coach, and says of each case what is known', async () => {
      await waits('finnish');
      now += MINUTE;
      await waits('arabic', 'ar');
      expect(await ids(one)).to.deep.equal(['finnish', 'arabic']);
      expect(await ids(two)).to.deep.equal(['finnish', 'arabic']);
      await two.ask('PUT', '/me', { languages: ['ar'] });
      expect(await ids(two)).to.deep.equal(['arabic', 'finnish']);
      expect((await rows(two))[0]).to.deep.include({
        state: 'waiting',
        reason: 'asked',
        lang: 'ar',
        channel: 'directline',
        holder: null,
      });
    });

    it('keeps the place of who comes back into it', async () => {
      await waits('first');
      now += MINUTE;
      await waits('second');
      await one.ask('POST', '/cases/first/take', {});
      now += MINUTE;
      await one.ask('POST', '/cases/first/return', {});
      expect(await ids(two)).to.deep.equal(['first', 'second']);
    });

    it('tells every desk of every change, once, from the number it has', async () => {
      const first = await one.ask('GET', '/cases');
      const feed = await one.feed('/feed', first.body.feed);
      await feed.until('here');
      await waits('s');
      expect((await feed.until('row')).state).to.equal('waiting');
      const { id: last } = feed.events.findLast(({ event }) => event === 'row') ?? { id: '' };
      feed.drop();
      await two.ask('POST', '/cases/s/take', {});
      await two.ask('POST', '/cases/s/close', { outcome: 'answered' });
      const again = await one.feed('/feed', last);
      await again.until('here');
      expect(again.events.filter(({ event }) => event === 'row').map(({ data }) => data.state)).to.deep.equal(
        ['closed'],
      );
      again.drop();
    });

    it('begins anew for a number that it does not know', async () => {
      await waits('s');
      for (const after of ['another-7', 'nonsense', '']) {
        const feed = await one.feed('/feed', after);
        expect((await feed.until('list')).cases.map(({ id }: { id: string }) => id)).to.deep.equal(['s']);
        feed.drop();
      }
    });

    it('says who is there, and since when nobody', async () => {
      const feed = await two.feed('/feed');
      await one.ask('POST', '/heartbeat');
      await feed.until('here', (here) => here.some(({ id }: { id: string }) => id === 'coach-1'));
      await one.ask('POST', '/sign-out');
      await feed.until('here', (here) => here.length === 0 && feed.events.length > 2);
      feed.drop();
    });

    it('tells seekers how long others waited only once that is known', async () => {
      const before = await waits('s0');
      expect((await before.log()).join()).to.not.include('odotus on ollut');
      for (let at = 0; at < 5; at++) {
        if (at > 0) await waits(`s${at}`);
        now += 4 * MINUTE;
        await one.ask('POST', `/cases/s${at}/take`, {});
        await one.ask('POST', `/cases/s${at}/close`, { outcome: 'answered' });
      }
      await one.ask('POST', '/heartbeat');
      await waits('before');
      const after = await waits('after');
      const log = (await after.log()).join('\n');
      expect(log).to.include('odotus on ollut noin 4 minuuttia');
      expect(log).to.include('Ennen sinua jonossa on 1 ihminen');
    });
  });

  describe('a coach who is lost', () => {
    it('loses the conversation when no sign of life comes, and the seeker is told', async () => {
      const seeker = await waits('s');
      await one.ask('POST', '/heartbeat');
      await one.ask('POST', '/cases/s/take', {});
      await one.ask('POST', '/cases/s/messages', { key: 'k', text: 'hei' });
      now += 140_000;
      await desk.web.sweep();
      expect(await ids(one, 'mine')).to.deep.equal(['s']);
      now += 20_000;
      await desk.web.sweep();
      expect(await ids(one, 'mine')).to.deep.equal([]);
      expect((await rows(two))[0]).to.deep.include({ id: 's', state: 'waiting', reason: 'lapsed' });
      expect((await seeker.log()).join('\n')).to.include('Yhteys katkesi: Coach 1 ei nyt vastaa');
      expect(code(await one.ask('POST', '/cases/s/messages', { key: 'l', text: 'olen takaisin' }))).to.equal(
        'CaseMoved',
      );
    });

    it('keeps it while signs of life come, however little is said', async () => {
      await waits('s');
      await one.ask('POST', '/cases/s/take', {});
      await one.ask('POST', '/cases/s/messages', { key: 'k', text: 'hei' });
      for (let at = 0; at < 20; at++) {
        await one.ask('POST', '/heartbeat');
        now += 100_000;
        await desk.web.sweep();
      }
      expect(await ids(one, 'mine')).to.deep.equal(['s']);
    });

    it('loses it when the seeker is left without an answer', async () => {
      const seeker = await waits('s');
      await one.ask('POST', '/cases/s/take', {});
      await one.ask('POST', '/cases/s/messages', { key: 'k', text: 'hei' });
      await seeker.say('auta minua');
      for (let at = 0; at < 8; at++) {
        now += 2 * MINUTE;
        await one.ask('POST', '/heartbeat');
        await desk.web.sweep();
      }
      expect(await ids(one, 'mine')).to.deep.equal([]);
    });

    it('is told apart from a service that has closed before anybody came', async () => {
      const seeker = await waits('s');
      await desk.web.sweep();
      expect((await seeker.log()).join()).to.not.include('ehtinyt');
      now += 90 * MINUTE;
      await desk.web.sweep();
      await desk.web.sweep();
      const told = (await seeker.log()).filter((line) => line.includes('Kukaan ei ehtinyt vastata'));
      expect(told).to.have.length(1);
      expect((await seeker.log()).join()).to.include('tiistai 24. marraskuuta kello 9.00-15.00');
      expect(await ids(await desk.coach('coach-3'))).to.deep.equal(['s']);
      expect((await seeker.say('ihminen')).join()).to.include('Voit jättää viestin nyt');
    });
  });

  describe('what is looked at', () => {
    it('is written down, and shown to the seeker', async () => {
      const seeker = await waits('s');
      await one.ask('GET', '/cases/s');
      await one.ask('GET', '/cases/s/summary');
      await one.ask('POST', '/cases/s/take', {});
      expect(code(await two.ask('GET', '/cases/s'))).to.equal('NotYours');
      const { looks } = (await one.ask('GET', '/cases/s/looks')).body;
      expect(looks.map(({ by, what }: Answer['body']) => `${by.id} ${what}`)).to.deep.equal([
        'coach-1 case',
        'coach-1 summary',
        'coach-2 refused',
        'coach-1 looks',
      ]);
      await one.ask('POST', '/cases/s/notes', { text: 'hyvä alku' });
      await one.ask('POST', '/cases/s/give-back', {});
      const copy = (await seeker.say('lataa tietoni')).join('\n');
      expect(copy).to.include('hyvä alku').and.to.include('Coach 1, valmentaja').and.to.include('Coach 2');
    });

    it('is gone once the seeker erases it: case, notes, looks, plan and queue', async () => {
      const seeker = await waits('s');
      const feed = await two.feed('/feed');
      await one.ask('POST', '/cases/s/take', {});
      await one.ask('POST', '/cases/s/notes', { text: 'salainen muistiinpano' });
      await one.ask('POST', '/cases/s/give-back', {});
      const open = await one.feed('/cases/s/feed');
      await open.until('case');
      await seeker.say('poista tietoni');
      await seeker.say('kyllä');
      expect((await feed.until('gone')).id).to.equal('s');
      await open.until('gone');
      for (const stream of [feed, open]) stream.drop();
      expect(code(await one.ask('GET', '/cases/s'))).to.equal('CaseGone');
      expect(await ids(one, 'closed')).to.deep.equal([]);
      const keys = await desk.store.list('');
      const kept = JSON.stringify(await Promise.all(keys.map((key) => desk.store.read(key))));
      expect(kept).to.not.include('salainen');
      expect(keys.filter((key) => key.startsWith('case/'))).to.deep.equal([]);
    });
  });

  describe('what is said', () => {
    beforeEach(async () => {
      await waits('s', 'ar');
      await one.ask('POST', '/cases/s/take', {});
    });

    it('goes to the seeker with name and role, as plain text with its lines', async () => {
      const said = await one.ask('POST', '/cases/s/messages', {
        key: 'k',
        text: 'Hei!\n- yksi\n- <b>kaksi</b>',
      });
      expect(said.body.message).to.deep.include({
        from: 'coach',
        text: 'Hei!\n- yksi\n- <b>kaksi</b>',
        key: 'k',
      });
      const { activities = [] } = (await desk.turns.read('s', 0)) ?? {};
      expect(activities.at(-1)).to.deep.include({
        text: '\u2068Coach 1\u2069، مدرب:\n\u2068Hei!\n- yksi\n- <b>kaksi</b>\u2069',
        textFormat: 'plain',
      });
    });

    it('is a ready phrase or a service in the seeker’s language', async () => {
      const phrase = await one.ask('POST', '/cases/s/phrases', { key: 'p', phrase: 'hello' });
      expect(phrase.body.message.text).to.equal('مرحبا! قرأت ما قلته للدليل. تسرني مساعدتك.');
      const link = await one.ask('POST', '/cases/s/links', { key: 'l', item: 'hygiene-passport-test' });
      expect(link.body.message.text)
        .to.match(/^اختبار جواز النظافة/)
        .and.to.include('https://');
    });

    it('never holds an identity code', async () => {
      const said = await one.ask('POST', '/cases/s/messages', { key: 'k', text: 'tunnus 131052-308T' });
      expect(said.body.message.text).to.equal('tunnus [***]');
    });

    for (const [what, method, path, body, refusal] of [
      ['a message that is too long', 'POST', 'messages', { key: 'k', text: 'a'.repeat(2_001) }, 'TooLong'],
      ['a message without words', 'POST', 'messages', { key: 'k', text: ' \n ' }, 'BadArgument'],
      ['a message without a key', 'POST', 'messages', { text: 'hei' }, 'BadArgument'],
      ['a phrase that is not there', 'POST', 'phrases', { key: 'k', phrase: 'x' }, 'BadArgument'],
      ['a service that is not there', 'POST', 'links', { key: 'k', item: 'x' }, 'BadArgument'],
      ['a note that is too long', 'POST', 'notes', { text: 'a'.repeat(2_001) }, 'TooLong'],
      ['an empty note', 'POST', 'notes', { text: '  ' }, 'BadArgument'],
      ['a colleague who is not there', 'POST', 'transfer', { to: { coach: 'x' }, note: '' }, 'BadArgument'],
      ['a team that is not there', 'POST', 'transfer', { to: { team: 'x' }, note: '' }, 'BadArgument'],
      ['an outcome that is none', 'POST', 'close', { outcome: 'x' }, 'BadArgument'],
      ['a plan of nothing', 'PUT', 'plan', { version: 0, to: 'cook', steps: [] }, 'BadArgument'],
      [
        'a plan of unknown steps',
        'PUT',
        'plan',
        { version: 0, to: 'cook', steps: [{ item: 'x' }] },
        'BadArgument',
      ],
      [
        'a plan that was changed meanwhile',
        'PUT',
        'plan',
        { version: 7, to: 'cook', steps: [{ item: 'hygiene-passport' }] },
        'PlanChanged',
      ],
      ['a plan that was never written', 'POST', 'plan/send', { key: 'k', version: 1 }, 'PlanChanged'],
    ] as const)
      it(`is refused, and says why: ${what}`, async () => {
        const answer = await one.ask(method, `/cases/s/${path}`, body);
        expect(code(answer)).to.equal(refusal);
        expect(answer.body.error.message).to.be.a('string').with.length.above(10);
        expect((await rows(one, 'mine'))[0].state).to.equal('held');
      });

    it('is a plan that a coach changed, and the seeker’s own from then on', async () => {
      const offered = (await one.ask('GET', '/cases/s/plan')).body;
      expect(offered.version).to.equal(0);
      const steps = [{ item: 'job-search' }, { item: 'hygiene-passport', comment: 'Ensin tämä' }];
      const edited = (
        await one.ask('PUT', '/cases/s/plan', { version: 0, to: 'cook', steps, comment: 'Näin' })
      ).body;
      expect(edited).to.deep.include({ version: 1, to: 'cook', sentAt: null });
      const sent = await one.ask('POST', '/cases/s/plan/send', { key: 'p', version: 1 });
      expect(sent.body.message.text).to.match(/طباخ/).and.to.include('Ensin tämä').and.to.include('2. ');
      expect((await one.ask('POST', '/cases/s/plan/send', { key: 'p', version: 1 })).body).to.deep.equal(
        sent.body,
      );
      expect((await desk.turns.find('s'))?.session.plan?.to).to.equal('cook');
    });

    it('is seen as it is typed and read, by both sides', async () => {
      const feed = await one.feed('/cases/s/feed');
      await feed.until('case');
      desk.signals.tell('s', { what: 'typing', from: 'seeker' });
      expect(await feed.until('typing')).to.deep.equal({ from: 'seeker' });
      desk.signals.tell('s', { what: 'delivered', count: 5 });
      expect(await feed.until('delivered')).to.deep.equal({ count: 5 });
      const heard: unknown[] = [];
      const stop = desk.signals.watch('s', (signal) => heard.push(signal));
      expect((await one.ask('POST', '/cases/s/typing', {})).status).to.equal(204);
      expect((await one.ask('POST', '/cases/s/read', { count: 3 })).status).to.equal(204);
      stop();
      feed.drop();
      expect(heard).to.deep.include({
        what: 'typing',
        from: { id: 'coach-1', name: 'Coach 1', role: 'coach' },
      });
      expect((heard[1] as { what: string }).what).to.equal('read');
    });

    it('reaches who was invited, who may write and not decide', async () => {
      expect((await one.ask('POST', '/cases/s/invite', { coach: 'coach-2', note: 'katso' })).status).to.equal(
        200,
      );
      expect(await ids(two, 'mine')).to.deep.equal(['s']);
      expect((await two.ask('GET', '/cases/s')).body.notes[0].text).to.equal('katso');
      expect((await two.ask('POST', '/cases/s/messages', { key: 'k', text: 'أهلا' })).status).to.equal(200);
      expect(code(await two.ask('POST', '/cases/s/close', { outcome: 'other' }))).to.equal('NotYours');
      const feed = await two.feed('/cases/s/feed');
      await feed.until('case');
      await one.ask('DELETE', '/cases/s/invite/coach-2');
      expect((await feed.until('bye')).code).to.equal('NotYours');
      feed.drop();
    });
  });

  describe('what can be looked up', () => {
    it('is who knows what, and where in the network one can turn', async () => {
      const found = (await one.ask('GET', '/experts?field=health')).body;
      expect(found.people.map(({ id }: { id: string }) => id)).to.deep.equal(['expert-1']);
      expect(found.services).to.not.be.empty;
      expect((await one.ask('GET', '/experts?lang=so')).body.people[0].id).to.equal('coach-3');
    });

    it('is a service by a word of any language', async () => {
      for (const q of ['hygieniapassi', 'hygienpass', 'جواز النظافة', 'baasaboorka nadaafadda'])
        expect((await one.ask('GET', `/items?q=${encodeURIComponent(q)}`)).body.items, q).to.not.be.empty;
    });

    it('is advice for a client without a name, of which nothing is kept', async () => {
      const before = await desk.store.list('');
      const profile = { municipality: 'laukaa', wish: { occupation: 'cook' }, skills: { finnish: 'B1' } };
      const advice = (await one.ask('POST', '/advice', { profile, lang: 'sv' })).body;
      expect(advice.pathways[0].title).to.match(/^kock/);
      expect(advice.pathways[0].steps[0].because).to.not.be.empty;
      expect(await desk.store.list('')).to.deep.equal(before);
      const wrong = await one.ask('POST', '/advice', { profile: { age: 30 } });
      expect(wrong.body.error.message).to.include('profile.age');
      const stranger = await one.ask('POST', '/advice', { profile: { wish: { occupation: 'x' } } });
      expect(code(stranger)).to.equal('BadArgument');
    });

    it('has a label and choices for every fact that can be told', async () => {
      for (const lang of ['fi', 'sv', 'en'])
        for (const { fact, label, choices } of (await one.ask('GET', `/advice/form?lang=${lang}`)).body
          .facts) {
          expect(label, fact).to.not.match(/^summary\./);
          expect(choices, fact).to.not.be.empty;
          for (const choice of choices) expect(choice.label, fact).to.not.match(/^situation\./);
        }
    });
  });
});
