import { html } from 'lit-html';
import { icon } from '../icons.js';

/** Milliseconds after the last letter until it is looked for. */
const PAUSE = 200;
/** @type {number | undefined} */
let timer;

/**
 * A field to search with; the search follows the typing.
 * @param {string} label
 * @param {string} query what it begins with
 * @param {(query: string) => void} look
 */
export const search = (label, query, look) => html`
  <label class="search">
    <span>${label}</span>
    <span class="search-field">
      ${icon('search')}
      <input
        type="search"
        autofocus
        dir="auto"
        value=${query}
        @input=${(/** @type {Event} */ event) => {
          clearTimeout(timer);
          const { value } = /** @type {HTMLInputElement} */ (event.target);
          timer = window.setTimeout(() => look(value), PAUSE);
        }}
      />
    </span>
  </label>
`;
