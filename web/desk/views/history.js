import { html, nothing } from 'lit-html';
import { inPageLang, t, timeOf } from '../texts.js';

/**
 * @typedef {import('../store.js').Desk} Desk
 * @typedef {import('../talk.js').Talk} Talk
 * @typedef {import('../../../bot/desk/interface.ts').CaseDetail} CaseDetail
 */

/**
 * What has happened to the case, the client's earlier cases, and who has looked.
 * @param {Desk} desk
 * @param {Talk} talk
 * @param {CaseDetail} detail
 */
export function history(desk, { looks }, { history: steps, earlier }) {
  const { now, vocabulary } = desk.state;
  const outcome = (/** @type {string | null} */ id) =>
    inPageLang(vocabulary?.outcomes.find((one) => one.id === id)?.name);
  return html`
    <h2>${t('history.this')}</h2>
    <ol class="steps">
      ${steps.map(
        ({ at, what, by, note }) => html`<li>
          <time datetime=${at}>${timeOf(at, now)}</time>
          <span>${t(by ? `history.${what}.by` : `history.${what}`, { name: by?.name ?? '' })}${
            note ? html`<br /><q dir="auto">${note}</q>` : nothing
          }</span>
        </li>`,
      )}
    </ol>
    <h2>${t('history.earlier')}</h2>
    ${
      earlier.length === 0
        ? html`<p>${t('history.noEarlier')}</p>`
        : html`<ol class="steps">
            ${earlier.map(
              ({ openedAt, holder, outcome: result }) => html`<li>
                <time datetime=${openedAt}>${timeOf(openedAt, now)}</time>
                <span>${[holder?.name, outcome(result)].filter(Boolean).join(' · ') || t('history.noPerson')}</span>
              </li>`,
            )}
          </ol>`
    }
    <h2>${t('history.looks')}</h2>
    <p class="hint">${t('history.looksWhy')}</p>
    <ol class="steps">
      ${(looks ?? []).map(
        ({ at, by, what }) => html`<li>
          <time datetime=${at}>${timeOf(at, now)}</time>
          <span>${by.name} · ${t(`look.${what}`)}</span>
        </li>`,
      )}
    </ol>
  `;
}
