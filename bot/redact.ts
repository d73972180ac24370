const CHECK_CHARACTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/**
 * A Finnish personal identity code: day, month, year, century sign, individual number, check character
 * (Digital and Population Data Services Agency; century signs by the decree 690/2022). People put spaces, and programs unseen characters, around the sign.
 */
const IDENTITY_CODE =
  /(?<![\p{L}\p{N}])(\d{6})[\s\u200b-\u200f\u2060\ufeff]{0,3}([+\-–—−YXWVUABCDEF])[\s\u200b-\u200f\u2060\ufeff]{0,3}(\d{3})[\s\u200b-\u200f\u2060\ufeff]{0,3}([0-9A-Y])(?![\p{L}\p{N}])/giu;

/** Thirteen to nineteen digits, in groups or not (ISO/IEC 7812-1). */
const CARD = /(?<![\p{L}\p{N}+])\d(?:[ -]?\d){12,18}(?![\p{L}\p{N}])/gu;

/** The address of RFC 5321 as people write it. */
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Seven to fifteen digits that begin with +, 00 or 0 (ITU-T E.164 and national writing), with spaces, hyphens and brackets inside. */
const PHONE = /(?<![\p{L}\p{N}+./,:-])(?:\+\s?\d|0)(?:[ ()-]{0,2}\d){6,14}(?![\p{L}\p{N}])/gu;

/** What stands where something was taken out. */
export const HIDDEN = '[***]';

export interface RedactOptions {
  /** Phone numbers and e-mail addresses are left in: they are meant for a person who is to call back. */
  readonly keepContacts?: boolean;
}

/** Takes out what must not be stored or logged: Finnish personal identity codes, card numbers, phone numbers and e-mail addresses. */
export function redact(text: string, { keepContacts = false }: RedactOptions = {}): string {
  // Looked for in Western digits; each digit is one character in either writing, so that places are the same.
  const western = westernDigits(text);
  const cuts = [
    ...found(western, IDENTITY_CODE, isIdentityCode),
    ...found(western, CARD, isCard),
    ...(keepContacts ? [] : [...found(western, EMAIL), ...found(western, PHONE)]),
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

function found(text: string, what: RegExp, really: (match: RegExpExecArray) => boolean = () => true) {
  return [...text.matchAll(what)]
    .filter((match) => really(match))
    .map(({ index, 0: { length } }) => ({ from: index, to: index + length }));
}

function isIdentityCode([, date = '', , number = '', check = '']: RegExpExecArray): boolean {
  return CHECK_CHARACTERS[Number(date + number) % 31] === check.toUpperCase();
}

/** The check digit of ISO/IEC 7812-1 (Luhn). */
function isCard([match]: RegExpExecArray): boolean {
  const digits = [...match].filter((sign) => sign >= '0' && sign <= '9').map(Number);
  const sum = digits
    .reverse()
    .map((digit, i) => (i % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2))
    .reduce((total, digit) => total + digit, 0);
  return sum % 10 === 0 && digits.length >= 13;
}

/** Arabic-Indic and Persian digits as Western ones. */
const westernDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
