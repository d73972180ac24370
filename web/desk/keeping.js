/**
 * What a coach typed and has not sent, and how they like the page. Text is kept for this tab only: other people may use the
 * same computer. It outlives a reload and a new sign-in, and goes when the coach signs out.
 */
const TYPED = 'desk.typed.';
const LIKED = 'desk.liked.';

/**
 * @param {string} name such as `<case id>.reply`
 * @returns {string}
 */
export const typed = (name) => read(sessionStorage, TYPED + name) ?? '';

/**
 * @param {string} name
 * @param {string} text nothing: not kept any more
 */
export function keepTyped(name, text) {
  write(sessionStorage, TYPED + name, text);
}

/** Forgets everything that was typed in this tab. */
export function forgetTyped() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(TYPED)) sessionStorage.removeItem(key);
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
export const liked = (name) => read(localStorage, LIKED + name);

/**
 * @param {string} name
 * @param {string} value
 */
export function keepLiked(name, value) {
  write(localStorage, LIKED + name, value);
}

/**
 * @param {Storage} storage
 * @param {string} key
 */
function read(storage, key) {
  try {
    return storage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @param {string} value
 */
function write(storage, key, value) {
  try {
    if (value === '') storage.removeItem(key);
    else storage.setItem(key, value);
  } catch {
    // A browser that keeps nothing loses it at a reload.
  }
}
