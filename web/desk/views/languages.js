import { html } from 'lit-html';
import { keepLiked } from '../keeping.js';
import { wishOfMe } from '../session.js';
import { speak, TONGUES, t } from '../texts.js';

/**
 * The choice of the page's language.
 * @param {import('../store.js').Desk} desk
 * @param {string} current
 */
export const languages = (desk, current) => html`
  <label class="languages">
    <span class="unseen">${t('desk.language')}</span>
    <select @change=${(/** @type {Event} */ event) => change(desk, event)}>
      ${Object.entries(TONGUES).map(
        ([lang, name]) =>
          html`<option value=${lang} lang=${lang} ?selected=${lang === current}>${name}</option>`,
      )}
    </select>
  </label>
`;

/**
 * @param {import('../store.js').Desk} desk
 * @param {Event} event
 */
async function change(desk, event) {
  const lang = /** @type {import('../texts.js').StaffLang} */ (
    /** @type {HTMLSelectElement} */ (event.target).value
  );
  await speak(lang);
  keepLiked('language', lang);
  desk.change({});
  if (desk.state.phase === 'in') await wishOfMe(desk, { lang });
}
