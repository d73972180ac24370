import { createInstance } from 'i18next';

/** @typedef {import('../../bot/desk/interface.ts').StaffLang} StaffLang */
/** @typedef {import('../../bot/desk/interface.ts').DeskText} DeskText */

/** The desk's languages by their own names. @type {Readonly<Record<StaffLang, string>>} */
export const TONGUES = { fi: 'Suomi', sv: 'Svenska', en: 'English' };

/** How dates and times are written. @type {Readonly<Record<StaffLang, string>>} */
const TAGS = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };

const i18n = createInstance();
/** @type {StaffLang} */
let current = 'fi';

/** @returns {StaffLang} the language that the page is in */
export const pageLang = () => current;

/** @param {string} lang @returns {lang is StaffLang} */
export const isStaffLang = (lang) => Object.hasOwn(TONGUES, lang);

/**
 * Puts the page into a language.
 * @param {StaffLang} lang
 * @throws Error when its texts cannot be loaded; the page stays as it is then
 */
export async function speak(lang) {
  if (!i18n.isInitialized)
    await i18n.init({
      resources: {},
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false, skipOnVariables: true },
    });
  if (!i18n.hasResourceBundle(lang, 'translation')) {
    const response = await fetch(new URL(`./texts/${lang}.json`, import.meta.url));
    if (!response.ok) throw new Error(`no texts in ${lang}`);
    i18n.addResourceBundle(lang, 'translation', await response.json());
  }
  await i18n.changeLanguage(lang);
  current = lang;
  document.documentElement.lang = lang;
}

/**
 * A text of `texts/*.json` in the page's language.
 * @param {string} key
 * @param {Readonly<Record<string, string | number>>} [params] `count` chooses the plural form
 * @returns {string}
 */
export const t = (key, params) => i18n.t(key, params ?? {});

/** @param {string} key */
export const hasText = (key) => i18n.exists(key);

/** @param {DeskText | undefined} text in all languages */
export const inPageLang = (text) => text?.[current] ?? '';

/**
 * The name of a language in the page's language, such as "arabia".
 * @param {string | null | undefined} lang
 */
export const tongue = (lang) =>
  lang ? (new Intl.DisplayNames([TAGS[current]], { type: 'language' }).of(lang) ?? lang) : t('lang.unknown');

/**
 * A time of today as "14.05", of another day with its date.
 * @param {string} at ISO 8601
 * @param {number} now
 */
export function timeOf(at, now) {
  const date = new Date(at);
  const today = date.toDateString() === new Date(now).toDateString();
  return date.toLocaleString(TAGS[current], {
    ...(today ? {} : { day: 'numeric', month: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  });
}

/**
 * How long something has lasted, in words: "4 min".
 * @param {string} since ISO 8601
 * @param {number} now
 */
export const lasted = (since, now) => duration((now - Date.parse(since)) / 1000);

/** @param {number} seconds */
export function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return t('time.justNow');
  if (minutes < 60) return t('time.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return t('time.hours', { count: hours });
  return t('time.days', { count: Math.floor(hours / 24) });
}
