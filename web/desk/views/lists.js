import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { counts, NO_FILTER, PAGE, rowsIn } from '../lists.js';
import { fetchClosed } from '../live.js';
import { hasClients } from '../session.js';
import { duration, inPageLang, t, tongue } from '../texts.js';
import { row } from './row.js';

/** @typedef {import('../store.js').Desk} Desk */
/** @typedef {import('../store.js').ListName} ListName */

/** @type {readonly ListName[]} */
const LISTS = ['queue', 'mine', 'closed'];

/**
 * The left pane: who waits, my conversations, closed ones.
 * @param {Desk} desk
 */
export function lists(desk) {
  const { list, shown } = desk.state;
  const rows = rowsIn(desk.state, list);
  return html`
    <section class="lists" id="lists" tabindex="-1" aria-label=${t('pane.lists')}>
      <fluent-tablist size="small" activeid=${`list-${list}`} aria-label=${t('list.name')}>
        ${LISTS.map(
          (
            name,
          ) => html`<fluent-tab id=${`list-${name}`} aria-controls="rows" @click=${() => choose(desk, name)}
            >${t(`list.${name}`)}${badge(desk, name)}</fluent-tab
          >`,
        )}
      </fluent-tablist>
      ${list === 'mine' ? nothing : filters(desk)}
      <div class="scroll" id="rows" role="tabpanel" aria-labelledby=${`list-${list}`} tabindex="0">
        ${
          rows.length === 0
            ? html`<p class="empty">${emptyText(desk)}</p>`
            : html`<ul class="rows">
                ${repeat(
                  rows.slice(0, shown),
                  ({ id }) => id,
                  (one) => row(desk, one),
                )}
              </ul>`
        }
        ${
          rows.length > shown
            ? html`<p class="more">
                ${t('list.shown', { shown, total: rows.length })}
                <fluent-button size="small" @click=${() => desk.change({ shown: shown + PAGE })}
                  >${t('list.more', { count: Math.min(PAGE, rows.length - shown) })}</fluent-button
                >
              </p>`
            : nothing
        }
      </div>
      <p class="foot">${footText(desk)}</p>
    </section>
  `;
}

/**
 * @param {Desk} desk
 * @param {ListName} list
 */
export function choose(desk, list) {
  desk.change({ list, shown: PAGE, pane: 'lists' });
  if (list === 'closed') fetchClosed(desk);
}

/**
 * @param {Desk} desk
 * @param {ListName} name
 */
function badge({ state }, name) {
  const { waiting, mine, fresh } = counts(state);
  if (name === 'queue') return waiting > 0 ? html`<span slot="end" class="count">${waiting}</span>` : nothing;
  if (name === 'mine' && fresh > 0)
    return html`<span slot="end" class="count fresh">${fresh}<span class="unseen"> ${t('list.fresh')}</span></span>`;
  return name === 'mine' && mine > 0 ? html`<span slot="end" class="count">${mine}</span>` : nothing;
}

/** @param {Desk} desk */
function filters(desk) {
  const { filter, vocabulary } = desk.state;
  const langs = ['fi', 'sv', 'en', 'ar', 'so'];
  const options = {
    lang: [
      ...langs.map((lang) => ({ id: lang, name: tongue(lang) })),
      { id: 'none', name: t('lang.unknown') },
    ],
    reason: (vocabulary?.reasons ?? []).map(({ id, name }) => ({ id, name: inPageLang(name) })),
    municipality: (vocabulary?.municipalities ?? []).map(({ id, name }) => ({ id, name: inPageLang(name) })),
  };
  return html`
    <div class="filters" role="group" aria-label=${t('filter.name')}>
      ${(/** @type {(keyof typeof options)[]} */ (Object.keys(options))).map(
        (key) => html`<label>
          <span class="unseen">${t(`filter.${key}`)}</span>
          <select
            data-set=${filter[key] !== ''}
            @change=${(/** @type {Event} */ event) =>
              desk.change({
                shown: PAGE,
                filter: { ...filter, [key]: /** @type {HTMLSelectElement} */ (event.target).value },
              })}
          >
            <option value="" ?selected=${filter[key] === ''}>${t(`filter.${key}`)}</option>
            ${options[key].map(
              ({ id, name }) => html`<option value=${id} ?selected=${filter[key] === id}>${name}</option>`,
            )}
          </select>
        </label>`,
      )}
    </div>
  `;
}

/** @param {Desk} desk */
function emptyText(desk) {
  const { list, filter, closed } = desk.state;
  const filtered = Object.values(filter).some((value) => value !== '');
  if (filtered && list !== 'mine')
    return html`${t('list.noneFiltered')}
      <fluent-button size="small" @click=${() => desk.change({ filter: NO_FILTER })}>${t('filter.clear')}</fluent-button>`;
  if (!hasClients(desk.state.me)) return t('list.noClients');
  if (list === 'closed' && closed === undefined) return t('desk.loading');
  return t(`list.${list}.none`);
}

/** @param {Desk} desk */
function footText({ state: { here, usualWait, me } }) {
  const people = t('list.here', { count: here.length });
  const hours = me && !me.hours.open ? ` ${t('list.outOfHours')}` : '';
  return usualWait === null
    ? `${people}${hours}`
    : `${people} ${t('list.usualWait', { time: duration(usualWait) })}${hours}`;
}
