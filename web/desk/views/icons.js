import { html } from 'lit-html';

/** Simple strokes on a 20 by 20 grid; what they mean is always said in words beside them or in a label. */
const PATHS = {
  sound: 'M3 8v4h3l4 3V5L6 8H3Zm10-1a4 4 0 0 1 0 6m2-8.5a7.5 7.5 0 0 1 0 11',
  silence: 'M3 8v4h3l4 3V5L6 8H3Zm10 0 4 4m0-4-4 4',
  up: 'm5 12 5-5 5 5',
  down: 'm5 8 5 5 5-5',
  close: 'm5 5 10 10M15 5 5 15',
  send: 'm3 4 14 6-14 6 2-6-2-6Zm2 6h6',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12Zm4-2 4 4',
  person: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-6 7c0-3 2.5-4.5 6-4.5s6 1.500 6 4.500',
  keys: 'M3 5.500h14v9H3v-9Zm3 3h0m3 0h0m3 0h0m2 0h0M7 11.500h6',
  add: 'M10 4v12m-6-6h12',
};

/**
 * @param {keyof typeof PATHS} name
 * @param {string} [slot]
 */
export const icon = (name, slot) =>
  html`<svg class="icon" slot=${slot ?? ''} viewBox="0 0 20 20" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;
