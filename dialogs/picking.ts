import type { Concept } from '../knowledge/understanding/understanding.ts';
import type { Translate } from '../locales/index.ts';
import type { Question } from './dialog.ts';

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

/** Which of the offered choices a text picks: by number ("2", "2.", "1, 3"), by label, by a number word, or by yes and no. */
export function picked(
  { choices, takes }: Question,
  text: string,
  translate: Translate,
  concepts: readonly Concept[],
): readonly string[] {
  if (choices.length === 0 || takes === 'message') return byLabel();
  const numbers = byNumber();
  if (numbers.length > 0) return takes === 'choices' ? numbers : numbers.slice(0, 1);
  const label = byLabel();
  if (label.length > 0) return label;
  return byConcept();

  function byNumber(): readonly string[] {
    const digits = latinDigits(text).trim();
    if (!/^[(#]?\d{1,2}[.):]?([\s,;+&/]+(ja|och|and|iyo|و)?\s*\d{1,2}[.)]?)*$/iu.test(digits)) return [];
    const values = [...digits.matchAll(/\d+/g)].map(([digit]) => choices[Number(digit) - 1]?.value);
    return values.every((value) => value !== undefined) ? [...new Set(values)] : [];
  }

  function byLabel(): readonly string[] {
    const said = plainly(text);
    if (said === '') return [];
    const exact = choices.find(({ value, label }) => plainly(translate(label)) === said || value === text);
    if (exact) return [exact.value];
    if (takes === 'message') return [];
    const begun = choices.filter(
      ({ label }) => said.length >= 3 && plainly(translate(label)).startsWith(said),
    );
    return begun[0] && begun.length === 1 ? [begun[0].value] : [];
  }

  function byConcept(): readonly string[] {
    const whole = (concept: Concept) => plainly(concept.word).length * 2 >= plainly(text).length;
    const answer = concepts.find(
      ({ type, id, score }) => type === 'answer' && score >= 0.8 && choices.some(({ value }) => value === id),
    );
    if (answer && (whole(answer) || answer.span[0] === 0)) return [answer.id];
    const number = concepts.find(({ type }) => type === 'number');
    const value = number && whole(number) ? choices[Number(number.id) - 1]?.value : undefined;
    return value === undefined ? [] : [value];
  }
}
