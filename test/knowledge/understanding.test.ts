import { expect } from 'chai';
import { readBase } from '../../knowledge/base.ts';
import { MODELS, OURS, openKnowledge } from '../../knowledge/open.ts';
import { conceptFinder } from '../../knowledge/understanding/concepts.ts';
import { fingerprint, readIntents, readLanguage } from '../../knowledge/understanding/kept-models.ts';
import { languageDetector } from '../../knowledge/understanding/language.ts';

const base = readBase(OURS);
const knowledge = openKnowledge();

describe('the kept models', () => {
  it('fit the knowledge base; else run `npm run train`', () => {
    expect(readIntents(MODELS, fingerprint(base))).to.not.equal(undefined);
  });
});

describe('the language of a message', () => {
  const detect = languageDetector(readLanguage(MODELS));
  for (const [text, lang] of [
    ['terve vaan', 'fi'],
    ['oon hakenu hommia koko kesän', 'fi'],
    ['god kväll', 'sv'],
    ['jag skulle vilja byta bransch', 'sv'],
    ['good evening', 'en'],
    ['can somebody help me with papers', 'en'],
    ['صباح الخير', 'ar'],
    ['بدي شغل بالمطبخ', 'ar'],
    ['subax wanaagsan', 'so'],
    ['waxaan doonayaa inaan wax barto', 'so'],
    ['12345', null],
    ['👍', null],
    ['Kela', null],
    ['CV', null],
    ['Доброе утро', 'unsupported'],
    ['من دنبال کار می‌گردم', 'unsupported'],
    ['میں کام تلاش کر رہا ہوں', 'unsupported'],
  ] as const) {
    it(`of "${text}" is ${lang}`, () => expect(detect(text).lang).to.equal(lang));
  }
});

describe('concepts', () => {
  const find = conceptFinder(base);
  for (const [text, type, id] of [
    ['toimin hitsaajana telakalla', 'occupation', 'welder'],
    ['olin kokkina laivalla', 'occupation', 'cook'],
    ['jag var städare i fem år', 'occupation', 'cleaner'],
    ['I used to be a bus driver', 'occupation', 'bus-driver'],
    ['اشتغلت لحام في حلب', 'occupation', 'welder'],
    ['waxaan ahaa kariye', 'occupation', 'cook'],
    ['olen kokenut hitsajaa', 'occupation', 'welder'],
    ['asun Äänekoskella', 'municipality', 'aanekoski'],
    ['kaksi vuotta', 'duration', '24'],
    ['سنتين', 'duration', '24'],
    ['laba sano', 'duration', '24'],
    ['kyllä vaan', 'answer', 'yes'],
    ['maya', 'answer', 'no'],
    ['لا أعرف', 'answer', 'dont-know'],
  ] as const) {
    it(`in "${text}" include ${type} ${id}`, () => {
      const found = find(text).filter((one) => one.type === type);
      expect(found.map((one) => one.id)).to.include(id);
      for (const { span, word } of found) expect(text.slice(...span)).to.equal(word);
    });
  }
});

describe('understanding', () => {
  it('hears danger in every language, in the middle of a message too', async () => {
    const { understand } = await knowledge;
    for (const text of [
      'haluan kuolla',
      'olin kokki mutta nyt haluan tappaa itseni',
      'jag vill ta livet av mig',
      'I am going to kill myself',
      'أريد أن أقتل نفسي',
      'waxaan rabaa inaan is dilo',
    ]) {
      const { intent, decision } = understand(text);
      expect([intent, decision], text).to.deep.equal(['crisis', 'act']);
    }
  });

  it('answers any message of 2,000 characters soon', async () => {
    const { understand } = await knowledge;
    for (const piece of ['a', 'ab ', 'hitsaaja ', 'ة', '1 ', "x'", 'siivoojasiivooja']) {
      const text = piece.repeat(2_000 / piece.length);
      understand(text);
      const began = performance.now();
      understand(text);
      // Far above what it takes, so that only a blow-up is caught.
      expect(performance.now() - began, piece).to.be.lessThan(500);
    }
  });
});
