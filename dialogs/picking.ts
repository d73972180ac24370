import type { Concept } from '../knowledge/understanding/understanding.ts';
import type { Translate } from '../locales/index.ts';
import type { Question } from './dialog.ts';

/** At this score a thing is taken as heard; from `MAYBE` it is offered as "did you mean". */
export const HEARD = 0.8;
export const MAYBE = 0.45;
/** The value of the choice that refuses all others. */
export const NONE = 'none';

/** Lower case, no accents that people leave out, no punctuation, single spaces: the form in which labels are compared. */
export const plainly = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u2066-\u2069\u200e\u200f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();

/** Arabic-Indic and Persian digits as Latin ones. */
export const latinDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) % 16));

/** Which of the offered choices a text names outright: by number ("2", "2.", "1, 3") or by its whole label. */
export function named({ choices, takes }: Question, text: string, translate: Translate): readonly string[] {
  const said = plainly(text);
  const whole = choices.find(
    ({ value, label }) => value === text || (said !== '' && plainly(translate(label)) === said),
  );
  if (whole) return [whole.value];
  const digits = latinDigits(text).trim();
  if (!/^[(#]?\d{1,2}[.):]?([\s,،;+&/]+(ja|och|and|iyo|و)?\s*\d{1,2}[.)]?)*$/iu.test(digits)) return [];
  const values = [...digits.matchAll(/\d+/g)].map(([digit]) => choices[Number(digit) - 1]?.value);
  const known = values.every((value) => value !== undefined) ? [...new Set(values)] : [];
  return takes === 'choices' ? known : known.slice(0, 1);
}

/** Which of the offered choices a text means: by the beginning of its label, by a number word, or by yes and no. */
export function meant(
  { choices, takes }: Question,
  text: string,
  translate: Translate,
  concepts: readonly Concept[],
): readonly string[] {
  const said = plainly(text);
  if (takes === 'message' || said === '') return [];
  const begun = choices.filter(({ label }) => said.length >= 3 && plainly(translate(label)).startsWith(said));
  if (begun[0] && begun.length === 1) return [begun[0].value];

  const whole = (concept: Concept) => plainly(concept.word).length * 2 >= said.length;
  const offered = (id: string) => choices.some(({ value }) => value === id);
  const answers = concepts.filter(({ type, score }) => type === 'answer' && score >= HEARD);
  const answer = answers.find((one) => offered(one.id) && (one.span[0] === 0 || whole(one)));
  if (answer) return [answer.id];
  // "No" to "do you have any of these?" is none of them.
  if (offered(NONE) && answers.some((one) => one.id === 'no' && whole(one))) return [NONE];
  const number = concepts.find(({ type }) => type === 'number');
  const value = number && whole(number) ? choices[Number(number.id) - 1]?.value : undefined;
  return value === undefined ? [] : [value];
}
