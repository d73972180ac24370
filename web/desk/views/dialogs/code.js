import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { takeByCode } from '../../deeds.js';
import { keepTyped, typed } from '../../keeping.js';
import { t } from '../../texts.js';
import { changeDialog, closeDialog, frame } from './frame.js';

/**
 * Opens the guidance of a client who told their return code, and takes it.
 * @param {import('../../store.js').Desk} desk
 */
export function code(desk) {
  async function open() {
    changeDialog(desk, { busy: true });
    const fault = await takeByCode(desk, typed('code'));
    if (fault) return changeDialog(desk, { busy: false, fault });
    keepTyped('code', '');
    closeDialog();
  }
  return frame(desk, {
    title: t('code.title'),
    body: html`
      <p>${t('code.what')}</p>
      <label for="return-code">${t('code.field')}</label>
      <input
        id="return-code"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        dir="ltr"
        maxlength="60"
        .value=${live(typed('code'))}
        @input=${(/** @type {Event} */ event) => {
          keepTyped('code', /** @type {HTMLInputElement} */ (event.target).value);
          changeDialog(desk, { fault: undefined });
        }}
        @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && open()}
      />
    `,
    deed: { text: t('code.open'), disabled: typed('code').trim() === '', act: open },
  });
}
