import { html, nothing } from 'lit-html';
import { ask } from '../../api.js';
import { inPageLang, pageLang, t } from '../../texts.js';
import { icon } from '../icons.js';

/** @typedef {import('../../../../bot/desk/interface.ts').Items} Items */

/** Names of the occupations that have been found, by id, and the other way. @type {Map<string, string>} */
const names = new Map();
/** @type {Map<string, string>} */
const ids = new Map();

/**
 * One occupation or several, found by word; what is chosen can be taken away again.
 * @param {string} label
 * @param {readonly string[]} values ids
 * @param {boolean} several
 * @param {(values: readonly string[]) => void} told
 */
export function occupationField(label, values, several, told) {
  const list = `occupations-${several ? 'many' : 'one'}`;
  return html`
    <div class="fact">
      <label
        >${label}
        <input
          type="search"
          list=${list}
          placeholder=${t('advice.occupation')}
          @input=${async (/** @type {Event} */ event) => {
            const input = /** @type {HTMLInputElement} */ (event.target);
            const id = ids.get(input.value);
            if (id) {
              input.value = '';
              told(several ? [...values.filter((one) => one !== id), id] : [id]);
            } else await suggest(input);
          }}
        />
      </label>
      <datalist id=${list}></datalist>
      ${
        values.length > 0
          ? html`<ul class="chosen">
              ${values.map(
                (id) => html`<li>
                  ${names.get(id) ?? id}
                  <fluent-button
                    size="small"
                    appearance="transparent"
                    icon-only
                    aria-label=${t('advice.remove', { name: names.get(id) ?? id })}
                    @click=${() => told(values.filter((one) => one !== id))}
                    >${icon('close')}</fluent-button
                  >
                </li>`,
              )}
            </ul>`
          : nothing
      }
    </div>
  `;
}

/** @param {HTMLInputElement} input */
async function suggest(input) {
  const { value } = input;
  if (value.trim().length < 2) return;
  const path = `/items?q=${encodeURIComponent(value)}&lang=${pageLang()}`;
  const found = /** @type {import('../../api.js').Answer<Items>} */ (await ask('GET', path));
  if (!found.ok || input.value !== value) return;
  const options = found.value.items
    .filter(({ type }) => type === 'occupation')
    .map(({ id, name }) => {
      names.set(id, inPageLang(name));
      ids.set(inPageLang(name), id);
      return new Option(inPageLang(name), inPageLang(name));
    });
  input.list?.replaceChildren(...options);
}
