import { html } from 'lit-html';
import { inPageLang, t } from '../../texts.js';
import { deedOf } from './deed.js';
import { frame } from './frame.js';
import { noteField } from './note-field.js';

/**
 * Ends a case with what came of it.
 * @param {import('../../store.js').Desk} desk
 * @param {import('./index.js').Open} open
 */
export const close = (desk, open) =>
  frame(desk, {
    title: t('close.title'),
    body: html`
      <p>${t('close.what')}</p>
      <form>
        <fieldset>
          <legend>${t('close.outcome')}</legend>
          ${(desk.state.vocabulary?.outcomes ?? []).map(
            ({ id, name }) => html`<label class="choice">
              <input type="radio" name="outcome" value=${id} required /> ${inPageLang(name)}
            </label>`,
          )}
        </fieldset>
        ${noteField(desk, `${open.id}.close`, t('close.note'))}
      </form>
    `,
    deed: {
      text: t('deed.close'),
      act: deedOf(desk, open, 'close', ({ outcome, note = '' }) =>
        outcome ? { outcome, ...(note.trim() !== '' && { note }) } : undefined,
      ),
    },
  });
