import type { Message, StaffLang } from '../interface.ts';
import type { Translator } from '../translator.ts';

/** The translation of what a seeker wrote, for a coach who reads another language; undefined where there is none. */
export async function translationOf(
  { from, lang, text }: Message,
  to: StaffLang,
  translator: Translator | undefined,
): Promise<Message['translated']> {
  if (!translator || from !== 'seeker' || lang === null || lang === to) return undefined;
  const said = await translator.translate(text, lang, to);
  return said === undefined ? undefined : { lang: to, text: said };
}

/** Messages with the translations there are. */
export const withTranslations = (
  messages: readonly Message[],
  to: StaffLang,
  translator: Translator | undefined,
): Promise<readonly Message[]> =>
  Promise.all(
    messages.map(async (message) => {
      const translated = await translationOf(message, to, translator);
      return translated ? { ...message, translated } : message;
    }),
  );
