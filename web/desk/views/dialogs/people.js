import { html } from 'lit-html';
import { ask } from '../../api.js';
import { t, tongue } from '../../texts.js';
import { changeDialog } from './frame.js';

/**
 * Everybody of the network but me, those first who are here now; fetched when it is first asked for.
 * @param {import('../../store.js').Desk} desk
 * @param {import('./index.js').Open} open
 * @param {string} prefix of each option's value
 */
export function peopleOptions(desk, { people, busy }, prefix) {
  if (!people && !busy) queueMicrotask(() => fetchPeople(desk));
  return (people ?? [])
    .filter(({ id }) => id !== desk.state.me?.id)
    .toSorted((a, b) => Number(b.here) - Number(a.here) || a.name.localeCompare(b.name))
    .map(
      ({ id, name, languages, here }) =>
        html`<option value=${prefix + id}>${name} (${languages.map(tongue).join(', ')})${here ? `, ${t('people.here')}` : ''}</option>`,
    );
}

/** @param {import('../../store.js').Desk} desk */
async function fetchPeople(desk) {
  if (desk.state.dialog?.people) return;
  changeDialog(desk, { people: [] });
  const found =
    /** @type {import('../../api.js').Answer<import('../../../../bot/desk/interface.ts').Experts>} */ (
      await ask('GET', '/experts')
    );
  if (found.ok) changeDialog(desk, { people: found.value.people });
  else changeDialog(desk, { fault: found.fault });
}
