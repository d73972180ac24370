/**
 * What lets this tab go on with its conversation.
 * @typedef {{ readonly conversationId: string, readonly token: string }} Pass
 */

const KEPT = 'osaajaks.conversation';
const LANGUAGE = 'osaajaks.language';
/** Milliseconds between two renewals of the pass; it lives a day. */
const RENEWAL = 3_600_000;

/**
 * Opens the conversation of this tab, or a new one where there is none or it has ended.
 * @param {string} lang
 * @returns {Promise<{ readonly pass: Pass, readonly resumed: boolean, readonly renewed: boolean }>} `resumed`: the earlier one goes on; `renewed`: it has ended
 * @throws Error when the server cannot be reached; the conversation is kept then
 */
export async function openConversation(lang) {
  const kept = recall();
  const resumed = kept && (await resume(kept));
  const pass = resumed ?? (await ask({ lang }));
  if (!pass) throw new Error('the server gave no token');
  keep(pass);
  return { pass, resumed: resumed !== undefined, renewed: kept !== undefined && resumed === undefined };
}

/** Renews the pass of this tab as long as the page is open, so that a reload next day goes on where it was. */
export function keepRenewing() {
  setInterval(async () => {
    const kept = recall();
    const fresh = kept && (await ask(kept).catch(() => undefined));
    if (fresh) keep(fresh);
  }, RENEWAL);
}

/**
 * Remembers the page's language for this tab.
 * @param {string} lang
 */
export function rememberLanguage(lang) {
  store(LANGUAGE, lang);
}

/**
 * @param {Pass} kept
 * @returns {Promise<Pass | undefined>} undefined: it has ended
 */
async function resume(kept) {
  const pass = await ask(kept);
  if (!pass) return undefined;
  const path = `/v3/directline/conversations/${encodeURIComponent(pass.conversationId)}`;
  const there = await fetch(path, { headers: { authorization: `Bearer ${pass.token}` } });
  return gone(there) ? undefined : pass;
}

/**
 * @param {Pass | { readonly lang: string }} wish
 * @returns {Promise<Pass | undefined>} undefined: not for this conversation any more
 */
async function ask(wish) {
  const response = await fetch('/chat/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  if (gone(response)) return undefined;
  /** @type {Pass} */
  const { conversationId, token } = await response.json();
  return { conversationId, token };
}

/** @param {Response} response */
function gone({ ok, status }) {
  if (status === 403 || status === 404) return true;
  if (!ok) throw new Error(`the server answered ${status}`);
  return false;
}

/** @returns {Pass | undefined} */
function recall() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    return kept ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {Pass} pass */
function keep(pass) {
  store(KEPT, JSON.stringify(pass));
}

/**
 * @param {string} key
 * @param {string} value
 */
function store(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing starts anew after a reload.
  }
}
