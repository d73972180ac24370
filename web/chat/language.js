import { rememberLanguage } from './keeping.js';

/**
 * The page's own words in one language, and what Web Chat is to say differently.
 * @typedef {{ readonly page: Readonly<Record<string, string>>, readonly choices: Readonly<Record<string, string>>, readonly webChat: Readonly<Record<string, string>> }} Texts
 */

/** @type {Map<string, Promise<Texts>>} */
const loaded = new Map();
// Those of the page's language come with it.
loaded.set(
  document.documentElement.lang,
  Promise.resolve(JSON.parse(document.querySelector('#texts')?.textContent ?? 'null')),
);

/** @returns {readonly HTMLAnchorElement[]} the links of the language switch, one for each language */
export const languageLinks = () =>
  [...document.querySelectorAll('nav a')].filter((link) => link instanceof HTMLAnchorElement);

/** @returns {string} the language that the page is in */
export const pageLanguage = () => document.documentElement.lang;

/**
 * The texts of a language; loaded once.
 * @param {string} lang
 * @returns {Promise<Texts>}
 */
export function textsOf(lang) {
  const known = loaded.get(lang);
  if (known) return known;
  const loading = fetch(new URL(`./texts/${lang}.json`, import.meta.url)).then((response) => {
    if (!response.ok) throw new Error(`no texts in ${lang}`);
    return response.json();
  });
  loading.catch(() => loaded.delete(lang));
  loaded.set(lang, loading);
  return loading;
}

/**
 * Puts the whole page into a language: its texts, `lang`, `dir`, address and switch.
 * @param {string} lang
 * @param {Texts} texts
 */
export function putInto(lang, { page }) {
  const root = document.documentElement;
  root.lang = lang;
  for (const link of languageLinks()) {
    if (link.lang === lang) {
      link.setAttribute('aria-current', 'true');
      root.dir = link.dir;
    } else link.removeAttribute('aria-current');
  }
  for (const element of document.querySelectorAll('[data-text]'))
    element.textContent = page[element.getAttribute('data-text') ?? ''] ?? '';
  for (const element of document.querySelectorAll('[data-label]'))
    element.setAttribute('aria-label', page[element.getAttribute('data-label') ?? ''] ?? '');
  document.title = `OsaajaKS - ${page.tagline}`;
  const address = new URLSearchParams(location.search);
  address.set('lang', lang);
  history.replaceState(null, '', `?${address}`);
  rememberLanguage(lang);
}
