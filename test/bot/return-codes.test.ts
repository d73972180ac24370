import { expect } from 'chai';
import { codeIn, makeCode, shownCode } from '../../bot/codes/code.ts';
import { forSeeker } from '../../bot/codes/seeker-view.ts';
import { startConversation, startGuide } from '../support/conversation.ts';

type World = Awaited<ReturnType<typeof startGuide>>;
const CODE = 'K7PM-X3RT';
const everything = async ({ store }: World) =>
  JSON.stringify(await Promise.all((await store.list('')).map(async (key) => [key, await store.read(key)])));
const sessionOf = async ({ turns }: World, id: string) => (await turns.find(id))?.session;

/** A seeker on the web who has told a wish and has a code. */
async function withCode() {
  const world = await startGuide();
  const web = await startConversation({ within: world, id: 'web', channel: 'directline', locale: 'fi' });
  await web.say('2');
  await web.say('siivooja');
  await web.say('koodi');
  return { world, web };
}
const elsewhere = (world: World, id = 'other') =>
  startConversation({ within: world, id, channel: 'directline', locale: 'fi' });

describe('return codes', () => {
  it('are easy to say: no vowels, nothing that looks like something else, a letter first in each half', () => {
    for (let i = 0; i < 500; i++)
      expect(makeCode()).to.match(
        /^[BCDFHJKMNPRSTVWX][BCDFHJKMNPRSTVWX3479]{3}[BCDFHJKMNPRSTVWX][BCDFHJKMNPRSTVWX3479]{3}$/,
      );
    expect(new Set(Array.from({ length: 2_000 }, makeCode)).size).to.equal(2_000);
  });

  it('are known however they are written, alone or in a sentence', () => {
    for (const text of [
      CODE,
      'k7pmx3rt',
      'k7pm x3rt',
      'Koodini on K7PM-X3RT, kiitos',
      'رمزي K٧PM-X٣RT',
      'K7PM – X3RT.',
      '\u2068K7PM-X3RT\u2069',
    ])
      expect(codeIn(text), text).to.equal('K7PMX3RT');
    for (const text of ['koodi', 'kokki', 'K7PM-X3R', 'K7PM-X3RTT', '1234 5678', 'strength blttrsss aa'])
      expect(codeIn(text), text).to.equal(undefined);
    for (let i = 0; i < 100; i++) {
      const code = makeCode();
      expect(codeIn(`is it ${shownCode(code).toLowerCase()}?`)).to.equal(code);
    }
  });

  it('are stored nowhere but in what the seeker was told', async () => {
    const { world, web } = await withCode();
    const told = (await web.stored()).tail.filter(({ text }) => text?.includes(CODE));
    expect(told).to.have.length(1);
    const without = (await everything(world)).replaceAll(JSON.stringify(told[0]?.text).slice(1, -1), '');
    expect(without).to.not.include(CODE).and.to.not.include('K7PMX3RT');
  });

  it('show nothing before the yes, and move nothing on a no', async () => {
    const { world } = await withCode();
    const other = await elsewhere(world);
    expect((await other.say(CODE)).join()).to.not.include('siivooja');
    await other.say('ei');
    expect((await sessionOf(world, 'web'))?.profile.wish).to.deep.equal({ occupation: 'cleaner' });
    expect((await sessionOf(world, 'other'))?.profile.wish).to.equal(undefined);
  });

  it('move guidance: profile and place are there, and no longer here', async () => {
    const { world, web } = await withCode();
    const other = await elsewhere(world);
    await other.say(`koodini on ${CODE}`);
    // The question that was asked last comes again, word for word.
    const asked = (await web.stored()).tail.findLast(({ text }) => text?.startsWith('1/'))?.text ?? 'none';
    const [first = '', ...rest] = await other.say('kyllä');
    expect(first).to.include('Jatketaan');
    expect([first, ...rest].join('\n')).to.include(asked.split('\n')[0]);
    expect((await sessionOf(world, 'other'))?.profile.wish).to.deep.equal({ occupation: 'cleaner' });
    await world.turns.settled();
    expect((await everything(world)).match(/"occupation":"cleaner"/g)).to.have.length(1);
    expect((await web.say('1')).join()).to.include('siirtyi');
  });

  it('bring guidance to one place only, whoever says yes at the same time', async () => {
    const { world } = await withCode();
    const others = await Promise.all(['a', 'b', 'c'].map((id) => elsewhere(world, id)));
    for (const other of others) await other.say(CODE);
    await Promise.all(others.map((other) => other.say('kyllä')));
    await world.turns.settled();
    const having = [];
    for (const id of ['web', 'a', 'b', 'c']) if ((await sessionOf(world, id))?.profile.wish) having.push(id);
    expect(having).to.have.length(1);
  });

  it('go back and forth', async () => {
    const { world, web } = await withCode();
    const other = await elsewhere(world);
    for (const here of [other, web, other]) {
      await here.say(CODE);
      expect((await here.say('kyllä')).join()).to.include('Jatketaan');
      await world.turns.settled();
    }
    expect((await sessionOf(world, 'other'))?.earlier).to.deep.equal(['web']);
  });

  it('lead nowhere once another was given, after 90 days, or when everything was deleted', async () => {
    const { world, web } = await withCode();
    await web.say('koodi');
    const other = await elsewhere(world);
    expect((await other.say(CODE)).join()).to.include('En löydä');
    expect((await other.say('C3HN-W9DK')).join()).to.include('Jatketaanko');
    await other.say('ei');
    world.wait(90 * 24 * 60 + 1);
    expect((await other.say('C3HN-W9DK')).join()).to.include('En löydä');
    await web.say('koodi');
    await web.say('poista tietoni');
    await web.say('1');
    expect((await other.say('T4XB-R7JM')).join()).to.include('En löydä');
    expect(await world.store.list('code/')).to.deep.equal([]);
  });

  it('are forgotten with everything that was said in each place', async () => {
    const { world } = await withCode();
    const other = await elsewhere(world);
    await other.say(CODE);
    await other.say('kyllä');
    await world.turns.settled();
    await other.say('poista tietoni');
    await other.say('1');
    const left = await everything(world);
    expect(left).to.not.include('siivooja').and.to.not.include('cleaner').and.to.not.include(CODE);
    expect(await world.store.list('code/')).to.deep.equal([]);
  });

  it('cannot be found by trying: not in a conversation, not from an address', async () => {
    const { world } = await withCode();
    const other = await elsewhere(world);
    for (let i = 0; i < 5; i++) await other.say('BBBB-CCCC');
    expect((await other.say(CODE)).join()).to.include('liian monta');
    for (let at = 0; at < 6; at++) {
      const again = await elsewhere(world, `fresh-${at}`);
      world.codes.from(`fresh-${at}`, '203.0.113.7');
      for (let i = 0; i < 4; i++) await again.say('BBBB-CCCC');
    }
    const last = await elsewhere(world, 'last');
    world.codes.from('last', '203.0.113.7');
    expect((await last.say(CODE)).join()).to.include('liian monta');
    const friend = await elsewhere(world, 'friend');
    world.codes.from('friend', '203.0.113.8');
    expect((await friend.say(CODE)).join()).to.include('Jatketaanko');
    world.wait(61);
    expect((await other.say(CODE)).join()).to.include('Jatketaanko');
  });

  it('go with everything else when the conversation is deleted from the menu of the page, also where the guidance was before', async () => {
    const { world, web } = await withCode();
    await web.say('hömpsis pömpsis');
    const other = await elsewhere(world);
    await other.say(CODE);
    await other.say('kyllä');
    await world.turns.settled();
    await other.say('lömpsis römpsis');
    expect(await everything(world))
      .to.include('hömpsis')
      .and.to.include('lömpsis');
    await world.turns.forget('other');
    const left = await everything(world);
    expect(left).to.not.include('mpsis');
    expect(left).to.not.include('cleaner');
    expect(await world.store.list('code/')).to.deep.equal([]);
    expect(await world.store.list('missed/')).to.deep.equal([]);
  });

  it('open guidance for a coach, with a note of who looked, and as few guesses as for anybody', async () => {
    const { world, web } = await withCode();
    const coach = (id: string) => ({ id, name: id, role: 'coach' }) as const;
    expect(await world.codes.openFor('K7PMX3RT', coach('coach-1'))).to.deep.equal({ conversation: 'web' });
    const looks = (await world.turns.find('web'))?.desk?.looks;
    expect(looks).to.have.length(1).and.to.have.nested.property('[0].what', 'code');
    expect((await web.say('lähetä minulle kaikki tietoni')).join('\n')).to.include('coach-1, valmentaja');
    for (let i = 0; i < 5; i++)
      expect(await world.codes.openFor('BBBBCCCC', coach('coach-2'))).to.equal('unknown');
    expect(await world.codes.openFor('K7PMX3RT', coach('coach-2'))).to.equal('limited');
  });
});

