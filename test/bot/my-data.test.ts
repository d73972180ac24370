import { expect } from 'chai';
import { REGISTER } from '../../bot/storage/register.ts';
import { phrase } from '../../dialogs/dialog.ts';
import commands from '../../locales/commands.json' with { type: 'json' };
import { LANGS, type Lang, type PhraseKey, translator } from '../../locales/index.ts';
import { knowledge, startConversation, startGuide } from '../support/conversation.ts';
import { everyDoor } from '../support/every-door.ts';

const t = (lang: Lang, key: PhraseKey) => translator(lang)(phrase(key));
type Doors = Awaited<ReturnType<typeof everyDoor>>;

/** Opens a conversation on the web. */
async function begin(all: Doors, lang: Lang = 'en') {
  const opened = await fetch(`${all.url}/chat/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ lang, open: true }),
  });
  const { token, conversationId: id } = (await opened.json()) as { token: string; conversationId: string };
  const say = (text: string) =>
    all.turns.take({
      conversationId: id,
      channelId: 'directline',
      userId: 'dl_u',
      activity: { type: 'message', text },
    });
  return { token, id, say };
}

const copyOf = (all: Doors, token: string, as?: 'json') =>
  fetch(`${all.url}/my-data`, { method: 'POST', body: new URLSearchParams({ token, ...(as && { as }) }) });

describe('the copy of everything', function () {
  this.timeout(60_000);
  let all: Doors;
  before(async () => {
    all = await everyDoor();
  });
  after(() => all.stop());

  it('has every kind of data that the register says is of a conversation, with what it is for', async () => {
    const { token, id, say } = await begin(all);
    for (let i = 0; i < 60; i++) await say(`marked number ${i}`);
    const stored = (await all.store.list('')).filter((key) => key.split('/')[1] === id);
    const names = Object.entries(REGISTER).flatMap(([name, { of }]) => (of === 'conversation' ? [name] : []));
    // Whatever is not there by now is put there, so that nothing is left out for want of a sample.
    for (const name of names)
      if (!stored.some((key) => key.startsWith(`${name}/`)))
        await all.store.write(`${name}/${id}`, { sample: `of ${name}` }, 0);
    const answer = await copyOf(all, token, 'json');
    expect(answer.headers.get('content-disposition')).to.include('attachment');
    const text = await answer.text();
    const { data, deletedAt } = JSON.parse(text) as {
      deletedAt: string;
      data: Record<string, { holds: string; why: string; days: number }>;
    };
    expect(Object.keys(data)).to.include.members(names);
    for (const name of names) {
      const { holds, why, days } = REGISTER[name as 'conversation'];
      expect(data[name]).to.include({ holds, why, days });
      if (name !== 'conversation' && name !== 'feed' && !stored.some((key) => key.startsWith(`${name}/`)))
        expect(text).to.include(`of ${name}`);
    }
    for (let i = 0; i < 60; i++) expect(text).to.include(`marked number ${i}"`);
    expect(Date.parse(deletedAt)).to.be.greaterThan(Date.now() + 700 * 86_400_000);
  });

  for (const lang of LANGS) {
    it(`can be read as a page in ${lang}: answers, messages, notes, who looked, what was left for a person`, async () => {
      const { token, id, say } = await begin(all, lang);
      await say('kokki marked-work');
      await say('zzmarked');
      await say(commands.code[lang][0] ?? '');
      await all.turns.amend(id, (conversation) => {
        const at = '2026-11-23T12:00:00Z';
        const by = { id: 'coach-1', name: 'Marked Coach', role: 'coach' } as const;
        conversation.session.profile = { ...conversation.session.profile, wish: { occupation: 'cleaner' } };
        conversation.desk = {
          case: {
            state: 'callback',
            version: 1,
            reason: 'asked',
            openedAt: at,
            since: at,
            invited: [],
            callback: { message: 'marked-message', reach: '040 1234567' },
            history: [],
          },
          earlier: [],
          read: {},
          notes: [{ at, by, text: 'marked-note' }],
          looks: [{ at, by, what: 'case' }],
        };
      });
      const html = (await (await copyOf(all, token)).text()).replaceAll(/[\u2066-\u2069]/g, '');
      expect(html).to.include(`lang="${lang}"`);
      const { base } = await knowledge;
      for (const there of [
        'marked-work',
        'zzmarked',
        'Marked Coach',
        'marked-message',
        '040 1234567',
        'marked-note',
        base.occupations.get('cleaner')?.name[lang],
        t(lang, 'myData.title'),
        t(lang, 'myData.code'),
        t(lang, 'myData.consents'),
        t(lang, 'myData.missed'),
      ])
        expect(html.replaceAll('&#39;', "'")).to.include(there);
      expect(html).to.not.include('{{').and.to.not.include('undefined');
    });

    it(`is offered on the web in ${lang}, by the words that the page names`, async () => {
      const { say } = await startConversation({ locale: lang, channel: 'directline' });
      const [, named = ''] = /["«]([^"»]+)["»]/.exec(t(lang, 'myData.fromChat')) ?? [];
      expect((await say(named)).join('\n')).to.include(t(lang, 'myData.page'));
    });
  }

  it('shows what people wrote as they wrote it, and runs none of it', async () => {
    const { token, say } = await begin(all);
    await say('<img src=x onerror=alert(1)> & "quotes" \' =1+1');
    const html = await (await copyOf(all, token)).text();
    expect(html).to.include('&#60;img src=x onerror=alert(1)&#62; &#38;').and.to.not.include('<img');
  });

  it('brings along where the guidance was before', async () => {
    const [first, second] = [await begin(all), await begin(all)];
    await first.say('marked at the first place');
    const told = await first.say('code');
    const [code = ''] = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(JSON.stringify(told)) ?? [];
    await second.say(code);
    await second.say('yes');
    await all.turns.settled();
    for (const as of [undefined, 'json'] as const)
      expect(await (await copyOf(all, second.token, as)).text()).to.include('marked at the first place');
  });

  it('shows nothing without a token, and nothing of others on a shared phone', async () => {
    expect((await copyOf(all, 'void')).status).to.equal(403);
    const { token, id, say } = await begin(all);
    await say('code');
    await say('marked-before');
    await say('zzmarked hömpsis');
    await all.turns.amend(id, (conversation) => {
      const at = new Date().toISOString();
      const by = { id: 'coach-1', name: 'Coach 1', role: 'coach' } as const;
      conversation.desk = { earlier: [], read: {}, looks: [], notes: [{ at, by, text: 'marked-note' }] };
    });
    await say(commands['shared-phone'].en[0] ?? '');
    all.wait(31 * 60_000);
    const paused = await copyOf(all, token);
    expect(await paused.text()).to.not.include('marked');
    await say('hello');
    for (const as of [undefined, 'json'] as const) {
      const text = await (await copyOf(all, token, as)).text();
      expect(text).to.include('hello').and.to.not.include('marked');
    }
    expect(JSON.stringify(await say('show all my data'))).to.not.include('marked');
  });
});

