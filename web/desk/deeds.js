import { ask, casePath, isSessionFault } from './api.js';
import { keepTyped } from './keeping.js';
import { withRow } from './lists.js';
import { loseSession } from './session.js';
import { hearMessage, hearNote, openCase, reload } from './talk.js';
import { hasText, t } from './texts.js';

/**
 * @typedef {import('./store.js').Desk} Desk
 * @typedef {import('./store.js').CaseRow} CaseRow
 * @typedef {import('./api.js').Fault} Fault
 * @typedef {import('../../bot/desk/interface.ts').Said} Said
 * @typedef {import('../../bot/desk/interface.ts').Say} Say
 * @typedef {import('../../bot/desk/interface.ts').SayPhrase} SayPhrase
 * @typedef {import('../../bot/desk/interface.ts').SayLink} SayLink
 * @typedef {import('../../bot/desk/interface.ts').Note} Note
 */

/** Milliseconds for which good news stays in sight; bad news stays until it is closed. */
const SHORT = 6_000;
let lastNotice = 0;

/**
 * Says something above the panes.
 * @param {Desk} desk
 * @param {'success' | 'warning' | 'error' | 'info'} intent
 * @param {string} text
 */
export function notify(desk, intent, text) {
  lastNotice += 1;
  const id = lastNotice;
  const others = desk.state.notices.filter((notice) => notice.text !== text).slice(-2);
  desk.change({ notices: [...others, { id, intent, text }] });
  if (intent === 'success' || intent === 'info') setTimeout(() => dismiss(desk, id), SHORT);
}

/**
 * @param {Desk} desk
 * @param {number} id
 */
export function dismiss(desk, id) {
  desk.change({ notices: desk.state.notices.filter((notice) => notice.id !== id) });
}

/**
 * What went wrong and what to do, in the page's language.
 * @param {Fault} fault
 */
export function faultText({ code, holder, message }) {
  const key = `fault.${code}`;
  if (code === 'BadArgument') return t(key, { detail: message });
  return hasText(key)
    ? t(holder ? `${key}.by` : key, { name: holder?.name ?? '' })
    : t('fault.ServiceUnavailable');
}

/**
 * A refusal, said above the panes; a session that has ended is said by the banner of its own.
 * @param {Desk} desk
 * @param {Fault} fault
 */
export function complain(desk, fault) {
  if (isSessionFault(fault)) loseSession(desk);
  else notify(desk, 'error', faultText(fault));
}

/** @typedef {'take' | 'return' | 'transfer' | 'invite' | 'close' | 'give-back'} Deed */

/**
 * One transition of a case.
 * @param {Desk} desk
 * @param {string} id
 * @param {Deed} deed
 * @param {object} [body]
 * @returns {Promise<Fault | undefined>} why it did not happen
 */
export async function doDeed(desk, id, deed, body = {}) {
  const done = /** @type {import('./api.js').Answer<CaseRow>} */ (
    await ask('POST', casePath(id, `/${deed}`), body)
  );
  if (!done.ok) {
    if (isSessionFault(done.fault)) loseSession(desk);
    else if (desk.state.talk?.id === id) reload(desk, id);
    return done.fault;
  }
  desk.change(withRow(desk.state, done.value));
  notify(desk, 'success', t(`done.${deed}`));
  if (desk.state.talk?.id === id) await reload(desk, id);
  return undefined;
}

/**
 * Ends somebody's invitation into a case.
 * @param {Desk} desk
 * @param {string} id
 * @param {string} coach
 */
export async function uninvite(desk, id, coach) {
  const path = casePath(id, `/invite/${encodeURIComponent(coach)}`);
  const done = /** @type {import('./api.js').Answer<CaseRow>} */ (await ask('DELETE', path));
  if (!done.ok) return complain(desk, done.fault);
  desk.change(withRow(desk.state, done.value));
  notify(desk, 'success', t('done.uninvite'));
  await reload(desk, id);
}

/**
 * Takes a case out of the queue; exactly one coach gets it.
 * @param {Desk} desk
 * @param {string} id
 */
export async function take(desk, id) {
  const fault = await doDeed(desk, id, 'take');
  if (fault) complain(desk, fault);
  return fault === undefined;
}

/**
 * Opens the guidance that has a return code, and takes it.
 * @param {Desk} desk
 * @param {string} code
 * @returns {Promise<Fault | undefined>} why it was not opened
 */
export async function takeByCode(desk, code) {
  const done = /** @type {import('./api.js').Answer<CaseRow>} */ (await ask('POST', '/codes', { code }));
  if (!done.ok) {
    if (isSessionFault(done.fault)) loseSession(desk);
    return done.fault;
  }
  desk.change(withRow(desk.state, done.value));
  notify(desk, 'success', t('done.take'));
  await openCase(desk, done.value.id);
  return undefined;
}

/**
 * Says something to the seeker; the same key twice is one message.
 * @param {Desk} desk
 * @param {string} id
 * @param {'messages' | 'phrases' | 'links' | 'plan/send'} what
 * @param {Say | SayPhrase | SayLink | { readonly key: string, readonly version: number }} body
 * @returns {Promise<Fault | undefined>}
 */
export async function say(desk, id, what, body) {
  const said = /** @type {import('./api.js').Answer<Said>} */ (
    await ask('POST', casePath(id, `/${what}`), body)
  );
  if (!said.ok) {
    if (isSessionFault(said.fault)) loseSession(desk);
    return said.fault;
  }
  hearMessage(desk, id, said.value.message);
  return undefined;
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {string} text
 * @returns {Promise<Fault | undefined>}
 */
export async function addNote(desk, id, text) {
  const note = /** @type {import('./api.js').Answer<Note>} */ (
    await ask('POST', casePath(id, '/notes'), { text })
  );
  if (!note.ok) {
    if (isSessionFault(note.fault)) loseSession(desk);
    return note.fault;
  }
  keepTyped(`${id}.note`, '');
  hearNote(desk, id, note.value);
  return undefined;
}
