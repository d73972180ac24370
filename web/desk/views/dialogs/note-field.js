import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { keepTyped, typed } from '../../keeping.js';
import { t } from '../../texts.js';

/**
 * A note to go with a deed; kept like everything that is typed.
 * @param {import('../../store.js').Desk} desk
 * @param {string} name under which it is kept
 * @param {string} label
 */
export const noteField = (desk, name, label) => html`
  <label for="deed-note">${label}</label>
  <textarea
    id="deed-note"
    name="note"
    rows="4"
    dir="auto"
    maxlength=${desk.state.me?.limits.note ?? 4_000}
    .value=${live(typed(name))}
    @input=${(/** @type {Event} */ event) =>
      keepTyped(name, /** @type {HTMLTextAreaElement} */ (event.target).value)}
  ></textarea>
  <p class="hint">${t('notes.open')}</p>
`;
