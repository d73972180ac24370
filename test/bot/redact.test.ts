import { expect } from 'chai';
import fc from 'fast-check';
import { HIDDEN, redact } from '../../bot/redact.ts';

/** `npm run fuzz` tries 100,000 of each. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1_000);

const two = (number: number) => String(number).padStart(2, '0');

/** Century signs, with the centuries they stand for (decree 690/2022; the first of each since long before). */
const SIGNS: readonly (readonly [century: number, signs: string])[] = [
  [18, '+'],
  [19, '-YXWVU'],
  [20, 'ABCDEF'],
];
const CHECK = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** A valid Finnish personal identity code, as its parts. */
const identityCode = fc
  .record({
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 1, max: 12 }),
    year: fc.integer({ min: 0, max: 99 }),
    sign: fc.constantFrom(...SIGNS.flatMap(([, signs]) => [...signs])),
    number: fc.integer({ min: 2, max: 999 }),
  })
  .map(({ day, month, year, sign, number }) => {
    const [date, individual] = [two(day) + two(month) + two(year), String(number).padStart(3, '0')];
    return { date, sign, individual, check: CHECK[Number(date + individual) % 31] ?? '' };
  });

/** Digits as they are written in the languages of the guide, and by keyboards of other scripts. */
const WRITINGS: readonly string[] = ['0123456789', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '０１２３４５６７８９'];
const inWriting = (text: string, digits: string) =>
  text.replace(/\d/g, (digit) => digits[Number(digit)] ?? '');
const writing = fc.constantFrom(...WRITINGS);
const gap = fc.constantFrom('', '', ' ', '  ', '\u00a0', '\u2009', '\u200f', '\u200b', '\u2060');
const dash = fc.constantFrom('-', '\u2010', '\u2011', '\u2013', '\u2014', '\u2212');

/** What stands around it in a sentence, in five languages. */
const sentence = fc.constantFrom<readonly [string, string]>(
  ['tunnukseni on ', ', kiitos'],
  ['', ''],
  ['mitt nummer: ', '.'],
  ['it is (', ') and I was a cook in 2019'],
  ['رقمي ', '، شكرا'],
  ['lambarkaygu waa ', ' mahadsanid'],
  ['töissä 2015-2019 ', '\nkokki'],
);

/** What is left holds none of the signs that were taken out, and everything around them. */
function isTakenOut(secret: string, [before, after]: readonly [string, string]): void {
  const left = redact(`${before}${secret}${after}`);
  expect(left, JSON.stringify(secret)).to.include(HIDDEN).and.to.not.include(secret);
  // Signs that are not seen may stay at its edges.
  const digits = /[\d٠-٩۰-۹０-９]{3}/;
  expect(left.slice(before.length, left.length - after.length), JSON.stringify(secret)).to.not.match(digits);
  expect(left.startsWith(before), left).to.equal(true);
  expect(left.endsWith(after), left).to.equal(true);
}

const luhn = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
};

