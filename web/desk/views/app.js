import { html, nothing } from 'lit-html';
import { t } from '../texts.js';
import { bar } from './bar.js';
import { dialog } from './dialogs/index.js';
import { lists } from './lists.js';
import { notices } from './notices.js';
import { side } from './side.js';
import { failed, signIn, starting } from './sign-in.js';
import { talk } from './talk.js';

/**
 * The whole page.
 * @param {import('../store.js').Desk} desk
 */
export function app(desk) {
  switch (desk.state.phase) {
    case 'starting':
      return starting();
    case 'failed':
      return failed();
    case 'out':
      return signIn(desk);
    case 'in':
      return html`
        <nav class="skips" aria-label=${t('skip.name')}>
          <a href="#lists" @click=${jump}>${t('skip.lists')}</a>
          <a href="#talk" @click=${jump}>${t('skip.talk')}</a>
          ${desk.state.talk ? html`<a href="#side" @click=${jump}>${t('skip.side')}</a>` : nothing}
        </nav>
        ${bar(desk)} ${notices(desk)}
        <div class="panes" data-pane=${desk.state.pane} data-open=${desk.state.talk ? 'yes' : 'no'}>
          ${lists(desk)} ${talk(desk)} ${side(desk)}
        </div>
        ${dialog(desk)}
      `;
  }
}

/**
 * The address says which case is open, so a link within the page moves the focus only.
 * @param {Event} event
 */
function jump(event) {
  event.preventDefault();
  const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  const target = document.querySelector(link.hash);
  if (target instanceof HTMLElement) target.focus();
}
