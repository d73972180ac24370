import { expect } from 'chai';
import { redact } from '../../bot/redact.ts';
import { withoutTraces } from '../../bot/turn/misunderstood.ts';
import { readBase } from '../../knowledge/base.ts';
import { OURS, openKnowledge } from '../../knowledge/open.ts';
import { commonWords } from '../../knowledge/understanding/common-words.ts';

const knowledge = openKnowledge();
const isCommon = commonWords(readBase(OURS));

const LONG = 4_000;
const full = (piece: string) => piece.repeat(Math.ceil(LONG / piece.length)).slice(0, LONG);

/** Made-up words, each another; the same ones every time (Numerical Recipes' linear congruential generator). */
function madeUp(letters: string, length: number): string {
  let state = 7;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return letters[state % letters.length] ?? '';
  };
  const word = () => Array.from({ length }, next).join('');
  return Array.from({ length: Math.ceil(LONG / (length + 1)) }, word).join(' ');
}

/** Every word one slip of the finger from a real one. */
const nearly = (word: string) =>
  full(
    [...'abcdefghijklmnopqrstuvwxyz']
      .flatMap((letter) => [3, 5, 7].map((at) => word.slice(0, at) + letter + word.slice(at + 1)))
      .join(' '),
  );

const NASTY: Readonly<Record<string, string>> = {
  'one letter': full('a'),
  'one Arabic letter': full('ه'),
  'a word without an end': full('siivoojasiivooja'),
  'made-up words of 40 letters': madeUp('aeioukltsnäh', 40),
  'made-up words of 24 letters': madeUp('aeioukltsnäh', 24),
  'made-up words of 9 letters': madeUp('aeioukltsnäh', 9),
  'made-up Arabic words': madeUp('حدادلمكهربائي', 6),
  'words that are nearly an occupation': nearly('sairaanhoitaja'),
  'occupations only': full('hitsaaja kokki siivooja '),
  digits: full('1'),
  'numbers only': full('12 345 '),
  'numbers in words': full('kaksi vuotta '),
  'what is nearly a phone number': full('0 1 2 3 4 5 6 7 8 9 '),
  'what is nearly a card number': full('4111 1111 1111 1112 '),
  'what is nearly an identity code': full('131052-3081 '),
  'what is nearly an e-mail address': full('a.b@'),
  'at signs': full('@'),
  'accents on a letter': full('a\u0301\u0302\u0303'),
  'accents alone': full('\u0301'),
  'Arabic stretching': full('ـ'),
  'Arabic words stretched': full('عـــمـــل '),
  'Arabic vowel signs': full('عَمَلٌ '),
  'letters joined by nothing': full('a\u200b'),
  'half characters': full('\ud83d'),
  emoji: full('👍'),
  'blank space': `a${' '.repeat(LONG)}b`,
  'new lines': full('\n'),
  'many short clauses': full('a b c, '),
  'many wishes': full('and help me '),
  'one denial after another': full('en ole kokki mutta '),
  'danger over and over': full('haluan kuolla '),
  'words in capitals': full('IT EA '),
};

/** The least of several, for what the processor does for others counts, too. */
function milliseconds(work: () => void): number {
  const times = Array.from({ length: 12 }, () => {
    const before = process.cpuUsage();
    work();
    return process.cpuUsage(before).user / 1_000;
  });
  return Math.min(...times);
}

describe('a message made to be slow', () => {
  for (const [name, text] of Object.entries(NASTY)) {
    it(`is read in less than 20 ms of the processor: ${name}`, async () => {
      const { understand } = await knowledge;
      expect(
        milliseconds(() => understand(text)),
        'language, intent and concepts',
      ).to.be.below(20);
      expect(
        milliseconds(() => understand(text, 'so')),
        'as Somali',
      ).to.be.below(20);
      expect(
        milliseconds(() => redact(text)),
        'redaction',
      ).to.be.below(20);
      expect(
        milliseconds(() => withoutTraces(text, isCommon)),
        'what an editor may see',
      ).to.be.below(20);
    });
  }

  it('keeps being understood where it says something before the nonsense', async () => {
    const { understand } = await knowledge;
    const { lang, concepts } = understand(`olen hitsaaja Jyväskylästä ${madeUp('aeioukltsnäh', 24)}`);
    expect(lang).to.equal('fi');
    expect(concepts.map(({ id }) => id)).to.include.members(['welder', 'jyvaskyla']);
  });
});
