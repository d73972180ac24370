/**
 * What lets this browser go on with its conversation.
 * @typedef {{ readonly conversationId: string, readonly token: string }} Pass
 */

const KEPT = 'osaajaks.conversation';
const LANGUAGE = 'osaajaks.language';
const ASKED = 'osaajaks.asked';

/** As long as the page is open, where the browser keeps nothing. @type {Pass | undefined} */
let here;

/** @returns {Pass | undefined} the pass of this tab, else the one that the seeker asked this browser to remember */
export function recall() {
  try {
    return JSON.parse(read('sessionStorage', KEPT) ?? read('localStorage', KEPT) ?? 'null') ?? here;
  } catch {
    return here;
  }
}

/**
 * Keeps the pass for this tab; for thirty days, too, where the seeker asked for it.
 * @param {Pass} pass
 */
export function keep(pass) {
  here = pass;
  const text = JSON.stringify(pass);
  write('sessionStorage', KEPT, text);
  if (remembers()) write('localStorage', KEPT, text);
}

/** Whether the seeker asked this browser to remember the conversation. */
export const remembers = () => read('localStorage', KEPT) !== null;

/**
 * Remembers a pass beyond this tab.
 * @param {Pass} pass
 * @returns {boolean} whether the browser let it
 */
export const remember = (pass) =>
  write('localStorage', KEPT, JSON.stringify(pass)) && write('sessionStorage', KEPT, JSON.stringify(pass));

/** The conversation is kept for this tab only. */
export const rememberNoMore = () => remove('localStorage', KEPT);

/** Nothing of the conversation is kept in this browser any more. */
export function drop() {
  here = undefined;
  for (const key of [KEPT, ASKED]) remove('sessionStorage', key);
  rememberNoMore();
}

/** Whether the seeker was asked already in this tab; from now on they were. */
export function wasAsked() {
  const asked = read('sessionStorage', ASKED) !== null;
  write('sessionStorage', ASKED, 'yes');
  return asked;
}

/**
 * Remembers the page's language for this tab.
 * @param {string} lang
 */
export const rememberLanguage = (lang) => void write('sessionStorage', LANGUAGE, lang);

/** Whether this browser keeps anything: some do not, in a frame of another site or by their settings. */
export const canKeep = () =>
  write('sessionStorage', 'osaajaks.try', '1') && remove('sessionStorage', 'osaajaks.try');

/**
 * @param {'sessionStorage' | 'localStorage'} where
 * @param {string} key
 */
function read(where, key) {
  try {
    return window[where].getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {'sessionStorage' | 'localStorage'} where
 * @param {string} key
 * @param {string} value
 */
function write(where, key, value) {
  try {
    window[where].setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {'sessionStorage' | 'localStorage'} where
 * @param {string} key
 */
function remove(where, key) {
  try {
    window[where].removeItem(key);
    return true;
  } catch {
    return false;
  }
}
