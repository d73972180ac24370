import { html, nothing } from 'lit-html';
import { t, timeOf, tongue } from '../texts.js';

/**
 * @typedef {import('../store.js').Desk} Desk
 * @typedef {import('../talk.js').Talk} Talk
 * @typedef {import('../../../bot/desk/interface.ts').Message} Message
 */

/**
 * One message of the log, its own language and direction kept apart from the page's.
 * @param {Desk} desk
 * @param {Talk} talk
 * @param {Message} one
 */
export function message({ state: { now, me } }, talk, one) {
  const { number, at, from, text, lang, choices = [], translated } = one;
  if (from === 'system')
    return html`<li class="message system"><p dir="auto">${text}</p><time datetime=${at}>${timeOf(at, now)}</time></li>`;
  return html`
    <li class="message" data-from=${from} data-mine=${one.person !== undefined && one.person.id === me?.id}>
      <p class="by">
        <strong>${sender(one)}</strong>
        <time datetime=${at}>${timeOf(at, now)}</time>
        ${lang ? html`<span class="tag">${tongue(lang)}</span>` : nothing}
        <span class="number" title=${t('message.number')}>${number + 1}</span>
      </p>
      <p class="words" dir="auto" lang=${lang ?? nothing}>${text}</p>
      ${
        translated
          ? html`<p class="translated" lang=${translated.lang}><span>${t('message.translated')}</span> ${translated.text}</p>`
          : nothing
      }
      ${
        choices.length > 0
          ? html`<ul class="choices" aria-label=${t('message.choices')}>
              ${choices.map((choice) => html`<li dir="auto" lang=${lang ?? nothing}>${choice}</li>`)}
            </ul>`
          : nothing
      }
      ${from === 'coach' ? html`<p class="arrived">${fate(talk, one)}</p>` : nothing}
    </li>
  `;
}

/** @param {Message} message */
const sender = ({ from, person }) => (from === 'coach' && person ? person.name : t(`from.${from}`));

/**
 * What has become of a message: whether it is on the client's device, and which colleagues have read it.
 * @param {Talk} talk
 * @param {Message} message
 */
function fate({ delivered, readers }, { number, delivered: told }) {
  const arrived = t(told === true || number < delivered ? 'message.arrived' : 'message.sent');
  const names = [...readers].filter(([, count]) => number < count).map(([name]) => name);
  return names.length > 0 ? `${arrived} · ${t('message.readBy', { names: names.join(', ') })}` : arrived;
}
