import type { Knowledge } from '../../knowledge/index.ts';
import type { Understanding } from '../../knowledge/understanding/understanding.ts';
import { LANGS, type Lang } from '../../locales/index.ts';
import type { Session } from '../conversations/conversation.ts';

/** Sure enough to change the language of a conversation. */
const SURE = 0.9;

/**
 * Settles the language of the turn. A conversation's language is sticky: the first one heard is taken; later it changes on a
 * sure message of three or more words, or on two in a row. Says whether it changed from another one, so that the seeker is told.
 */
export function settleLanguage(
  session: Session,
  text: string,
  { lang, langConfidence }: Understanding,
): boolean {
  const heard = LANGS.find((one) => one === lang);
  if (heard === undefined) return false;
  if (session.lang === undefined) {
    take(session, heard);
    return false;
  }
  if (heard === session.lang) {
    session.heardLang = undefined;
    return false;
  }
  const length = text.split(/\s+/).length;
  const change = langConfidence >= SURE && (length >= 3 || session.heardLang === heard);
  if (change) take(session, heard);
  else session.heardLang = langConfidence >= SURE ? heard : undefined;
  return change;
}

function take(session: Session, lang: Lang): void {
  session.lang = lang;
  session.heardLang = undefined;
  session.profile = { ...session.profile, language: lang };
}

/** Tells the language of a single text, where it is sure and the guide speaks it. */
export const languageOf =
  (knowledge: Pick<Knowledge, 'understand'>) =>
  (text: string): Lang | undefined => {
    if (text === '') return undefined;
    const { lang, langConfidence } = knowledge.understand(text, undefined);
    return langConfidence >= SURE ? LANGS.find((one) => one === lang) : undefined;
  };
