import { doDeed } from '../../deeds.js';
import { keepTyped } from '../../keeping.js';
import { changeDialog, closeDialog } from './frame.js';

/**
 * What a dialog's button does: the deed with what was filled in; closes the dialog when it is done, and says why when it is not.
 * @param {import('../../store.js').Desk} desk
 * @param {import('./index.js').Open} open
 * @param {import('../../deeds.js').Deed} deed
 * @param {(values: Readonly<Record<string, string>>) => object | undefined} bodyOf from the form's fields; undefined: not filled in
 */
export const deedOf =
  (desk, { id = '' }, deed, bodyOf) =>
  async () => {
    const form = /** @type {HTMLFormElement | null} */ (document.querySelector('fluent-dialog form'));
    if (form && !form.reportValidity()) return;
    const values = Object.fromEntries(
      [...new FormData(form ?? undefined)].map(([key, value]) => [key, String(value)]),
    );
    const body = bodyOf(values);
    if (!body) return;
    changeDialog(desk, { busy: true });
    const fault = await doDeed(desk, id, deed, body);
    changeDialog(desk, { busy: false, fault });
    if (fault) return;
    keepTyped(`${id}.${deed}`, '');
    closeDialog();
  };
