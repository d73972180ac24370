import { html, nothing } from 'lit-html';
import { ask } from '../../api.js';
import { inPageLang, pageLang, t } from '../../texts.js';
import { changeDialog } from './frame.js';
import { search } from './search.js';

/**
 * @typedef {import('../../store.js').Desk} Desk
 * @typedef {import('./index.js').Open} Open
 * @typedef {import('../../../../bot/desk/interface.ts').Item} Item
 * @typedef {import('../../../../bot/desk/interface.ts').Items} Items
 */

/**
 * A search for services and trainings of the knowledge base, one of which is chosen.
 * @param {Desk} desk
 * @param {Open} open
 */
export const itemSearch = (desk, { items, query = '', chosen }) => html`
  ${search(t('items.search'), query, (text) => lookFor(desk, text))}
  <form class="options" aria-live="polite">
    ${items?.length === 0 ? html`<p>${t('search.nothing')}</p>` : nothing}
    ${(items ?? []).map(
      (item) => html`<label class="choice">
        <input
          type="radio"
          name="item"
          value=${item.id}
          .checked=${item.id === chosen}
          @change=${() => changeDialog(desk, { chosen: item.id, fault: undefined })}
        />
        ${itemLines(item)}
      </label>`,
    )}
  </form>
`;

/** @param {Item} item */
export const itemLines = ({ name, what, provider, places, type }) => html`
  <span>
    <strong>${inPageLang(name)}</strong> <span class="tag">${t(`item.${type}`)}</span>
    <span class="hint">${[provider && inPageLang(provider), places.join(', ')].filter(Boolean).join(' · ')}</span>
    ${what ? html`<span class="hint">${inPageLang(what)}</span>` : nothing}
  </span>
`;

/**
 * @param {Desk} desk
 * @param {string} query
 */
async function lookFor(desk, query) {
  changeDialog(desk, { query });
  if (query.trim() === '') return changeDialog(desk, { items: undefined, chosen: undefined });
  const path = `/items?q=${encodeURIComponent(query)}&lang=${pageLang()}`;
  const found = /** @type {import('../../api.js').Answer<Items>} */ (await ask('GET', path));
  if (desk.state.dialog?.query !== query) return;
  if (found.ok) changeDialog(desk, { items: found.value.items, chosen: undefined, fault: undefined });
  else changeDialog(desk, { fault: found.fault });
}
