import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { addNote, complain } from '../deeds.js';
import { keepTyped, typed } from '../keeping.js';
import { isMine } from '../lists.js';
import { t, timeOf } from '../texts.js';

/**
 * @typedef {import('../store.js').Desk} Desk
 * @typedef {import('../talk.js').Talk} Talk
 * @typedef {import('../../../bot/desk/interface.ts').CaseDetail} CaseDetail
 */

/**
 * What the network has noted, and a place to note more.
 * @param {Desk} desk
 * @param {Talk} talk
 * @param {CaseDetail} detail
 */
export function notes(desk, { id }, { notes: all, row }) {
  const { me, now } = desk.state;
  return html`
    <h2>${t('side.notes')}</h2>
    <p class="hint">${t('notes.open')}</p>
    ${
      all.length === 0
        ? html`<p>${t('notes.none')}</p>`
        : html`<ol class="notes">
            ${all.map(
              ({ at, by, text }) => html`<li>
                <p class="by"><strong>${by.name}</strong> <time datetime=${at}>${timeOf(at, now)}</time></p>
                <p class="words" dir="auto">${text}</p>
              </li>`,
            )}
          </ol>`
    }
    ${isMine(row, me?.id) ? form(desk, id) : nothing}
  `;
}

/**
 * @param {Desk} desk
 * @param {string} id
 */
function form(desk, id) {
  const text = typed(`${id}.note`);
  const limit = desk.state.me?.limits.note ?? 4_000;
  const over = text.length - limit;
  return html`
    <form
      class="note-form"
      @submit=${async (/** @type {Event} */ event) => {
        event.preventDefault();
        if (text.trim() === '' || over > 0) return;
        const fault = await addNote(desk, id, text);
        if (fault) complain(desk, fault);
      }}
    >
      <label for="note">${t('notes.label')}</label>
      <textarea
        id="note"
        rows="3"
        dir="auto"
        aria-invalid=${over > 0}
        aria-describedby="note-fault"
        .value=${live(text)}
        @input=${(/** @type {Event} */ event) => {
          keepTyped(`${id}.note`, /** @type {HTMLTextAreaElement} */ (event.target).value);
          desk.change({});
        }}
      ></textarea>
      <p class="wrong" id="note-fault" role="alert">${over > 0 ? t('reply.tooLong', { count: over, limit }) : nothing}</p>
      <fluent-button type="submit" ?disabled=${text.trim() === '' || over > 0}>${t('notes.add')}</fluent-button>
    </form>
  `;
}
