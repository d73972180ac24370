import { ask, casePath } from './api.js';
import { changeTalk } from './talk.js';
import { pageLang } from './texts.js';

/**
 * @typedef {import('./store.js').Desk} Desk
 * @typedef {import('../../bot/desk/interface.ts').PlanDraft} PlanDraft
 * @typedef {import('../../bot/desk/interface.ts').Summary} Summary
 * @typedef {import('../../bot/desk/interface.ts').Looks} Looks
 * @typedef {import('../../bot/desk/interface.ts').StaffLang} StaffLang
 */

/**
 * Shows another page about the client, and fetches it: each look is recorded, so only what is looked at is asked for.
 * @param {Desk} desk
 * @param {import('./store.js').SideName} side
 */
export function chooseSide(desk, side) {
  desk.change({ side, pane: desk.state.talk ? 'side' : desk.state.pane });
  return fetchSide(desk);
}

/**
 * The page about the client that is in sight, anew.
 * @param {Desk} desk
 */
export async function fetchSide(desk) {
  const { talk, side } = desk.state;
  if (!talk?.detail) return;
  if (side === 'summary') await fetchSummary(desk, talk.id);
  if (side === 'plan') await fetchPlan(desk, talk.id);
  if (side === 'history') await fetchLooks(desk, talk.id);
}

/**
 * The plan with the guide's pathways to begin from.
 * @param {Desk} desk
 * @param {string} id
 */
export async function fetchPlan(desk, id) {
  const path = casePath(id, `/plan?lang=${pageLang()}`);
  const plan = /** @type {import('./api.js').Answer<PlanDraft>} */ (await ask('GET', path));
  if (plan.ok) changeTalk(desk, id, { plan: plan.value });
}

/**
 * @param {Desk} desk
 * @param {string} id
 */
async function fetchLooks(desk, id) {
  const found = /** @type {import('./api.js').Answer<Looks>} */ (await ask('GET', casePath(id, '/looks')));
  if (found.ok) changeTalk(desk, id, { looks: found.value.looks });
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {StaffLang} [lang]
 */
export async function fetchSummary(desk, id, lang = desk.state.talk?.summaryLang ?? pageLang()) {
  changeTalk(desk, id, { summaryLang: lang });
  const path = casePath(id, `/summary?lang=${lang}`);
  const found = /** @type {import('./api.js').Answer<Summary>} */ (await ask('GET', path));
  if (found.ok) changeTalk(desk, id, { summary: found.value });
}