describe('one’s own data while a coach answers', () => {
  for (const lang of LANGS)
    it(`is shown, and how to delete it is said, in ${lang}`, async () => {
      const { say, desk } = await startConversation({ locale: lang, channel: 'directline' });
      await desk('coach-1 arrives');
      await say(t(lang, 'welcome.person'));
      await desk('coach-1 takes');
      expect((await say(commands['my-data'][lang][0] ?? '')).join('\n')).to.include(t(lang, 'myData.page'));
      const told = (await say(t(lang, 'consent.delete').replace(/^\S+[,،] /, ''))).join('\n');
      const words = [...t(lang, 'desk.deleteFirst').matchAll(/["«]([^"»]+)["»]/g)].map(
        ([, word]) => word ?? '',
      );
      expect(words).to.have.length(2);
      for (const word of words) expect(told).to.include(word);
      await say(words[0] ?? '');
      expect((await say(words[1] ?? '')).join('\n')).to.include(t(lang, 'myData.sure'));
    });
});

describe('a shared phone', () => {
  it('does not read a coach’s notes about whoever had it before to the next one', async () => {
    const world = await startGuide();
    const web = await startConversation({ within: world, id: 'web', locale: 'fi' });
    await web.desk('coach-1 arrives');
    await web.say('haluan puhua ihmiselle');
    await web.desk('coach-1 takes');
    await web.desk('coach-1 notes velkaa');
    await web.desk('coach-1 closes');
    await web.say('tämä ei ole minun puhelimeni');
    expect((await web.say('lataa tietoni')).join('\n')).to.include('velkaa');
    world.wait(31);
    await web.say('hei');
    expect((await web.say('lataa tietoni')).join('\n')).to.not.include('velkaa');
  });
});
