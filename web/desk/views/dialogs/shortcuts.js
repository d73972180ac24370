import { html } from 'lit-html';
import { keepLiked } from '../../keeping.js';
import { SHORTCUTS } from '../../shortcuts.js';
import { t } from '../../texts.js';
import { frame } from './frame.js';

/**
 * The keys there are, and whether they are on.
 * @param {import('../../store.js').Desk} desk
 */
export const shortcuts = (desk) =>
  frame(desk, {
    title: t('bar.shortcuts'),
    body: html`
      <label class="choice">
        <input
          type="checkbox"
          .checked=${desk.state.shortcuts}
          @change=${(/** @type {Event} */ event) => {
            const on = /** @type {HTMLInputElement} */ (event.target).checked;
            keepLiked('shortcuts', on ? 'on' : 'off');
            desk.change({ shortcuts: on });
          }}
        />
        ${t('shortcuts.on')}
      </label>
      <dl class="keys">
        ${SHORTCUTS.map(
          ({ key, name }) => html`<div>
            <dt><kbd>${key}</kbd></dt>
            <dd>${t(`shortcut.${name}`)}</dd>
          </div>`,
        )}
        <div>
          <dt><kbd>Enter</kbd></dt>
          <dd>${t('shortcut.send')}</dd>
        </div>
      </dl>
    `,
  });
