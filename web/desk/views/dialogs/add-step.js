import { html } from 'lit-html';
import { editOf, keepEdit } from '../../plan-edit.js';
import { inPageLang, t } from '../../texts.js';
import { closeDialog, frame } from './frame.js';
import { itemSearch } from './items.js';

/**
 * Adds a service, training, card or occupation to the client's pathway.
 * @param {import('../../store.js').Desk} desk
 * @param {import('./index.js').Open} open
 */
export function addStep(desk, open) {
  const { chosen, items, id = '' } = open;
  const item = items?.find((one) => one.id === chosen);
  return frame(desk, {
    title: t('addStep.title'),
    wide: true,
    body: html`${itemSearch(desk, open)}`,
    deed: {
      text: t('addStep.add'),
      disabled: !item,
      act() {
        const plan = desk.state.talk?.plan;
        if (!item || !plan) return;
        const edit = editOf(id, plan);
        const step = {
          item: item.id,
          name: inPageLang(item.name),
          kind: t(`item.${item.type}`),
          provider: item.provider && inPageLang(item.provider),
          comment: '',
        };
        const steps = [...edit.steps.filter((one) => one.item !== item.id), step];
        keepEdit(desk, id, { ...edit, steps });
        closeDialog();
      },
    },
  });
}
