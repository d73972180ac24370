import { html, nothing } from 'lit-html';
import { t } from '../../texts.js';

/** @typedef {import('../../../../bot/desk/interface.ts').AdviceView} AdviceView */
/** @typedef {import('../../../../bot/desk/interface.ts').PathwayView} PathwayView */

/**
 * What the guide advises: pathways with their reasons, what does not fit and why, what to ask next.
 * @param {AdviceView} advice
 */
export const adviceFound = ({ pathways, notFitting, ask }) => html`
  <div class="advice">
    ${pathways.length === 0 ? html`<p>${t('advice.none')}</p>` : nothing} ${pathways.map(pathway)}
    ${
      ask.length > 0
        ? html`<h3>${t('advice.askNext')}</h3>
            ${bullets(ask)}`
        : nothing
    }
    ${
      notFitting.length > 0
        ? html`<h3>${t('advice.notFitting')}</h3>
            <ul class="more-lines">
              ${notFitting.map(({ name, because }) => html`<li>${name}: ${because.join(' ')}</li>`)}
            </ul>`
        : nothing
    }
  </div>
`;

/** @param {PathwayView} pathway */
const pathway = ({ title, fit, because, steps, gap }) => html`
  <section>
    <h3>${title} <span class="tag">${fit}</span></h3>
    ${bullets(because)}
    <ol class="plan">
      ${steps.map(
        ({ name, kind, provider, thisWeek, because: reasons, check }) => html`<li>
          <p>
            <strong>${name}</strong> <span class="tag">${kind}</span>
            ${thisWeek ? html`<em>${t('advice.thisWeek')}</em>` : nothing}
          </p>
          ${provider ? html`<p class="hint">${provider}</p>` : nothing} ${bullets([...reasons, ...check])}
        </li>`,
      )}
    </ol>
    ${gap.length > 0 ? html`<p class="hint">${t('advice.gap')} ${gap.join(', ')}</p>` : nothing}
  </section>
`;

/** @param {readonly string[]} lines */
const bullets = (lines) =>
  lines.length > 0
    ? html`<ul class="more-lines">
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>`
    : nothing;
