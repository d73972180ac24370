import { ask, casePath, isSessionFault } from './api.js';
import { fetchPlan } from './client.js';
import { complain, notify, say } from './deeds.js';
import { keepTyped, typed } from './keeping.js';
import { loseSession } from './session.js';
import { changeTalk } from './talk.js';
import { t } from './texts.js';

/**
 * @typedef {import('./store.js').Desk} Desk
 * @typedef {import('../../bot/desk/interface.ts').PlanDraft} PlanDraft
 * @typedef {import('../../bot/desk/interface.ts').PlanStep} PlanStep
 * @typedef {import('../../bot/desk/interface.ts').PathwayView} PathwayView
 */
/** A plan while it is edited; kept in this tab until it is saved. @typedef {Pick<PlanDraft, 'version' | 'to' | 'title' | 'comment'> & { readonly steps: readonly PlanStep[] }} Edit */

/**
 * The edit that this tab keeps, or the plan as it was last saved.
 * @param {string} id
 * @param {PlanDraft} plan
 * @returns {Edit}
 */
export function editOf(id, plan) {
  const kept = typed(`${id}.plan`);
  return kept ? JSON.parse(kept) : plan;
}

/** @param {string} id */
export const isEdited = (id) => typed(`${id}.plan`) !== '';

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {Edit} edit
 */
export function keepEdit(desk, id, { version, to, title, steps, comment }) {
  keepTyped(`${id}.plan`, JSON.stringify({ version, to, title, steps, comment }));
  desk.change({});
}

/**
 * Leaves out what was edited; the plan is as it was last saved.
 * @param {Desk} desk
 * @param {string} id
 */
export function dropEdit(desk, id) {
  keepTyped(`${id}.plan`, '');
  desk.change({});
}

/**
 * The edit with one step moved; the same where it cannot go further.
 * @param {Edit} edit
 * @param {number} index
 * @param {-1 | 1} by
 * @returns {Edit}
 */
export function moved(edit, index, by) {
  const step = edit.steps[index];
  const to = index + by;
  if (!step || to < 0 || to >= edit.steps.length) return edit;
  return { ...edit, steps: edit.steps.toSpliced(index, 1).toSpliced(to, 0, step) };
}

/**
 * A pathway of the guide as a beginning; comments begin empty.
 * @param {Edit} edit
 * @param {PathwayView} pathway
 * @returns {Edit}
 */
export const begunFrom = (edit, { to, title, steps }) => ({
  ...edit,
  to,
  title,
  steps: steps.map(({ item, name, kind, provider }) => ({ item, name, kind, provider, comment: '' })),
});

/**
 * Saves the plan, and sends it where wished.
 * @param {Desk} desk
 * @param {string} id
 * @param {Edit} edit
 * @param {boolean} send
 */
export async function savePlan(desk, id, edit, send) {
  const body = {
    version: edit.version,
    to: edit.to,
    steps: edit.steps.map(({ item, comment }) => ({ item, comment })),
    comment: edit.comment,
  };
  const saved = /** @type {import('./api.js').Answer<PlanDraft>} */ (
    await ask('PUT', casePath(id, '/plan'), body)
  );
  if (!saved.ok) {
    if (isSessionFault(saved.fault)) return loseSession(desk);
    complain(desk, saved.fault);
    return saved.fault.code === 'PlanChanged' ? fetchPlan(desk, id) : undefined;
  }
  keepTyped(`${id}.plan`, '');
  changeTalk(desk, id, { plan: saved.value });
  if (!send) return notify(desk, 'success', t('plan.saved'));
  const { version } = saved.value;
  const fault = await say(desk, id, 'plan/send', { key: `plan-${version}-${id}`.slice(0, 100), version });
  if (fault) complain(desk, fault);
  else notify(desk, 'success', t('plan.sent'));
}
