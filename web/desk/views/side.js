import { html, nothing } from 'lit-html';
import { chooseSide } from '../client.js';
import { t } from '../texts.js';
import { history } from './history.js';
import { notes } from './notes.js';
import { plan } from './plan.js';
import { summary } from './summary.js';

/** @typedef {import('../store.js').Desk} Desk */
/** @typedef {import('../store.js').SideName} SideName */

const SIDES = { summary, plan, notes, history };

/**
 * The right pane: what is known of the client.
 * @param {Desk} desk
 */
export function side(desk) {
  const { talk, side: chosen } = desk.state;
  const detail = talk?.detail;
  return html`
    <aside class="side" id="side" tabindex="-1" aria-label=${t('pane.side')}>
      ${
        talk && detail
          ? html`
              <fluent-tablist size="small" activeid=${`side-${chosen}`} aria-label=${t('side.name')}>
                ${(/** @type {SideName[]} */ (Object.keys(SIDES))).map(
                  (name) => html`<fluent-tab
                    id=${`side-${name}`}
                    aria-controls="side-panel"
                    @click=${() => chooseSide(desk, name)}
                    >${t(`side.${name}`)}${
                      name === 'notes' && detail.notes.length > 0
                        ? html`<span slot="end" class="count">${detail.notes.length}</span>`
                        : nothing
                    }</fluent-tab
                  >`,
                )}
              </fluent-tablist>
              <div class="scroll" id="side-panel" role="tabpanel" aria-labelledby=${`side-${chosen}`} tabindex="0">
                ${SIDES[chosen](desk, talk, detail)}
              </div>
            `
          : html`<div class="nothing"><p>${t('side.none')}</p></div>`
      }
    </aside>
  `;
}
