import { html, nothing } from 'lit-html';
import { ask } from '../../api.js';
import { inPageLang, t, tongue } from '../../texts.js';
import { changeDialog, frame } from './frame.js';
import { itemLines } from './items.js';
import { search } from './search.js';

/**
 * @typedef {import('../../store.js').Desk} Desk
 * @typedef {import('./index.js').Open} Open
 * @typedef {import('../../../../bot/desk/interface.ts').Experts} Experts
 */

/**
 * Who in the network knows: people and services, by word, field, language, organisation and municipality.
 * @param {Desk} desk
 * @param {Open} open
 */
export function whoKnows(desk, { experts, query = '' }) {
  const { vocabulary } = desk.state;
  const named = (/** @type {'fields' | 'organisations' | 'municipalities'} */ of) =>
    (vocabulary?.[of] ?? []).map(({ id, name }) => ({ id, name: inPageLang(name) }));
  if (!experts) queueMicrotask(() => look(desk));
  return frame(desk, {
    title: t('bar.whoKnows'),
    wide: true,
    body: html`
      ${search(t('whoKnows.search'), query, (text) => look(desk, text))}
      <form class="filters" @change=${() => look(desk)}>
        ${pick('field', named('fields'))}
        ${pick(
          'lang',
          ['fi', 'sv', 'en', 'ar', 'so'].map((id) => ({ id, name: tongue(id) })),
        )}
        ${pick('organisation', named('organisations'))} ${pick('municipality', named('municipalities'))}
      </form>
      <div aria-live="polite">${experts ? found(desk, experts) : t('desk.loading')}</div>
    `,
  });
}

/**
 * @param {string} name
 * @param {readonly { readonly id: string, readonly name: string }[]} options
 */
const pick = (name, options) => html`
  <label>
    <span class="unseen">${t(`filter.${name}`)}</span>
    <select name=${name}>
      <option value="">${t(`filter.${name}`)}</option>
      ${options.map((option) => html`<option value=${option.id}>${option.name}</option>`)}
    </select>
  </label>
`;

/**
 * @param {Desk} desk
 * @param {Experts} experts
 */
function found({ state: { vocabulary } }, { people, services }) {
  const nameOf = (/** @type {'fields' | 'teams' | 'organisations'} */ of, /** @type {string | null} */ id) =>
    inPageLang(vocabulary?.[of].find((one) => one.id === id)?.name) || id;
  return html`
    <h3>${t('whoKnows.people')}</h3>
    ${people.length === 0 ? html`<p>${t('search.nothing')}</p>` : nothing}
    <ul class="found">
      ${people.map(
        ({ name, organisation, team, languages, fields, here }) => html`<li>
          <strong>${name}</strong> ${here ? html`<em>${t('people.here')}</em>` : nothing}
          <span class="hint">${[nameOf('organisations', organisation), nameOf('teams', team)].filter(Boolean).join(' · ')}</span>
          <span class="hint">${[...languages.map(tongue), ...fields.map((id) => nameOf('fields', id))].join(', ')}</span>
        </li>`,
      )}
    </ul>
    <h3>${t('whoKnows.services')}</h3>
    ${services.length === 0 ? html`<p>${t('search.nothing')}</p>` : nothing}
    <ul class="found">
      ${services.map(
        (item) => html`<li>
          ${itemLines(item)}
          ${item.url ? html`<a href=${item.url} target="_blank" rel="noopener noreferrer">${t('item.page')}</a>` : nothing}
        </li>`,
      )}
    </ul>
  `;
}

/**
 * @param {Desk} desk
 * @param {string} [query]
 */
async function look(desk, query = desk.state.dialog?.query ?? '') {
  changeDialog(desk, { query, experts: desk.state.dialog?.experts ?? { people: [], services: [] } });
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('fluent-dialog form'));
  const wish = new URLSearchParams({ q: query });
  for (const [key, value] of new FormData(form ?? undefined)) if (value !== '') wish.set(key, String(value));
  const experts = /** @type {import('../../api.js').Answer<Experts>} */ (
    await ask('GET', `/experts?${wish}`)
  );
  if (experts.ok) changeDialog(desk, { experts: experts.value, fault: undefined });
  else changeDialog(desk, { fault: experts.fault });
}
