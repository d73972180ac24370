import { randomInt } from 'node:crypto';
import { latinDigits } from '../../dialogs/picking.ts';

/** No vowel, so that no code is a word; of signs that look alike (0 O Q, 1 I L, 2 Z, 5 S, 6 G C, 8 B, U V Y) at most one. */
const LETTERS = 'BCDFHJKMNPRSTVWX';
const SIGNS = `${LETTERS}3479`;
/** A letter begins each half: in Arabic text, too, the halves stay in their order (Unicode UAX #9). */
const FORM = [LETTERS, SIGNS, SIGNS, SIGNS, LETTERS, SIGNS, SIGNS, SIGNS];

/** A new code in its plain form, such as "K7PM3XRT": one of 16 billion, by the system's random numbers. */
export const makeCode = (): string => FORM.map((signs) => signs[randomInt(signs.length)]).join('');

/** As it is shown and read out: "K7PM-3XRT". */
export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

const half = `[${LETTERS}][${SIGNS}]{3}`;
const IN_TEXT = new RegExp(
  `(?<![\\p{L}\\p{N}])(${half})[\\s.\\-\\u2010-\\u2015]{0,3}(${half})(?![\\p{L}\\p{N}])`,
  'iu',
);

/** The code that a text holds, in its plain form, however it is written. */
export function codeIn(text: string): string | undefined {
  const found = IN_TEXT.exec(latinDigits(text.normalize('NFKC')));
  return found ? `${found[1]}${found[2]}`.toUpperCase() : undefined;
}
