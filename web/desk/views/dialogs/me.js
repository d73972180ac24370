import { html } from 'lit-html';
import { complain } from '../../deeds.js';
import { signOut, wishOfMe } from '../../session.js';
import { inPageLang, t, tongue } from '../../texts.js';
import { changeDialog, closeDialog, frame } from './frame.js';

/** @typedef {import('../../store.js').Desk} Desk */

const LANGS = /** @type {const} */ (['fi', 'sv', 'en', 'ar', 'so']);

/**
 * What I take: languages, fields, how many at once; and the way out.
 * @param {Desk} desk
 */
export function me(desk) {
  const { me: mine, vocabulary } = desk.state;
  if (!mine) return undefined;
  const team = vocabulary?.teams.find(({ id }) => id === mine.team);
  return frame(desk, {
    title: mine.name,
    body: html`
      <p class="hint">${[team && inPageLang(team.name), ...mine.roles.map((role) => t(`role.${role}`))].filter(Boolean).join(' · ')}</p>
      <form>
        <fieldset>
          <legend>${t('me.languages')}</legend>
          ${LANGS.map((lang) => tick('languages', lang, tongue(lang), mine.languages.includes(lang)))}
        </fieldset>
        <fieldset class="columns">
          <legend>${t('me.fields')}</legend>
          ${(vocabulary?.fields ?? []).map(({ id, name }) => tick('fields', id, inPageLang(name), mine.fields.includes(id)))}
        </fieldset>
        <label class="fact"
          >${t('me.capacity')}
          <input type="number" name="capacity" min="1" max="50" required .value=${String(mine.capacity)} />
        </label>
      </form>
      <fluent-button @click=${() => leave(desk)}>${t('me.signOut')}</fluent-button>
    `,
    deed: { text: t('me.save'), act: () => save(desk) },
  });
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} label
 * @param {boolean} checked
 */
const tick = (name, value, label, checked) => html`
  <label class="choice"><input type="checkbox" name=${name} value=${value} ?checked=${checked} /> ${label}</label>
`;

/** @param {Desk} desk */
async function save(desk) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('fluent-dialog form'));
  if (!form?.reportValidity()) return;
  const data = new FormData(form);
  const saved = await wishOfMe(desk, {
    languages: LANGS.filter((lang) => data.getAll('languages').includes(lang)),
    fields: data.getAll('fields').map(String),
    capacity: Number(data.get('capacity')),
  });
  if (saved.ok) closeDialog();
  else changeDialog(desk, { fault: saved.fault });
}

/** @param {Desk} desk */
async function leave(desk) {
  const left = await signOut();
  if (!left.ok) complain(desk, left.fault);
}
