const CHECK_CHARACTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** What stands between the parts of a code, in `plain` text. */
const GAP = '[ ._]{0,3}';

/**
 * A Finnish personal identity code: day, month, year, century sign, individual number, check character
 * (Digital and Population Data Services Agency; century signs by the decree 690/2022). People leave gaps, and the sign out.
 */
const IDENTITY_CODE = new RegExp(
  `(?<![\\p{L}\\p{N}])(\\d{2})${GAP}(\\d{2})${GAP}(\\d{2})${GAP}(?:[-+YXWVUABCDEF]|(?<=[ _]))${GAP}(\\d{3})${GAP}([0-9A-Y])(?![\\p{L}\\p{N}])`,
  'giu',
);

/** Digits in groups, in which a card number may stand beside other numbers. */
const DIGITS = /(?<![\p{L}\p{N}+])\d+(?:[ .-]\d+)*(?![\p{L}\p{N}])/gu;

/** How card numbers of the networks in use begin (ISO/IEC 7812-1), and how long they are. */
const ISSUER = /^(?:4|5|2[2-7]|3|6)\d{12,18}$/;

/** The address of RFC 5321 as people write it, and as they write it to hide it from programs. */
const EMAIL =
  /[\p{L}\p{N}._%+-]{1,64} {0,2}(?:@|[([{] ?(?:at|ät|a) ?[)\]}]) {0,2}[\p{L}\p{N}-]+(?: ?\. ?[\p{L}\p{N}-]+)+/giu;
const SPOKEN_EMAIL =
  /[\p{L}\p{N}._%+-]{1,64} (?:ät|at|miukumauku|snabel-?a) [\p{L}\p{N}-]{1,64} (?:piste|punkt|dot) \p{L}{2,10}(?![\p{L}\p{N}])/giu;

/** Not in the middle of a word, a number or a decimal. */
const FRESH = '(?<![\\p{L}\\p{N}+.,-])(?<!\\p{N}[:/])';
const OVER = '(?![\\p{L}\\p{N}])';

/** Seven to fifteen digits that begin with +, 00 or 0 (ITU-T E.164 and national writing), with spaces, hyphens and brackets inside. */
const PHONE = new RegExp(`${FRESH}(?:\\+ ?\\d|0)(?:[ ()-]{0,2}\\d){6,14}${OVER}`, 'gu');

/** The same with dots or a slash, where the first group is longer than that of a date. */
const DOTTED_PHONE = new RegExp(
  `${FRESH}(?:\\+\\d{1,3}|00\\d{1,4}|0\\d{2,3})(?=[./])(?:[ ./()-]{1,2}\\d{2,8}){1,5}${OVER}`,
  'gu',
);

/** Mobile numbers of the countries that seekers come from most, without the plus. */
const BARE_PHONE = new RegExp(
  `(?<![\\p{L}\\p{N}+.,-])(?:358[ -]?(?:4|50)|46[ -]?7|252[ -]?[67]|964[ -]?7|963[ -]?9)(?:[ -]?\\d){7,9}${OVER}`,
  'gu',
);

/** Digits of the longest card number. */
const MOST_DIGITS = 19;

/** A part of a text that is taken out. */
interface Cut {
  readonly from: number;
  readonly to: number;
}

/** What stands where something was taken out. */
export const HIDDEN = '[***]';

const CONTACTS = [EMAIL, SPOKEN_EMAIL, PHONE, DOTTED_PHONE, BARE_PHONE];

export interface RedactOptions {
  /** Phone numbers and e-mail addresses are left in: they are meant for a person who is to call back. */
  readonly keepContacts?: boolean;
}

/** Takes out what must not be stored or logged: Finnish personal identity codes, card numbers, phone numbers and e-mail addresses. */
export function redact(text: string, { keepContacts = false }: RedactOptions = {}): string {
  const simple = plain(text);
  const cuts = [
    ...found(simple, IDENTITY_CODE, isIdentityCode),
    ...cards(simple),
    ...(keepContacts ? [] : CONTACTS.flatMap((form) => found(simple, form))),
  ].sort((a, b) => a.from - b.from);
  let [redacted, at] = ['', 0];
  for (const { from, to } of cuts) {
    if (to <= at) continue;
    redacted += text.slice(at, Math.max(at, from)) + HIDDEN;
    at = to;
  }
  return redacted + text.slice(at);
}

/** The same for every text in a value, such as an activity; keys stay. */
export function redactAll<T>(value: T, options?: RedactOptions): T {
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return redact(part, options);
    if (Array.isArray(part)) return part.map(walk);
    if (part !== null && typeof part === 'object')
      return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
    return part;
  };
  // Only texts change, and texts stay texts.
  return walk(value) as T;
}

/** Where a form stands and really is what it looks like; what only looks like it may begin within what is not. */
function found(text: string, what: RegExp, really: (match: RegExpExecArray) => boolean = () => true): Cut[] {
  const cuts: Cut[] = [];
  const form = new RegExp(what);
  for (let match = form.exec(text); match; match = form.exec(text)) {
    const { index, 0: whole } = match;
    if (really(match)) cuts.push({ from: index, to: index + whole.length });
    else form.lastIndex = index + 1;
  }
  return cuts;
}

/** Card numbers among groups of digits: the longest that is one, from each group on. */
function cards(text: string): Cut[] {
  const cuts: Cut[] = [];
  for (const { index, 0: run } of text.matchAll(DIGITS)) {
    const groups = [...run.matchAll(/\d+/g)].map(({ index: at, 0: digits }) => ({ at: index + at, digits }));
    for (let first = 0; first < groups.length; first++) {
      let [number, to] = ['', 0];
      for (const { at, digits } of groups.slice(first, first + MOST_DIGITS)) {
        number += digits;
        if (number.length > MOST_DIGITS) break;
        if (ISSUER.test(number) && isCard(number)) to = at + digits.length;
      }
      const from = groups[first]?.at;
      if (to > 0 && from !== undefined) cuts.push({ from, to });
    }
  }
  return cuts;
}

function isIdentityCode([
  ,
  day = '',
  month = '',
  year = '',
  number = '',
  check = '',
]: RegExpExecArray): boolean {
  if (Number(day) > 31 || Number(month) > 12) return false;
  return CHECK_CHARACTERS[Number(day + month + year + number) % 31] === check.toUpperCase();
}

/** The check digit of ISO/IEC 7812-1 (Luhn). */
function isCard(number: string): boolean {
  const sum = [...number].reverse().reduce((total, sign, i) => {
    const digit = Number(sign) * (i % 2 === 0 ? 1 : 2);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}

const codeOf = (sign: string) => sign.codePointAt(0) ?? 0;

/**
 * A text of the same length to look in: Western digits for Arabic-Indic and Persian ones, ordinary signs for full-width ones, one
 * hyphen for all dashes, one space for all spaces and for what is not seen. Each sign stays at its place.
 */
const plain = (text: string): string =>
  text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(codeOf(digit) & 0xf))
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(codeOf(sign) - 0xfee0))
    .replace(/[\u00ad\u2010-\u2015\u2212\u207b\ufe58\ufe63]/g, '-')
    .replace(/[\s\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, ' ');
