import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { isMine } from '../lists.js';
import { begunFrom, dropEdit, editOf, isEdited, keepEdit, savePlan } from '../plan-edit.js';
import { t, timeOf } from '../texts.js';
import { icon } from './icons.js';
import { editable, readable } from './plan-step.js';

/**
 * @typedef {import('../store.js').Desk} Desk
 * @typedef {import('../talk.js').Talk} Talk
 * @typedef {import('../plan-edit.js').Edit} Edit
 * @typedef {import('../../../bot/desk/interface.ts').CaseDetail} CaseDetail
 * @typedef {import('../../../bot/desk/interface.ts').PlanDraft} PlanDraft
 */

/**
 * The client's pathway: put in order, dropped from, added to, commented and sent.
 * @param {Desk} desk
 * @param {Talk} talk
 * @param {CaseDetail} detail
 */
export function plan(desk, { id, plan: draft }, { row }) {
  if (!draft) return html`<h2>${t('side.plan')}</h2><p>${t('desk.loading')}</p>`;
  const edit = editOf(id, draft);
  const mine = isMine(row, desk.state.me?.id);
  const change = (/** @type {Edit} */ next) => keepEdit(desk, id, next);
  return html`
    <h2>${t('side.plan')}</h2>
    <p class="hint">${state(desk, id, draft)}</p>
    ${mine && draft.offered.length > 0 ? offered(draft, edit, change) : nothing}
    ${edit.steps.length === 0 ? html`<p>${t('plan.empty')}</p>` : html`<h3 dir="auto">${edit.title}</h3>`}
    <ol class="plan">
      ${repeat(
        edit.steps,
        ({ item }) => item,
        (step, index) => (mine ? editable(edit, step, index, change) : readable(step)),
      )}
    </ol>
    ${mine ? below(desk, id, edit, change) : edit.comment ? html`<p dir="auto">${edit.comment}</p>` : nothing}
  `;
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {PlanDraft} draft
 */
function state({ state: { now } }, id, { sentAt, by }) {
  if (isEdited(id)) return t('plan.unsaved');
  return sentAt ? t('plan.sentAt', { time: timeOf(sentAt, now), name: by?.name ?? '' }) : t('plan.notSent');
}

/**
 * @param {PlanDraft} draft
 * @param {Edit} edit
 * @param {(next: Edit) => void} change
 */
const offered = (draft, edit, change) => html`
  <div class="offered" role="group" aria-label=${t('plan.begin')}>
    <p>${t('plan.begin')}</p>
    ${draft.offered.map(
      (pathway) => html`<div>
        <p><span dir="auto">${pathway.title}</span> <span class="tag">${pathway.fit}</span></p>
        <fluent-button
          size="small"
          aria-label=${t('plan.chooseNamed', { name: pathway.title })}
          @click=${() => change(begunFrom(edit, pathway))}
          >${t('plan.choose')}</fluent-button
        >
      </div>`,
    )}
  </div>
`;

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {Edit} edit
 * @param {(next: Edit) => void} change
 */
const below = (desk, id, edit, change) => html`
  <fluent-button size="small" @click=${() => desk.change({ dialog: { kind: 'add-step', id } })}
    >${icon('add', 'start')}${t('plan.add')}</fluent-button
  >
  <div class="plan-comment">
    <label for="plan-comment">${t('plan.comment')}</label>
    <textarea
      id="plan-comment"
      rows="2"
      dir="auto"
      .value=${live(edit.comment)}
      @input=${(/** @type {Event} */ event) =>
        change({ ...edit, comment: /** @type {HTMLTextAreaElement} */ (event.target).value })}
    ></textarea>
  </div>
  <div class="below">
    ${isEdited(id) ? html`<fluent-button size="small" appearance="subtle" @click=${() => dropEdit(desk, id)}>${t('plan.undo')}</fluent-button>` : nothing}
    <fluent-button size="small" ?disabled=${!isEdited(id)} @click=${() => savePlan(desk, id, edit, false)}
      >${t('plan.save')}</fluent-button
    >
    <fluent-button
      size="small"
      appearance="primary"
      ?disabled=${edit.steps.length === 0}
      @click=${() => savePlan(desk, id, edit, true)}
      >${t('plan.send')}</fluent-button
    >
  </div>
`;
