import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { faultText } from '../../deeds.js';
import { t } from '../../texts.js';
import { icon } from '../icons.js';

/** @typedef {import('../../store.js').Desk} Desk */
/** @typedef {Element & { show(): void, hide(): void }} DialogElement */

/**
 * A modal dialog with a title, a body, and at most one thing to do.
 * @param {Desk} desk
 * @param {object} parts
 * @param {string} parts.title
 * @param {unknown} parts.body
 * @param {boolean} [parts.wide]
 * @param {{ readonly text: string, readonly disabled?: boolean, readonly act: () => unknown }} [parts.deed]
 */
export function frame(desk, { title, body, wide = false, deed }) {
  const { dialog } = desk.state;
  return html`
    <fluent-dialog
      type="modal"
      ${ref(show)}
      aria-label=${title}
      data-wide=${wide}
      @toggle=${(/** @type {CustomEvent} */ event) =>
        event.detail?.newState === 'closed' && desk.change({ dialog: undefined })}
    >
      <fluent-dialog-body>
        <h2 slot="title">${title}</h2>
        <fluent-button slot="title-action" appearance="transparent" icon-only aria-label=${t('dialog.close')} @click=${closeDialog}
          >${icon('close')}</fluent-button
        >
        <div class="dialog-body">
          ${body}
          <p class="wrong" role="alert">${dialog?.fault ? faultText(dialog.fault) : nothing}</p>
        </div>
        <fluent-button slot="action" @click=${closeDialog}>${t(deed ? 'dialog.cancel' : 'dialog.close')}</fluent-button>
        ${
          deed
            ? html`<fluent-button
                slot="action"
                appearance="primary"
                ?disabled=${deed.disabled || dialog?.busy}
                @click=${deed.act}
                >${deed.text}</fluent-button
              >`
            : nothing
        }
      </fluent-dialog-body>
    </fluent-dialog>
  `;
}

/** Closes the dialog; the focus goes back to where it was. */
export function closeDialog() {
  const open = /** @type {DialogElement | null} */ (document.querySelector('fluent-dialog'));
  open?.hide();
}

/**
 * Changes the dialog that is open.
 * @param {Desk} desk
 * @param {Partial<import('./index.js').Open>} patch
 */
export function changeDialog(desk, patch) {
  const { dialog } = desk.state;
  if (dialog) desk.change({ dialog: { ...dialog, ...patch } });
}

/** @param {Element | undefined} element */
function show(element) {
  /** @type {DialogElement | undefined} */ (element)?.show();
}
