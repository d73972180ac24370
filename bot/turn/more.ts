import { latinDigits, plainly } from '../../dialogs/picking.ts';
import { LANGS } from '../../locales/index.ts';
import typed from '../../locales/sms-words.json' with { type: 'json' };
import type { Waiting } from '../channels/channel.ts';

/** Does a message ask for what waits: by a word for "more" in any language, or by a number that names nothing shown so far? */
export function asksForMore(waiting: Waiting | undefined, text: string): boolean {
  if (!waiting) return false;
  const said = plainly(latinDigits(text));
  if (/^\d{1,2}$/.test(said)) return Number(said) > waiting.shown;
  return LANGS.some((lang) => typed.more[lang].some((word) => plainly(word) === said));
}
