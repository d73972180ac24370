import { ask, isSessionFault } from './api.js';
import { forgetTyped, keepTyped, liked, typed } from './keeping.js';
import { isStaffLang, speak } from './texts.js';

/**
 * @typedef {import('./store.js').Desk} Desk
 * @typedef {import('./store.js').Me} Me
 * @typedef {import('./api.js').Fault} Fault
 * @typedef {import('../../bot/desk/interface.ts').Vocabulary} Vocabulary
 * @typedef {import('../../bot/desk/interface.ts').ReadyPhrases} ReadyPhrases
 * @typedef {import('../../bot/desk/interface.ts').SignIn} SignIn
 * @typedef {import('../../bot/desk/interface.ts').MyWish} MyWish
 */

/**
 * Finds out who is here, and fetches what the desk always needs.
 * @param {Desk} desk
 * @returns {Promise<boolean>} somebody is signed in
 */
export async function enter(desk) {
  const me = /** @type {import('./api.js').Answer<Me>} */ (await ask('GET', '/me'));
  if (!me.ok) {
    if (!isSessionFault(me.fault)) desk.change({ phase: 'failed' });
    else await showSignIn(desk);
    return false;
  }
  const [vocabulary, phrases] = await Promise.all([
    /** @type {Promise<import('./api.js').Answer<Vocabulary>>} */ (ask('GET', '/vocabulary')),
    /** @type {Promise<import('./api.js').Answer<ReadyPhrases>>} */ (ask('GET', '/phrases')),
  ]);
  if (!vocabulary.ok || !phrases.ok) {
    desk.change({ phase: 'failed' });
    return false;
  }
  if (typed('owner') !== me.value.id) forgetTyped();
  keepTyped('owner', me.value.id);
  const lang = liked('language') ?? me.value.lang;
  if (isStaffLang(lang)) await speak(lang);
  desk.change({
    phase: 'in',
    sessionLost: false,
    me: me.value,
    vocabulary: vocabulary.value,
    phrases: phrases.value,
  });
  if (lang !== me.value.lang && isStaffLang(lang)) await wishOfMe(desk, { lang });
  return true;
}

/** @param {Desk} desk */
async function showSignIn(desk) {
  const way = /** @type {import('./api.js').Answer<SignIn>} */ (await ask('GET', '/sign-in'));
  desk.change(way.ok ? { phase: 'out', signIn: way.value } : { phase: 'failed' });
}

/**
 * Says that the session has ended and how to sign in again; what is on the screen and what was typed stays.
 * @param {Desk} desk
 */
export async function loseSession(desk) {
  if (desk.state.sessionLost || desk.state.phase !== 'in') return;
  desk.change({ sessionLost: true });
  const way = /** @type {import('./api.js').Answer<SignIn>} */ (await ask('GET', '/sign-in'));
  if (way.ok) desk.change({ signIn: way.value });
}

/** Ends the session and forgets what was typed in this tab. */
export async function signOut() {
  const done = await ask('POST', '/sign-out');
  if (!done.ok && !isSessionFault(done.fault)) return done;
  forgetTyped();
  location.assign('/desk');
  return done;
}

/**
 * Coaches and leads have clients; a planner or an editor has the tools that need none.
 * @param {Me | undefined} me
 */
export const hasClients = (me) => me?.roles.some((role) => role === 'coach' || role === 'lead') ?? false;

/**
 * Tells the server that the coach is still here, as often as it asks to be told.
 * @param {Desk} desk
 * @returns {() => void} stops
 */
export function keepHere(desk) {
  async function beat() {
    const heard = await ask('POST', '/heartbeat', {});
    if (!heard.ok && isSessionFault(heard.fault)) loseSession(desk);
  }
  void beat();
  const timer = setInterval(beat, (desk.state.me?.heartbeat ?? 20) * 1_000);
  return () => clearInterval(timer);
}

/**
 * @param {Desk} desk
 * @param {MyWish} wish
 */
export async function wishOfMe(desk, wish) {
  const me = /** @type {import('./api.js').Answer<Me>} */ (await ask('PUT', '/me', wish));
  if (me.ok) desk.change({ me: me.value });
  return me;
}
