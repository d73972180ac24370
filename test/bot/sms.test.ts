import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { plainText, segmentsOf } from '../../bot/channels/gsm.ts';
import { channelFor } from '../../bot/channels/index.ts';
import { MOST, sms } from '../../bot/channels/sms.ts';
import { asksForMore } from '../../bot/turn/more.ts';
import { LANGS, type Lang, TONGUES, translator } from '../../locales/index.ts';
import typed from '../../locales/sms-words.json' with { type: 'json' };
import { knowledge, startConversation } from '../support/conversation.ts';
import { readTranscript } from '../support/transcript.ts';
import { standing } from '../support/walk.ts';

const { narrow } = sms;
if (!narrow) throw new Error('a text message has little room');
const more = (number: number) => `${number} = more`;
const line = (text: string, labels: readonly string[] = []) => ({
  text,
  lang: 'en',
  choices: labels.map((label, index) => ({ value: `v${index}`, label })),
});
const texts = (portion: ReturnType<typeof narrow.begin>) => portion.now.map(({ text }) => text ?? '');

describe('text messages', () => {
  it('number the choices and put short things together', () => {
    const { now, waiting } = narrow.begin([line('Good.'), line('Which?', ['Red', 'Blue'])], more);
    expect(now.map(({ text }) => text)).to.deep.equal(['Good.\nWhich?\n1. Red\n2. Blue']);
    expect(waiting).to.equal(undefined);
  });

  it('are written in letters that old phones have', () => {
    expect(
      plainText('\u201cHei\u201d \u2013 \u2019no\u2026 \u2022 a\u00a0b \u2068Gradia\u2069 \u017d'),
    ).to.equal('"Hei" - \'no... - a b Gradia Z');
    expect(plainText('Jyväskylä, Åbo, é')).to.equal('Jyväskylä, Åbo, é');
    expect(plainText('«قف» šç')).to.equal('"قف" šç');
  });

  it('tear no sentence, and show the rest behind the next number', () => {
    const sentence = 'This is a sentence of some length that says something. ';
    const first = narrow.begin([line(sentence.repeat(40).trim()), line('Which?', ['Red', 'Blue'])], more);
    expect(first.now).to.have.length(MOST.messages);
    expect(texts(first).at(-1)).to.match(/something\.\n1 = more$/);
    let portion = first;
    const all = [...texts(first)];
    while (portion.waiting) {
      portion = narrow.goOn(portion.waiting, more);
      all.push(...texts(portion));
    }
    expect(all.join(' ').replaceAll(/(\s|1 = more)+/g, ' ')).to.equal(
      `${sentence.repeat(40)}Which? 1. Red 2. Blue`,
    );
    for (const text of all) expect(text).to.match(/(something\.|more|Blue)$/);
  });

  it('count on where a long list was cut, so that each number means one thing', () => {
    const labels = Array.from({ length: 60 }, (_, i) => `Choice with a long name ${i + 1}`);
    const first = narrow.begin([line('Which?', labels)], more);
    const shown = first.waiting?.shown ?? 0;
    expect(texts(first).at(-1)).to.match(new RegExp(`\\n${shown}\\. .*\\n${shown + 1} = more$`));
    expect(asksForMore(first.waiting, String(shown))).to.equal(false);
    expect(asksForMore(first.waiting, String(shown + 1))).to.equal(true);
    const second = first.waiting && narrow.goOn(first.waiting, more);
    expect(second && texts(second)[0]).to.match(new RegExp(`^${shown + 1}\\. `));
  });

  it('never exceed the budget and lose nothing, whatever is said', () => {
    const words = fc.string({
      unit: fc.constantFrom('a', 'ä', 'ب', ' ', '.', '\n', '"', '€', '1'),
      maxLength: 400,
    });
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: words, labels: fc.array(words, { maxLength: 12 }) }), { maxLength: 8 }),
        (lines) => {
          let portion = narrow.begin(
            lines.map(({ text, labels }) =>
              line(
                text.replace(/\S{60}/g, '$& '),
                labels.map((one) => one.slice(0, 60)),
              ),
            ),
            more,
          );
          const said = [...texts(portion)];
          for (let turns = 0; portion.waiting; turns++) {
            expect(turns).to.be.lessThan(60);
            portion = narrow.goOn(portion.waiting, more);
            said.push(...texts(portion));
            expect(portion.now.length).to.be.within(1, MOST.messages);
          }
          for (const text of said) expect(segmentsOf(text), text).to.be.at.most(MOST.segments);
          const letters = (text: string) => text.replace(/\d+ = more|\s/g, '');
          const wanted = lines
            .map(({ text, labels }) =>
              [text, ...labels.map((one, i) => `${i + 1}. ${one.slice(0, 60)}`)].map(plainText).join(''),
            )
            .join('');
          expect(letters(said.join('\n'))).to.equal(letters(wanted));
        },
      ),
      { numRuns: 200 },
    );
  });

  for (const lang of LANGS) {
    it(`go on when asked for more by a word of ${TONGUES[lang].name}`, () => {
      const waiting = { blocks: [], lang, shown: 0 };
      for (const word of typed.more[lang]) expect(asksForMore(waiting, `${word}!`), word).to.equal(true);
      for (const number of ['1', '1.', '١', '7']) expect(asksForMore(waiting, number), number).to.equal(true);
      expect(asksForMore(undefined, '1')).to.equal(false);
      expect(asksForMore(waiting, 'kokki')).to.equal(false);
    });
  }
});

