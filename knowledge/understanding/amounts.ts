import { normalise, type Word } from './normalise.ts';
import type { ConceptType } from './understanding.ts';
import { NUMBERS, UNITS } from './values.ts';

/** A number or a length of time; `from` and `to` are the first and the last of its words. */
export interface Amount {
  readonly type: Extract<ConceptType, 'number' | 'duration'>;
  /** The number; or months. */
  readonly value: number;
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

const NUMBER_WORDS = valuesByWord(NUMBERS);
const UNIT_WORDS = valuesByWord(UNITS);
const HALF = setOf('puoli puol puolen halvt halv half نص نصف nus bar badh barkii');
/** These words mean something else more often, so that alone in a longer message they are no number. */
const DOUBTFUL = setOf('en ett one a mid hal kow pari par couple واحد واحده first sex an');
/** Between a number and its unit. */
const LINK = setOf('a of an par den');
/** "Last year" and "this month" are times, not lengths. */
const WHICH = setOf(
  'viime ensi tana taman toissa forra detta nasta last this next هذه هذا الماضي sannadkan sanadkan',
);
/** A single one, where a language needs no number for it. */
const ONE_MONTHS = new Map([
  ...[...setOf('vuoden vuosi سنه عام sanad sannad sano')].map((word) => [word, 12] as const),
  ...[...setOf('kuukauden شهر bil')].map((word) => [word, 1] as const),
  ...[...setOf('سنتين سنتان عامين سنتين')].map((word) => [word, 24] as const),
  ...[...setOf('شهرين شهران')].map((word) => [word, 2] as const),
  ...[...setOf('halvar halvaret puolivuotta')].map((word) => [word, 6] as const),
]);

/** Numbers and lengths of time in a text. */
export function amountsIn(text: string, words: readonly Word[]): readonly Amount[] {
  const found: Amount[] = [];
  const at = (index: number) => words[index]?.text ?? '';
  for (let i = 0; i < words.length; i++) {
    const glued = /^([\d\u0660-\u0669]+)(\p{L}+)$/u.exec(at(i));
    const gluedUnit = glued && UNIT_WORDS.get(glued[2] ?? '');
    if (glued && typeof gluedUnit === 'number') {
      found.push(lasting(Number(latin(glued[1] ?? '')) * gluedUnit, i, i, 0.95));
      continue;
    }
    const number =
      numberAt(i) ?? (/^an?$/.test(at(i)) && UNIT_WORDS.has(at(i + 1)) ? { value: 1, to: i } : undefined);
    if (number) {
      let next = number.to + 1;
      if (LINK.has(at(next))) next += 1;
      const unit = UNIT_WORDS.get(at(next));
      if (unit !== undefined) {
        const more = halfAfter(next + 1);
        found.push(lasting((number.value + (more ? 0.5 : 0)) * unit, i, more ?? next, 0.95));
        if (Number.isInteger(number.value)) found.push({ ...number, type: 'number', from: i, score: 0.9 });
        i = more ?? next;
        continue;
      }
      const whole = words.length === number.to - i + 1;
      const digits = /\d|[\u0660-\u0669]/.test(at(i));
      if (digits || whole || !DOUBTFUL.has(at(i)))
        if (Number.isInteger(number.value))
          found.push({
            type: 'number',
            value: number.value,
            from: i,
            to: number.to,
            score: digits ? 1 : 0.85,
          });
      i = number.to;
      continue;
    }
    const one = ONE_MONTHS.get(at(i)) ?? ONE_MONTHS.get(at(i).replace(/^و/, ''));
    if (one !== undefined && !WHICH.has(at(i - 1)) && !WHICH.has(at(i + 1))) {
      const more = one >= 12 || one === 1 ? halfAfter(i + 1) : undefined;
      const unit = one === 24 ? 12 : one === 2 ? 1 : one;
      // Somali may say the number after the unit.
      const after = more === undefined && one <= 12 && at(i + 1) !== 'iyo' ? numberAt(i + 1) : undefined;
      if (after && /^(sano|sanad|sannad|bil)$/.test(at(i)))
        found.push(lasting(after.value * one, i, after.to, 0.8));
      else
        found.push(
          lasting(
            one + (more ? unit / 2 : 0),
            i,
            more ?? i,
            /^(vuosi|sano|bil)$/.test(at(i)) && words.length > 1 && !more ? 0.4 : 0.9,
          ),
        );
      i = more ?? i;
    }
  }
  return found;

  /** The number that begins at a word: in digits, in one word, or in several ("twenty five", "toban iyo shan", "خمسة وعشرين"). */
  function numberAt(i: number): { value: number; to: number } | undefined {
    const word = words[i];
    if (!word) return undefined;
    const raw = latin(text.slice(word.from, word.to));
    const range = /^(\d{1,3})-(\d{1,3})$/.exec(raw);
    if (range) return { value: Number(range[1]), to: i };
    const value = wordValue(word.text);
    if (value === undefined) {
      if (!HALF.has(word.text)) return undefined;
      const next = LINK.has(at(i + 1)) ? i + 2 : i + 1;
      return UNIT_WORDS.has(at(next)) ? { value: 0.5, to: next - 1 } : undefined;
    }
    const next = words[i + 1];
    if (
      next &&
      /^\d+$/.test(raw) &&
      /^\d+$/.test(latin(next.text)) &&
      /^[.,٫]$/.test(text.slice(word.to, next.from))
    )
      return { value: Number(`${raw}.${latin(next.text)}`), to: i + 1 };
    const half = halfAfter(i + 1);
    if (half && UNIT_WORDS.has(at(half + 1))) return { value: value + 0.5, to: half };
    const second = next && wordValue(next.text);
    if (value >= 20 && value % 10 === 0 && second !== undefined && second < 10 && !/\d/.test(raw + at(i + 1)))
      return { value: value + second, to: i + 1 };
    const third = at(i + 1) === 'iyo' ? wordValue(at(i + 2)) : undefined;
    if (third !== undefined && third >= 10 !== value >= 10) return { value: value + third, to: i + 2 };
    const joined = /^و(?=..)/.test(at(i + 1)) ? wordValue(at(i + 1).slice(1)) : undefined;
    if (joined !== undefined && joined >= 20 && value < 10) return { value: value + joined, to: i + 1 };
    return { value, to: i };
  }

  /** The last word of "and a half" that begins here. */
  function halfAfter(i: number): number | undefined {
    if (/^ون(ص|صف)$/.test(at(i))) return i;
    if (!/^(ja|och|and|iyo|و)$/.test(at(i))) return undefined;
    const next = /^(a|ett|en)$/.test(at(i + 1)) ? i + 2 : i + 1;
    return HALF.has(at(next)) ? next : undefined;
  }
}

const lasting = (months: number, from: number, to: number, score: number): Amount => ({
  type: 'duration',
  value: Math.max(1, Math.round(months)),
  from,
  to,
  score,
});

const latin = (text: string) =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) % 16));