describe('whatever way it is written', function () {
  this.timeout(Math.max(60_000, RUNS * 10));

  it('an identity code of any century is taken out', () => {
    const way = fc.record({
      gaps: fc.array(gap, { minLength: 3, maxLength: 3 }),
      dash,
      writing,
      lower: fc.boolean(),
    });
    fc.assert(
      fc.property(identityCode, way, sentence, ({ date, sign, individual, check }, how, around) => {
        const [one = '', other = '', third = ''] = how.gaps;
        const mark = sign === '-' ? how.dash : sign;
        const letters = how.lower ? (mark + check).toLowerCase() : mark + check;
        const written = `${date}${one}${letters[0]}${other}${individual}${third}${letters[1]}`;
        isTakenOut(inWriting(written, how.writing), around);
      }),
      { numRuns: RUNS },
    );
  });

  it('an identity code with gaps in its date, or a gap for its sign, is taken out', () => {
    fc.assert(
      fc.property(
        identityCode,
        fc.constantFrom(' ', '.', '. '),
        fc.boolean(),
        sentence,
        ({ date, sign, individual, check }, between, without, around) => {
          const parts = date.match(/../g)?.join(between);
          isTakenOut(`${parts}${without ? ' ' : sign}${individual}${check}`, around);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('a code whose check character is wrong is none, and stays', () => {
    fc.assert(
      fc.property(identityCode, fc.constantFrom(...CHECK), ({ date, sign, individual, check }, other) => {
        fc.pre(other !== check && /[A-Y]/.test(sign));
        const text = `tilaus ${date}${sign}${individual}${other} on tullut`;
        expect(redact(text)).to.equal(text);
      }),
      { numRuns: RUNS },
    );
  });

  it('a phone number is taken out', () => {
    const country = fc.constantFrom(
      '+358',
      '+46',
      '+252',
      '+964',
      '+963',
      '+44',
      '+1',
      '00358',
      '0046',
      '00252',
    );
    const prefix = fc.oneof(country, fc.constantFrom('040', '050', '044', '0400', '09', '014', '070'));
    const between = fc.constantFrom('', ' ', '-', '\u2011', '\u00a0', ') ', ' (0)', '.', '/');
    const rest = fc
      .array(fc.integer({ min: 100, max: 9_999 }), { minLength: 2, maxLength: 2 })
      .map((groups) => groups.map(String));
    fc.assert(
      fc.property(
        prefix,
        between,
        gap,
        rest,
        writing,
        sentence,
        (first, sign, space, groups, digits, around) => {
          // Where a number begins with two digits and a dot, it is a date or a decimal.
          fc.pre(!/[./]/.test(sign) || first.replace('+', '').length > 2 || first.startsWith('+'));
          const written = `${first}${sign}${groups.join(space)}`;
          isTakenOut(inWriting(written, digits), around);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('a card number is taken out, in groups or not', () => {
    const digits = fc
      .tuple(
        fc.constantFrom('4', '51', '55', '2221', '34', '37', '6011'),
        fc.stringMatching(/^\d{14}$/),
        fc.constantFrom(15, 16, 19),
      )
      .map(([first, more, length]) => luhn((first + more + more).slice(0, length - 1)));
    const between = fc.constantFrom('', ' ', '-', '\u2011', '\u00a0', '.', '\u2009');
    fc.assert(
      fc.property(digits, between, writing, sentence, (number, sign, way, around) => {
        isTakenOut(inWriting(number.match(/.{1,4}/g)?.join(sign) ?? '', way), around);
      }),
      { numRuns: RUNS },
    );
  });

  it('an e-mail address is taken out, also one that is hidden from programs', () => {
    const name = fc.stringMatching(/^[a-zåäö0-9]{1,12}(?:[._+-][a-z0-9]{1,8})?$/);
    const at = fc.constantFrom('@', '\uff20', ' @ ', '(at)', ' (at) ', '[at]', '(ät)', ' [ät] ');
    const domain = fc.stringMatching(/^[a-z0-9]{2,12}(?:-[a-z0-9]{1,5})?\.(?:fi|com|se|so|org\.uk|info)$/);
    fc.assert(
      fc.property(name, at, domain, sentence, (one, sign, host, around) => {
        const [before, after] = around;
        const left = redact(`${before}${one}${sign}${host}${after}`);
        expect(left).to.include(HIDDEN).and.to.not.include(host);
        // What stands right before belongs to the address, where it is a word.
        expect(left.startsWith(before), left).to.equal(true);
        expect(left.endsWith(after), left).to.equal(true);
      }),
      { numRuns: RUNS },
    );
    for (const text of [
      'matti ät example piste fi',
      'fornamn snabel-a exempel punkt se',
      'ali at example dot com',
    ])
      expect(redact(text)).to.equal(HIDDEN);
  });

  it('what people say of years, money, hours and sums is left as it is', () => {
    const year = fc.integer({ min: 1950, max: 2030 });
    const small = fc.integer({ min: 1, max: 999 });
    const said = fc.oneof(
      fc.tuple(year, year).map(([from, to]) => `töissä ${from}-${to}`),
      fc.tuple(year, year).map(([from, to]) => `arbetade ${from}–${to}`),
      fc.tuple(small, small).map(([euro, cent]) => `palkka ${euro} ${two(cent % 100)}0 €`),
      small.map((euro) => `${euro},50 euroa`),
      fc
        .tuple(small, small)
        .map(([hour, minute]) => `klo ${hour % 24}.${two(minute % 60)}-${(hour + 8) % 24}.00`),
      fc.tuple(small, small, year).map(([day, month, y]) => `${(day % 28) + 1}.${(month % 12) + 1}.${y}`),
      fc
        .tuple(small, small, year)
        .map(([day, month, y]) => `${two((day % 28) + 1)}.${two((month % 12) + 1)}.${y}`),
      fc
        .tuple(small, small, year)
        .map(([day, month, y]) => `${two((day % 28) + 1)}/${two((month % 12) + 1)}/${y}`),
      small.map((points) => `${points} op + ${points} op`),
      fc.tuple(small, small).map(([a, b]) => `عملت ${a} سنة و ${b} شهرا`),
      year.map((y) => `waxaan shaqaynayay ${y} ilaa ${y + 3}`),
      small.map((n) => `opiskelen ${n} tuntia @ kotona`),
    );
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 4 }), (parts) => {
        const text = parts.join(', ');
        expect(redact(text)).to.equal(text);
      }),
      { numRuns: RUNS },
    );
  });

  it('takes time in proportion to the length, whatever is sent', () => {
    for (const piece of [
      'a @ ',
      '(at)',
      'a ät b piste ',
      '13.10.',
      '+358.',
      '040/',
      '252 6',
      '1 1 1 1 ',
      '\u200b0',
      '[ät] a.',
    ])
      for (const length of [2_000, 20_000]) {
        const before = process.cpuUsage().user;
        redact(piece.repeat(length));
        expect((process.cpuUsage().user - before) / 1_000, `${piece} ${length}`).to.be.lessThan(1_500);
      }
  });
});
