import { expect } from 'chai';
import type { StaffLang, Summary } from '../../../bot/desk/interface.ts';
import { summaryOf } from '../../../bot/desk/summary.ts';
import { libreTranslate } from '../../../bot/desk/translator.ts';
import { profileSchema } from '../../../knowledge/schema/profile.ts';
import { DAY, knowledge } from '../../support/conversation.ts';
import { type Answer, startDesk, type TestDesk } from '../../support/desk.ts';
import { libreTranslateServer } from '../../support/libre-translate.ts';

const lines = (summary: Summary, id: string) =>
  summary.sections.find((section) => section.id === id)?.lines ?? [];
const texts = (summary: Summary, id: string) => lines(summary, id).map(({ text }) => text);

/** What a seeker told by the seeker's own words and buttons, in the languages of the chat. */
const TOLD = {
  ar: ['1', 'عملت طباخا سنتين', '2'],
  so: ['1', 'kariye ayaan ahaa laba sano', '2'],
} as const;

describe('the summary of a case', function () {
  this.timeout(60_000);

  it('has every answer of a whole profile, in the coach’s language, and says what is not known', async () => {
    const profile = profileSchema.parse({
      language: 'so',
      municipality: 'laukaa',
      situation: 'unemployed',
      education: { level: 'basic', country: 'abroad' },
      skills: { finnish: 'A2', literacy: 'latin' },
      experience: [{ occupation: 'cook', country: 'abroad', years: 2 }],
      cards: ['hygiene-passport'],
      wish: { occupation: 'cook' },
      constraints: ['childcare'],
    });
    const known = await knowledge;
    const competence = known.base.occupations.get('cook')?.competences[0]?.competence ?? '';
    const told = { ...profile, competences: [{ id: competence, level: 2 as const, proof: 'none' as const }] };
    const of = (lang: StaffLang) => summaryOf({ profile: told, own: [], knowledge: known, today: DAY, lang });

    const fi = of('fi');
    expect(fi.sections.map(({ id }) => id)).to.deep.equal([
      'situation',
      'competences',
      'wish',
      'obstacles',
      'pathways',
      'unknown',
      'own-words',
    ]);
    expect(texts(fi, 'situation')).to.include.members([
      'Asuinkunta: Laukaa',
      'Tilanne nyt: Työtön',
      'Suomen kieli: Pärjään kaupassa (A2)',
      'Koulutuksen maa: Muussa maassa',
    ]);
    expect(texts(fi, 'competences').join('\n'))
      .to.include('Kokemus: kokki, ulkomailla, 2 vuotta')
      .and.to.include('ei todistusta')
      .and.to.match(/Kortit ja luvat: hygieniapassi/i);
    expect(texts(fi, 'wish')).to.deep.equal(['kokki']);
    expect(texts(fi, 'obstacles')).to.have.length(1);
    expect(lines(fi, 'pathways')[0]?.more).to.have.length.above(1);
    expect(texts(of('sv'), 'situation')).to.include('Hemkommun: Laukas');
    expect(texts(of('en'), 'situation')).to.include('Municipality: Laukaa');
  });

  it('names every fact that the guide may ask for', async () => {
    const { base, advise } = await knowledge;
    const empty = summaryOf({ profile: {}, own: [], knowledge: await knowledge, today: DAY, lang: 'fi' });
    expect(advise({}, DAY).ask).to.not.be.empty;
    expect(base.region.id).to.be.a('string');
    for (const text of texts(empty, 'unknown')) expect(text).to.not.match(/^summary\./);
    expect(texts(empty, 'situation')).to.deep.equal(['Ei ole kertonut.']);
  });

  for (const [lang, said] of Object.entries(TOLD) as ['ar' | 'so', readonly string[]][]) {
    describe(`of a chat in ${lang}`, () => {
      let desk: TestDesk;
      let answer: Answer;
      before(async () => {
        desk = await startDesk();
        const seeker = await desk.seeker('s', lang);
        for (const text of said) await seeker.say(text);
        await seeker.say({ ar: 'شخص', so: 'qof' }[lang]);
        answer = await (await desk.coach('coach-1')).ask('GET', '/cases/s/summary?lang=fi');
      });
      after(() => desk.stop());

      it('has the seeker’s own words with the mark of their language, and no buttons or numbers', () => {
        const own = lines(answer.body, 'own-words').map(({ words }) => words);
        expect(own[0]).to.deep.equal({ text: said[1], lang });
        expect(own.map((words) => words?.text))
          .to.not.include('1')
          .and.to.not.include('2');
      });

      it('is in Finnish all the same', () => {
        expect(answer.body.sections[0].title).to.equal('Tilanne');
        expect(JSON.stringify(answer.body.sections.slice(0, 6))).to.not.match(/"text":"[\u0600-\u06ff]/);
      });
    });
  }
});

describe('a translator', function () {
  this.timeout(30_000);
  const DICTIONARY = { 'fi أحتاج مساعدة في السكن': 'Tarvitsen apua asumisessa' };

  it('puts a translation beside the original, in messages, feeds and summaries', async () => {
    const server = await libreTranslateServer(DICTIONARY, { key: 'k' });
    const desk = await startDesk({ translator: libreTranslate({ url: server.url, key: 'k' }) });
    try {
      const coach = await desk.coach('coach-1');
      expect((await coach.ask('GET', '/me')).body.translates).to.equal(true);
      const seeker = await desk.seeker('s', 'ar');
      await seeker.say('شخص');
      await coach.ask('POST', '/cases/s/take', {});
      const feed = await coach.feed('/cases/s/feed');
      await seeker.say('أحتاج مساعدة في السكن');
      const message = await feed.until('message', ({ text }) => text === 'أحتاج مساعدة في السكن');
      expect(message).to.deep.include({ from: 'seeker', lang: 'ar' });
      expect(await feed.until('translated')).to.deep.equal({
        number: message.number,
        translated: { lang: 'fi', text: 'Tarvitsen apua asumisessa' },
      });
      feed.drop();
      const { messages } = (await coach.ask('GET', '/cases/s')).body;
      expect(messages.at(-1)).to.deep.include({
        text: 'أحتاج مساعدة في السكن',
        translated: { lang: 'fi', text: 'Tarvitsen apua asumisessa' },
      });
      const summary: Summary = (await coach.ask('GET', '/cases/s/summary?lang=fi')).body;
      expect(lines(summary, 'own-words').at(-1)?.words).to.deep.equal({
        text: 'أحتاج مساعدة في السكن',
        lang: 'ar',
        translated: 'Tarvitsen apua asumisessa',
      });
    } finally {
      await desk.stop();
      await server.stop();
    }
  });

  it('is asked nothing where none is set up, and nothing that needs no translation', async () => {
    const server = await libreTranslateServer(DICTIONARY);
    const translator = libreTranslate({ url: server.url, key: undefined });
    expect(await translator.translate('hei', 'fi', 'fi')).to.equal(undefined);
    expect(server.asked).to.deep.equal([]);
    expect(await translator.translate('أحتاج مساعدة في السكن', 'ar', 'fi')).to.equal(
      'Tarvitsen apua asumisessa',
    );
    await translator.translate('أحتاج مساعدة في السكن', 'ar', 'fi');
    expect(server.asked, 'asked once').to.have.length(1);
    await server.stop();
  });

  it('that refuses, is slow or is away costs the translation only', async () => {
    const refusing = await libreTranslateServer({}, { key: 'other' });
    const slow = await libreTranslateServer(DICTIONARY, { delay: 3_500 });
    for (const url of [refusing.url, slow.url, 'http://127.0.0.1:9'])
      expect(
        await libreTranslate({ url, key: undefined }).translate('أحتاج مساعدة في السكن', 'ar', 'fi'),
      ).to.equal(undefined);
    await Promise.all([refusing.stop(), slow.stop()]);
  });
});
