import { html } from 'lit-html';
import { inPageLang, t } from '../../texts.js';
import { deedOf } from './deed.js';
import { frame } from './frame.js';
import { noteField } from './note-field.js';
import { peopleOptions } from './people.js';

/**
 * Sends a case on to a colleague or a team.
 * @param {import('../../store.js').Desk} desk
 * @param {import('./index.js').Open} open
 */
export const transfer = (desk, open) =>
  frame(desk, {
    title: t('transfer.title'),
    body: html`
      <p>${t('transfer.what')}</p>
      <form>
        <label for="transfer-to">${t('transfer.to')}</label>
        <select id="transfer-to" name="to" required>
          <option value="">${t('transfer.choose')}</option>
          <optgroup label=${t('transfer.teams')}>
            ${(desk.state.vocabulary?.teams ?? []).map(
              ({ id, name }) => html`<option value=${`team:${id}`}>${inPageLang(name)}</option>`,
            )}
          </optgroup>
          <optgroup label=${t('transfer.people')}>${peopleOptions(desk, open, 'coach:')}</optgroup>
        </select>
        ${noteField(desk, `${open.id}.transfer`, t('transfer.note'))}
      </form>
    `,
    deed: {
      text: t('deed.transfer'),
      act: deedOf(desk, open, 'transfer', ({ to = '', note = '' }) => {
        const [kind, ...rest] = to.split(':');
        const target = rest.join(':');
        return target ? { to: kind === 'team' ? { team: target } : { coach: target }, note } : undefined;
      }),
    },
  });
