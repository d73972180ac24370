import { phrase } from '../../dialogs/dialog.ts';
import { LANGS, type Phrase, translator } from '../../locales/index.ts';
import type { Activity } from '../activity.ts';
import { channelFor } from '../channels/index.ts';

/** A message about the messages themselves: sent even when the month's sum is spent. */
export function noticeOf(what: Phrase, locale: string | undefined): Partial<Activity> {
  const lang = LANGS.find((one) => one === locale) ?? 'fi';
  const text = translator(lang, 'short')(what);
  return { ...channelFor('sms').render({ text, lang, choices: [] }), channelData: { notice: true } };
}

export const isNotice = ({ channelData }: Partial<Activity>): boolean =>
  (channelData as { notice?: unknown } | undefined)?.notice === true;

/** That no more is sent this month, and how to go on. */
export const endOfMonth = (locale: string | undefined, url: string): string =>
  noticeOf(phrase('sms.ended', { url }), locale).text ?? '';