const FINNISH =
  /^(yksi|kaksi|kolme|nelja|viisi|kuusi|seitseman|kahdeksan|yhdeksan|kaks|viis|kuus)(toista|kymmenta|kyt)(yksi|kaksi|kolme|nelja|viisi|kuusi|seitseman|kahdeksan|yhdeksan)?$/;
const TENS = /^(tjugo|trettio|fyrtio|femtio|twenty|thirty|forty|fifty)(\p{L}+)$/u;

/** The value of a single word, in digits or letters. */
function wordValue(word: string): number | undefined {
  const digits = latin(word);
  if (/^\d{1,6}$/.test(digits)) return Number(digits);
  const known = NUMBER_WORDS.get(word);
  if (known !== undefined) return known;
  const finnish = FINNISH.exec(word);
  if (finnish) {
    const [, first = '', kind, last] = finnish;
    const unit = NUMBER_WORDS.get(first) ?? 0;
    return kind === 'toista' ? unit + 10 : unit * 10 + (last ? (NUMBER_WORDS.get(last) ?? 0) : 0);
  }
  const tens = TENS.exec(word);
  const unit = tens && NUMBER_WORDS.get(tens[2] ?? '');
  return tens && unit !== undefined && unit !== null && unit < 10
    ? (NUMBER_WORDS.get(tens[1] ?? '') ?? 0) + unit
    : undefined;
}

function valuesByWord(rows: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(rows).flatMap(([value, words]) =>
      words.map((word) => [normalise(word).replace(/['-]/g, ''), Number(value)] as const),
    ),
  );
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' ').map((word) => normalise(word)));
}
