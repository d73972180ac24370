import { plainly } from '../../dialogs/picking.ts';
import { LANGS, type Lang } from '../../locales/index.ts';
import typed from '../../locales/sms-words.json' with { type: 'json' };

/** A word that steers text messages themselves. `answered`: the network side answers it already. */
export interface Keyword {
  readonly does: 'stop' | 'start' | 'help';
  readonly lang: Lang;
  readonly answered: boolean;
}

/**
 * Keywords that Twilio handles itself, with an answer of its own: after a stop it delivers nothing until a start.
 * https://help.twilio.com/articles/223134027-Twilio-support-for-opt-out-keywords-SMS-STOP-filtering-
 */
const TWILIOS = {
  stop: ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'],
  start: ['start', 'unstop', 'yes'],
} as const;

/** The keyword that a message is, when it is nothing else. */
export function keywordOf(text: string): Keyword | undefined {
  const said = plainly(text);
  for (const does of ['stop', 'start'] as const) {
    if (TWILIOS[does].some((word) => word === said)) return { does, lang: 'en', answered: true };
  }
  for (const does of ['stop', 'start', 'help'] as const) {
    const lang = LANGS.find((one) => typed[does][one].some((word) => plainly(word) === said));
    if (lang) return { does, lang, answered: false };
  }
  return undefined;
}
