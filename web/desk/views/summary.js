import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { fetchSummary } from '../client.js';
import { TONGUES, t, tongue } from '../texts.js';

/**
 * @typedef {import('../store.js').Desk} Desk
 * @typedef {import('../talk.js').Talk} Talk
 * @typedef {import('../../../bot/desk/interface.ts').SummaryLine} SummaryLine
 * @typedef {import('../../../bot/desk/interface.ts').StaffLang} StaffLang
 */

/**
 * One page about the client, in a language of the coach's choice, with the client's own words beside it.
 * @param {Desk} desk
 * @param {Talk} talk
 */
export function summary(desk, { id, summary: found, summaryLang }) {
  return html`
    <div class="summary-head">
      <h2>${t('side.summary')}</h2>
      <div class="pick" role="group" aria-label=${t('summary.language')}>
        ${(/** @type {StaffLang[]} */ (Object.keys(TONGUES))).map(
          (lang) => html`<fluent-toggle-button
            size="small"
            appearance="subtle"
            .pressed=${live(lang === summaryLang)}
            lang=${lang}
            @click=${() => fetchSummary(desk, id, lang)}
            >${TONGUES[lang]}</fluent-toggle-button
          >`,
        )}
      </div>
    </div>
    <p class="hint">${t('summary.recorded')}</p>
    ${
      found
        ? html`<article lang=${found.lang} class="summary">
            ${found.sections.map(
              ({ title, lines }) => html`<section>
                <h3>${title}</h3>
                <ul>
                  ${lines.map(line)}
                </ul>
              </section>`,
            )}
          </article>`
        : html`<p>${t('desk.loading')}</p>`
    }
  `;
}

/** @param {SummaryLine} line */
const line = ({ text, more = [], words }) => html`
  <li>
    ${text}
    ${
      more.length > 0
        ? html`<ul class="more-lines">
            ${more.map((one) => html`<li>${one}</li>`)}
          </ul>`
        : nothing
    }
    ${
      words
        ? html`<blockquote>
            <p class="words" dir="auto" lang=${words.lang ?? nothing}>${words.text}</p>
            ${words.translated ? html`<p class="translated">${t('message.translated')} ${words.translated}</p>` : nothing}
            ${words.lang ? html`<footer class="tag">${tongue(words.lang)}</footer>` : nothing}
          </blockquote>`
        : nothing
    }
  </li>
`;
