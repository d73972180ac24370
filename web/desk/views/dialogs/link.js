import { html, nothing } from 'lit-html';
import { t, tongue } from '../../texts.js';
import { frame } from './frame.js';
import { itemSearch } from './items.js';
import { send } from './phrases.js';

/**
 * Sends a service or training of the knowledge base, in the client's language.
 * @param {import('../../store.js').Desk} desk
 * @param {import('./index.js').Open} open
 */
export function link(desk, open) {
  const { chosen, items, lang } = open;
  const item = items?.find(({ id }) => id === chosen);
  const theirs = /** @type {import('../../../../bot/desk/interface.ts').DeskLang} */ (lang ?? 'fi');
  return frame(desk, {
    title: t('link.title'),
    wide: true,
    body: html`
      <p>${t('link.what', { language: tongue(theirs) })}</p>
      ${itemSearch(desk, open)}
      ${
        item
          ? html`<p class="hint">${t('phrases.theyRead')}</p>
              <p class="theirs" lang=${theirs} dir="auto">${item.name[theirs]}</p>`
          : nothing
      }
    `,
    deed: { text: t('reply.send'), disabled: !item, act: () => send(desk, open, 'links') },
  });
}