describe('the budget of text messages', () => {
  const read = (lang: Lang) =>
    JSON.parse(readFileSync(new URL(`../../locales/${lang}.json`, import.meta.url), 'utf8')) as Record<
      string,
      string
    >;
  /** Long, but no longer than real names, words and numbers are. */
  const LONG: Record<string, string> = { count: '12', number: '12', total: '12', from: '12' };
  const filled = (text: string, lang: Lang) =>
    text.replace(
      /\{\{(\w+)\}\}/g,
      (_, name: string) => LONG[name] ?? (lang === 'ar' ? 'م'.repeat(22) : 'n'.repeat(40)),
    );
  /** These are as long as what the seeker told, and are sent in parts. */
  const LISTS = /^(myData\.copy|step\.block)/;

  for (const lang of LANGS) {
    it(`holds every text in ${lang}: one message, in GSM-7 except Arabic`, () => {
      const all = read(lang);
      for (const [key, text] of Object.entries(all)) {
        const plural = /_(zero|one|two|few|many|other)$/.exec(key)?.[0] ?? '';
        const short = all[`${key.slice(0, key.length - plural.length)}_sms${plural}`];
        if (short !== undefined || LISTS.test(key)) continue;
        const shown = plainText(filled(text, lang));
        expect(segmentsOf(shown), `${key}: ${shown}`).to.be.at.most(MOST.segments);
        if (lang !== 'ar')
          expect(shown.length > 160 || segmentsOf(shown) === 1, `${key} is not GSM-7`).to.equal(true);
      }
    });

    it(`holds every text of the knowledge base in ${lang}: no torn sentence, one turn each`, async () => {
      const { base } = await knowledge;
      const entries = [
        ...base.answers.values(),
        ...base.offers.values(),
        ...base.cards.values(),
        ...base.institutions.values(),
        ...base.occupations.values(),
        ...base.competences.values(),
        ...base.fields.values(),
      ] as readonly {
        readonly id?: string;
        readonly text?: object;
        readonly what?: object;
        readonly name?: object;
      }[];
      for (const entry of entries) {
        for (const part of [entry.text, entry.what, entry.name]) {
          const text = (part as Record<Lang, string> | undefined)?.[lang];
          if (text === undefined) continue;
          const { now, waiting } = narrow.begin([{ ...line(text), lang }], more);
          expect(waiting, `${entry.id}: ${text}`).to.equal(undefined);
          for (const { text: sent = '' } of now) {
            expect(segmentsOf(sent), sent).to.be.at.most(MOST.segments);
            expect(now.length === 1 || /[.!?؟:;،؛][")]?$/u.test(sent), sent).to.equal(true);
          }
        }
      }
    });
  }

  /** The messages of the last turn. */
  async function messagesSince(conversation: Awaited<ReturnType<typeof startConversation>>, count: number) {
    const { tail, count: now, session } = await conversation.stored();
    const sent = count === now ? [] : tail.slice(count - now).filter(({ from }) => from?.role === 'bot');
    return { sent: sent.map(({ text }) => text ?? ''), session, count: now };
  }
  function keepsTo(sent: readonly string[], lang: string | undefined): void {
    expect(sent.length, sent.join('\n---\n')).to.be.within(1, MOST.messages);
    for (const text of sent) {
      expect(segmentsOf(text), text).to.be.at.most(MOST.segments);
      // Names that somebody typed in other letters are theirs; everything of ours is GSM-7.
      if (lang !== 'ar' && !/\p{Script=Arabic}/u.test(text))
        expect(segmentsOf(text), `not GSM-7: ${text}`).to.equal(text.length <= 160 ? 1 : 2);
    }
  }

  const FOLDER = new URL('../transcripts/', import.meta.url);
  for (const name of readdirSync(FOLDER).sort()) {
    const { said, settings, title } = readTranscript(new URL(name, FOLDER));
    it(`holds, as text message: ${title}`, async () => {
      const conversation = await startConversation({ ...settings, channel: 'sms' });
      let count = 0;
      for (const text of settings.channel === 'sms' ? said : ['hei', ...said]) {
        const before = (await conversation.stored()).session.waiting;
        if (before && !asksForMore(before, text)) {
          // A seeker who is shown "1 = more" first reads on.
          for (let turn = 0; turn < 30 && (await conversation.stored()).session.waiting; turn++) {
            await conversation.say('more');
            const now = await messagesSince(conversation, count);
            keepsTo(now.sent, now.session.lang);
            count = now.count;
          }
        }
        await conversation.say(text);
        const now = await messagesSince(conversation, count);
        keepsTo(now.sent, now.session.lang);
        count = now.count;
      }
      expect(conversation.failures).to.deep.equal([]);
    });
  }

  it('holds on any way through the conversation, in every language', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...LANGS),
        fc.infiniteStream(fc.nat({ max: 1_000 })),
        async (locale, dice) => {
          const conversation = await startConversation({ locale, channel: 'sms' });
          await conversation.say('ok');
          let { count } = await conversation.stored();
          for (let turn = 0; turn < 25; turn++) {
            const { waiting } = (await conversation.stored()).session;
            const choices = (await standing(conversation))?.question.choices.length ?? 0;
            const roll = dice.next().value;
            const answer = choices > 0 ? String(1 + (roll % choices)) : 'kokki';
            await conversation.say(waiting ? String(waiting.shown + 1) : answer);
            const now = await messagesSince(conversation, count);
            keepsTo(now.sent, now.session.lang);
            count = now.count;
          }
          expect(conversation.failures).to.deep.equal([]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('is that of no other channel', () => {
    for (const id of ['directline', 'webchat', 'terminal', 'email', 'unknown'])
      expect(channelFor(id).narrow, id).to.equal(undefined);
    expect(translator('fi', 'short')({ key: 'guide.help', params: {} })).to.include('LOPETA');
    expect(translator('fi')({ key: 'guide.help', params: {} })).to.not.include('LOPETA');
  });
});