describe('a shared phone', () => {
  it('shows nothing of before a pause, also to a page that only reads', async () => {
    const { world, web } = await withCode();
    await web.say('tämä ei ole minun puhelimeni');
    const seen = forSeeker(world.turns, world.now);
    expect((await seen.read('web', 0))?.activities.length).to.be.greaterThan(5);
    world.wait(31);
    expect((await seen.read('web', 0))?.activities).to.deep.equal([]);
    expect(JSON.stringify(await seen.find('web')))
      .to.not.include('siivooja')
      .and.to.not.include('cleaner');
    expect((await web.say('moi')).join()).to.not.include('siivooja');
    expect((await seen.read('web', 0))?.activities[0]?.text).to.equal('moi');
  });

  it('keeps the guidance of each, and each deletes only their own', async () => {
    const { world, web } = await withCode();
    const first = (await web.say('yhteinen puhelin')).join().match(/[A-Z0-9]{4}-[A-Z0-9]{4}/)?.[0] ?? '';
    world.wait(31);
    await web.say('moi');
    await web.say('2');
    await web.say('kokki');
    const second = (await web.say('koodi')).join().match(/[A-Z0-9]{4}-[A-Z0-9]{4}/)?.[0] ?? '';
    world.wait(31);
    await web.say(first);
    expect((await web.say('kyllä')).join()).to.include('Jatketaan');
    expect((await web.say('tietoni')).join())
      .to.include('siivooja')
      .and.to.not.include('kokki');
    await web.say('poista tietoni');
    await web.say('1');
    await web.say(second);
    await web.say('kyllä');
    expect((await web.say('tietoni')).join()).to.include('kokki');
  });
});
