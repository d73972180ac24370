import { html, nothing } from 'lit-html';
import { uninvite } from '../../deeds.js';
import { t } from '../../texts.js';
import { deedOf } from './deed.js';
import { frame } from './frame.js';
import { noteField } from './note-field.js';
import { peopleOptions } from './people.js';

/**
 * Asks an expert of the network into the conversation; the coach keeps the case.
 * @param {import('../../store.js').Desk} desk
 * @param {import('./index.js').Open} open
 */
export const invite = (desk, open) =>
  frame(desk, {
    title: t('invite.title'),
    body: html`
      <p>${t('invite.what')}</p>
      ${invited(desk)}
      <form>
        <label for="invite-whom">${t('invite.whom')}</label>
        <select id="invite-whom" name="coach" required>
          <option value="">${t('transfer.choose')}</option>
          ${peopleOptions(desk, open, '')}
        </select>
        ${noteField(desk, `${open.id}.invite`, t('transfer.note'))}
      </form>
    `,
    deed: {
      text: t('deed.invite'),
      act: deedOf(desk, open, 'invite', ({ coach = '', note = '' }) => (coach ? { coach, note } : undefined)),
    },
  });

/**
 * Who is in the conversation already, and a way to end it.
 * @param {import('../../store.js').Desk} desk
 */
function invited(desk) {
  const row = desk.state.talk?.detail?.row;
  if (!row || row.invited.length === 0) return nothing;
  return html`<ul class="found" aria-label=${t('invite.already')}>
    ${row.invited.map(
      ({ id, name }) => html`<li class="invited">
        ${name}
        <fluent-button
          size="small"
          aria-label=${t('invite.endNamed', { name })}
          @click=${() => uninvite(desk, row.id, id)}
          >${t('invite.end')}</fluent-button
        >
      </li>`,
    )}
  </ul>`;
}
