import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { faultText, take } from '../deeds.js';
import { isMine, isWaiting } from '../lists.js';
import { fetchEarlier, reload } from '../talk.js';
import { hasText, t, timeOf, tongue } from '../texts.js';
import { composer } from './composer.js';
import { message } from './message.js';
import { whoIs } from './row.js';

/** @typedef {import('../store.js').Desk} Desk */
/** @typedef {import('../talk.js').Talk} Talk */
/** @typedef {import('../store.js').CaseRow} CaseRow */

/**
 * The middle pane: one conversation.
 * @param {Desk} desk
 */
export function talk(desk) {
  const { talk: open } = desk.state;
  return html`
    <main class="talk" id="talk" tabindex="-1" aria-label=${t('pane.talk')}>
      ${open ? conversation(desk, open) : html`<div class="nothing"><h2>${t('talk.none')}</h2><p>${t('talk.noneHow')}</p></div>`}
    </main>
  `;
}

/**
 * @param {Desk} desk
 * @param {Talk} open
 */
function conversation(desk, open) {
  const { detail, fault, messages, from, id } = open;
  if (!detail)
    return html`<div class="nothing">
      ${
        fault
          ? html`<h2>${t('talk.cannot')}</h2>
              <p role="alert">${faultText(fault)}</p>
              <fluent-button @click=${() => reload(desk, id)}>${t('desk.again')}</fluent-button>`
          : html`<fluent-spinner role="status" aria-label=${t('desk.loading')}></fluent-spinner>`
      }
    </div>`;
  const { row, callback } = detail;
  return html`
    <header class="who">
      <div>
        <h2 tabindex="-1" id="who">${whoIs(row, desk.state.vocabulary)}</h2>
        <p>${stateText(desk, row)} · ${channelText(row)} · ${t('talk.opened', { time: timeOf(row.openedAt, desk.state.now) })}</p>
      </div>
      ${deeds(desk, row)}
    </header>
    ${fault ? html`<p class="cut" role="alert">${faultText(fault)}</p>` : nothing}
    <div class="scroll log" role="log" aria-label=${t('talk.log')} tabindex="0">
      ${
        from > 0
          ? html`<p class="more">
              <fluent-button size="small" @click=${() => fetchEarlier(desk)}>${t('talk.earlier', { count: from })}</fluent-button>
            </p>`
          : nothing
      }
      ${
        callback
          ? html`<section class="callback" aria-label=${t('row.callback')}>
              <h3>${t('row.callback')}</h3>
              <p class="words" dir="auto" lang=${row.lang ?? nothing}>${callback.message}</p>
              <p>${callback.reach ? html`${t('talk.reach')} <bdi>${callback.reach}</bdi>` : t('talk.noReach')}</p>
            </section>`
          : nothing
      }
      <ol>
        ${repeat(
          messages,
          ({ number }) => number,
          (one) => message(desk, open, one),
        )}
      </ol>
    </div>
    ${isMine(row, desk.state.me?.id) && !fault ? composer(desk, open, row) : closing(desk, row)}
  `;
}

/**
 * What can be done with the case now.
 * @param {Desk} desk
 * @param {CaseRow} row
 */
function deeds(desk, row) {
  const { me } = desk.state;
  const open = (/** @type {'transfer' | 'invite' | 'close' | 'return' | 'give-back'} */ kind) => () =>
    desk.change({ dialog: { kind, id: row.id } });
  if (!isMine(row, me?.id)) return nothing;
  if (row.holder?.id !== me?.id)
    return html`<p class="guest">${t('talk.guest', { name: row.holder?.name ?? '' })}</p>`;
  return html`
    <div class="deeds" role="group" aria-label=${t('deed.name')}>
      <fluent-button size="small" @click=${open('transfer')}>${t('deed.transfer')}</fluent-button>
      <fluent-button size="small" @click=${open('invite')}>${t('deed.invite')}</fluent-button>
      <fluent-button size="small" @click=${open('give-back')}>${t('deed.give-back')}</fluent-button>
      <fluent-button size="small" @click=${open('return')}>${t('deed.return')}</fluent-button>
      <fluent-button size="small" appearance="primary" @click=${open('close')}>${t('deed.close')}</fluent-button>
    </div>
  `;
}

/**
 * Where one cannot write: why, and what one can do.
 * @param {Desk} desk
 * @param {CaseRow} row
 */
function closing(desk, row) {
  return html`
    <footer class="closing">
      <p>${t(`cannotWrite.${isWaiting(row) ? 'waiting' : row.state}`, { name: row.holder?.name ?? '' })}</p>
      ${
        isWaiting(row)
          ? html`<fluent-button appearance="primary" @click=${() => takeAndWrite(desk, row.id)}>${t('deed.takeThis')}</fluent-button>`
          : nothing
      }
    </footer>
  `;
}

/**
 * @param {Desk} desk
 * @param {string} id
 */
async function takeAndWrite(desk, id) {
  if (await take(desk, id)) document.querySelector('textarea')?.focus();
}

/**
 * @param {Desk} desk
 * @param {CaseRow} row
 */
function stateText({ state: { me, now } }, { state, holder, since, invited }) {
  const guests =
    invited.length > 0 ? ` ${t('talk.with', { names: invited.map(({ name }) => name).join(', ') })}` : '';
  const key = state === 'held' && holder?.id === me?.id ? 'state.mine' : `state.${state}`;
  return `${t(key, { name: holder?.name ?? '', time: timeOf(since, now) })}${guests}`;
}

/** @param {CaseRow} row */
const channelText = ({ channel, lang }) =>
  `${hasText(`channel.${channel}`) ? t(`channel.${channel}`) : channel}, ${tongue(lang)}`;
