import type { Understanding } from '../../knowledge/understanding/understanding.ts';
import { LANGS, type PhraseKey } from '../../locales/index.ts';
import type { Activity } from '../activity.ts';
import { redact } from '../redact.ts';

/** Characters a seeker may write at once; more is asked to be told in parts. */
export const LONGEST = 2_000;

/** What came, ready to be understood; or the sentence that says kindly what to do instead. */
export type Heard =
  | { readonly text: string }
  /** `parts`: the text all the same, where it is too long to be an answer. */
  | { readonly fault: PhraseKey; readonly parts?: readonly string[] };

/** Cleans a message: no control or direction-changing characters, no lone surrogates, no identity codes. */
export function listen({ text, attachments, value }: Partial<Activity>): Heard {
  const words = clean(typeof text === 'string' ? text : typeof value === 'string' ? value : '');
  if (words === '') return { fault: (attachments?.length ?? 0) > 0 ? 'guide.noFiles' : 'guide.nothingSaid' };
  if (words.length > LONGEST) return { fault: 'guide.tooLong', parts: partsOf(redact(words)) };
  // A question mark alone asks for help.
  if (!/[\p{L}\p{N}]|^[?؟]+$/u.test(words)) return { fault: 'guide.noWords' };
  // Contacts were taken out before, unless they are meant for a person.
  return { text: redact(words, { keepContacts: true }) };
}

/** Notes in which language a message was heard: a coach who reads it later sees it, and a translator needs it. */
export function markLanguage(activity: Activity, { lang }: Pick<Understanding, 'lang'>): void {
  const known = LANGS.find((one) => one === lang);
  if (known) activity.locale = known;
}

/** At most five parts that overlap, so that danger in any of them is seen. */
const partsOf = (text: string) =>
  [0, 1, 2, 3, 4]
    .map((part) => text.slice(part * (LONGEST - 200), part * (LONGEST - 200) + LONGEST))
    .filter((part) => part !== '');

const clean = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
