import { drop, keep, recall, remember, remembers } from './keeping.js';

/**
 * @typedef {import('./keeping.js').Pass} Pass
 * @typedef {{ readonly id: string, readonly type: string, readonly text?: string, readonly locale?: string,
 *   readonly from?: { readonly role?: string, readonly name?: string }, readonly channelData?: { readonly forgotten?: boolean, readonly page?: { readonly name: string, readonly label: string } },
 *   readonly suggestedActions?: { readonly actions: readonly { readonly title: string, readonly value: string }[] } }} Activity
 */

/** The opening of a new conversation that the page asked for before this script was there. */
const early = /** @type {{ opening?: Promise<Response> }} */ (/** @type {unknown} */ (window)).opening;
/** Milliseconds between two renewals of the pass; it lives a day. */
const RENEWAL = 3_600_000;

/**
 * Opens the conversation of this browser, or a new one where there is none or it has ended.
 * @param {string} lang
 * @returns {Promise<{ readonly pass: Pass, readonly activities: readonly Activity[], readonly watermark: string, readonly resumed: boolean, readonly renewed: boolean }>}
 *   `resumed`: the earlier one goes on; `renewed`: it has ended
 * @throws Error when the server cannot be reached; the conversation is kept then
 */
export async function openConversation(lang) {
  const kept = recall();
  const earlier = kept && (await ask({ ...kept, remember: remembers() }));
  const opened = earlier ?? (await readPass(await (early ?? post('/chat/token', { lang, open: true }))));
  if (!opened) throw new Error('the server gave no token');
  keep(opened.pass);
  return { ...opened, resumed: earlier !== undefined, renewed: kept !== undefined && earlier === undefined };
}

/** Renews the pass of this tab as long as the page is open, so that a reload next day goes on where it was. */
export function keepRenewing() {
  setInterval(async () => {
    const kept = recall();
    const fresh = kept && (await ask({ ...kept, remember: remembers() }).catch(() => undefined));
    if (fresh) keep(fresh.pass);
  }, RENEWAL);
}

/** Lets this browser go on with its conversation for thirty days. @returns {Promise<boolean>} whether it does */
export async function rememberConversation() {
  const kept = recall();
  const opened = kept && (await ask({ ...kept, remember: true }).catch(() => undefined));
  return opened !== undefined && remember(opened.pass);
}

/** Deletes the conversation of this browser with everything that was said. @throws Error when it is not deleted */
export async function forgetConversation() {
  const kept = recall();
  if (kept) gone(await post('/chat/forget', kept));
  drop();
}

/**
 * Says something in the seeker's place.
 * @param {Pass} pass
 * @param {string} text
 * @throws Error when it was not taken
 */
export async function postMessage({ conversationId, token }, text) {
  const activity = { type: 'message', text, channelData: { clientActivityID: crypto.randomUUID() } };
  const path = `/v3/directline/conversations/${encodeURIComponent(conversationId)}/activities`;
  if (gone(await post(path, activity, token))) throw new Error('the conversation has ended');
}

/**
 * What was said from a watermark on.
 * @param {Pass} pass
 * @param {string} watermark
 * @returns {Promise<{ readonly activities: readonly Activity[], readonly watermark: string }>}
 */
export async function readMessages({ conversationId, token }, watermark) {
  const path = `/v3/directline/conversations/${encodeURIComponent(conversationId)}/activities?watermark=${watermark}`;
  const response = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
  if (gone(response)) throw new Error('the conversation has ended');
  return response.json();
}

/**
 * @param {Pass & { readonly remember?: boolean }} wish
 */
const ask = async (wish) => readPass(await post('/chat/token', wish));

/**
 * @param {Response} response
 * @returns {Promise<{ readonly pass: Pass, readonly activities: readonly Activity[], readonly watermark: string } | undefined>} undefined: not for this conversation any more
 */
async function readPass(response) {
  if (gone(response)) return undefined;
  const { conversationId, token, activities, watermark } = await response.json();
  return { pass: { conversationId, token }, activities, watermark };
}

/**
 * @param {string} path
 * @param {object} body
 * @param {string} [token]
 */
const post = (path, body, token) =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });

/** @param {Response} response */
function gone({ ok, status }) {
  if (status === 403 || status === 404) return true;
  if (!ok) throw new Error(`the server answered ${status}`);
  return false;
}
