import { expect } from 'chai';
import fc from 'fast-check';
import { readConfig } from '../../bot/config.ts';
import { newSession } from '../../bot/conversations/conversation.ts';
import { ConfigError } from '../../bot/errors.ts';
import { redact, redactAll } from '../../bot/redact.ts';
import { listen } from '../../bot/turn/listen.ts';
import { settleLanguage } from '../../bot/turn/voice.ts';
import type { Understanding } from '../../knowledge/understanding/understanding.ts';

describe('listening', () => {
  for (const [what, activity, fault] of [
    ['an empty message', { text: '' }, 'guide.nothingSaid'],
    ['no text at all', {}, 'guide.nothingSaid'],
    ['only spaces and control characters', { text: ' \u0000\u0007\n\t' }, 'guide.nothingSaid'],
    ['only direction marks', { text: '\u202e\u2066\u200f' }, 'guide.nothingSaid'],
    ['a file', { text: '', attachments: [{ contentType: 'image/png' }] }, 'guide.noFiles'],
    ['only emoji', { text: '😀👍🏽' }, 'guide.noWords'],
    ['only signs', { text: '!!! ...' }, 'guide.noWords'],
    ['10,000 characters', { text: 'a'.repeat(10_000) }, 'guide.tooLong'],
  ] as const) {
    it(`asks kindly for something else: ${what}`, () =>
      expect(listen(activity as never)).to.include({ fault }));
  }

  it('keeps words, and drops what turns them round', () => {
    expect(listen({ text: '  olen\u202e \u0000kokki \n' })).to.deep.equal({ text: 'olen kokki' });
    expect(listen({ text: '<b>hei</b>' })).to.deep.equal({ text: '<b>hei</b>' });
    expect(listen({ text: 'a\ud800b' })).to.deep.equal({ text: 'a b' });
  });

  it('never throws, whatever is sent', () => {
    fc.assert(fc.property(fc.anything(), (text) => void listen({ text: text as string, value: text })));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void listen({ text })));
  });
});

describe('redacting', () => {
  const signs = ['-', '+', '–', ...'YXWVUABCDEF', ...'yxwvuabcdef'];
  for (const sign of signs) {
    it(`takes out identity codes with the century sign ${sign}`, () =>
      expect(redact(`tunnus 131052${sign}308T, kiitos`)).to.equal('tunnus [***], kiitos'));
  }

  for (const [text, left] of [
    ['hetu on 131052 - 308 t', 'hetu on [***]'],
    ['رقمي ١٣١٠٥٢-٣٠٨T شكرا', 'رقمي [***] شكرا'],
    ['kortti 4111 1111 1111 1111 voim. 12/28', 'kortti [***] voim. 12/28'],
    ['mitt kort: 5500-0000-0000-0004', 'mitt kort: [***]'],
    ['call me 040 123 4567 today', 'call me [***] today'],
    ['soita 0401234567.', 'soita [***].'],
    ['+358 (0)40 123 4567', '[***]'],
    ['ring mig på 070-174 06 05', 'ring mig på [***]'],
    ['هاتفي ٠٤٠١٢٣٤٥٦٧', 'هاتفي [***]'],
    ['taleefankaygu waa +252 61 5123456', 'taleefankaygu waa [***]'],
    ['maili: matti.meika@example.fi kiitos', 'maili: [***] kiitos'],
    ['e-post förnamn@exempel.se', 'e-post [***]'],
  ] as const) {
    it(`takes it out of "${text}"`, () => expect(redact(text)).to.equal(left));
  }

  it('leaves phone numbers and addresses in for whoever is to call back, and nothing else', () =>
    expect(redact('040 123 4567, a@example.fi, 131052-308T', { keepContacts: true })).to.equal(
      '040 123 4567, a@example.fi, [***]',
    ));

  it('leaves what only looks like something', () => {
    for (const text of [
      'tunnus 131052-308A',
      'tilaus 131052-3087',
      'olin töissä 2015-2019 ja 2021',
      'palkka 1 200 euroa, vuokra 650',
      'synnyin 01.02.1990',
      'kello 08:00-16:30',
      '0,5 vuotta ja 0 euroa',
      'opintopisteet 60 + 120 + 180',
      '1234 5678 9012 3456',
      'laskun viite 1234567890123',
      'lucha @ home',
    ])
      expect(redact(text)).to.equal(text);
  });

  it('takes time in proportion to the length, whatever is sent', () => {
    for (const piece of ['0 ', '1-', 'a.', '+', 'a@', '(0)', '131052-', '٠'])
      expect(redact(piece.repeat(20_000)).length).to.be.greaterThan(0);
  });

  it('reaches every text of an activity', () =>
    expect(redactAll({ text: 'a@example.fi', value: { list: ['131052-308T', 4] } })).to.deep.equal({
      text: '[***]',
      value: { list: ['[***]', 4] },
    }));
});

describe('the language of a conversation', () => {
  const heard = (lang: Understanding['lang'], langConfidence = 1) =>
    ({ lang, langConfidence }) as Understanding;

  it('is the first one heard', () => {
    const session = newSession(undefined);
    expect(settleLanguage(session, 'moi', heard('fi'))).to.equal(false);
    expect(session.lang).to.equal('fi');
    expect(session.profile.language).to.equal('fi');
  });

  it('changes on a sure message of three words, and says so', () => {
    const session = newSession('fi');
    expect(settleLanguage(session, 'I want work', heard('en'))).to.equal(true);
    expect(session.lang).to.equal('en');
  });

  it('changes on two short messages in a row, not on one', () => {
    const session = newSession('fi');
    expect(settleLanguage(session, 'hello', heard('en'))).to.equal(false);
    expect(settleLanguage(session, 'yes please', heard('en'))).to.equal(true);
    const other = newSession('fi');
    settleLanguage(other, 'hello', heard('en'));
    settleLanguage(other, 'kyllä', heard('fi'));
    expect(settleLanguage(other, 'hello', heard('en'))).to.equal(false);
  });

  it('stays on doubt, names, numbers and other languages', () => {
    const session = newSession('so');
    for (const understanding of [heard('en', 0.6), heard(null), heard('unsupported')]) {
      expect(settleLanguage(session, 'three words here', understanding)).to.equal(false);
    }
    expect(session.lang).to.equal('so');
  });
});

describe('the settings', () => {
  it('need none', () => {
    expect(readConfig({})).to.include({ port: 3978, dataDir: 'data', timeZone: 'Europe/Helsinki' });
  });

  it('report every problem at once, and never a secret', () => {
    try {
      readConfig({
        PORT: '99999',
        TIME_ZONE: 'Mars/Olympus',
        DIRECT_LINE_SECRET: 'short-secret',
        ALLOWED_ORIGINS: 'osaajaks.fi',
        TOKEN_LIFETIME: '1',
      });
      expect.fail('it was accepted');
    } catch (error) {
      expect(error).to.be.instanceOf(ConfigError);
      const { problems, message } = error as ConfigError;
      expect(problems).to.have.length(5);
      for (const name of ['PORT', 'TIME_ZONE', 'DIRECT_LINE_SECRET', 'ALLOWED_ORIGINS', 'TOKEN_LIFETIME'])
        expect(message).to.include(name);
      expect(message).to.not.include('short-secret');
    }
  });
});
