import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { moved } from '../plan-edit.js';
import { t } from '../texts.js';
import { icon } from './icons.js';

/** @typedef {import('../plan-edit.js').Edit} Edit */
/** @typedef {import('../../../bot/desk/interface.ts').PlanStep} PlanStep */

/**
 * A step as it is.
 * @param {PlanStep} step
 */
export const readable = ({ name, kind, provider, comment }) => html`
  <li>
    <p><strong dir="auto">${name}</strong> <span class="tag">${kind}</span></p>
    ${provider ? html`<p class="hint">${provider}</p>` : nothing}
    ${comment ? html`<p dir="auto">${comment}</p>` : nothing}
  </li>
`;

/**
 * A step with its comment, and ways to move and drop it.
 * @param {Edit} edit
 * @param {PlanStep} step
 * @param {number} index
 * @param {(next: Edit) => void} change
 */
export function editable(edit, step, index, change) {
  const { name, kind, provider, comment } = step;
  const last = index === edit.steps.length - 1;
  return html`
    <li>
      <p><strong dir="auto">${name}</strong> <span class="tag">${kind}</span></p>
      ${provider ? html`<p class="hint">${provider}</p>` : nothing}
      <label>
        <span class="unseen">${t('plan.commentOn', { name })}</span>
        <input
          type="text"
          dir="auto"
          maxlength="500"
          placeholder=${t('plan.commentHere')}
          .value=${live(comment)}
          @input=${(/** @type {Event} */ event) => {
            const text = /** @type {HTMLInputElement} */ (event.target).value;
            change({ ...edit, steps: edit.steps.with(index, { ...step, comment: text }) });
          }}
        />
      </label>
      <div class="moves" role="group" aria-label=${name}>
        <fluent-button
          size="small"
          appearance="subtle"
          icon-only
          ?disabled=${index === 0}
          aria-label=${t('plan.up', { name })}
          @click=${() => change(moved(edit, index, -1))}
          >${icon('up')}</fluent-button
        >
        <fluent-button
          size="small"
          appearance="subtle"
          icon-only
          ?disabled=${last}
          aria-label=${t('plan.down', { name })}
          @click=${() => change(moved(edit, index, 1))}
          >${icon('down')}</fluent-button
        >
        <fluent-button
          size="small"
          appearance="subtle"
          icon-only
          aria-label=${t('plan.drop', { name })}
          @click=${() => change({ ...edit, steps: edit.steps.toSpliced(index, 1) })}
          >${icon('close')}</fluent-button
        >
      </div>
    </li>
  `;
}
