import { html } from 'lit-html';
import { t } from '../../texts.js';
import { deedOf } from './deed.js';
import { frame } from './frame.js';

/** @typedef {import('../../store.js').Desk} Desk */
/** @typedef {import('./index.js').Open} Open */

/**
 * @param {'return' | 'give-back'} deed
 * @returns {(desk: Desk, open: Open) => unknown}
 */
const confirm = (deed) => (desk, open) =>
  frame(desk, {
    title: t(`${deed}.title`),
    body: html`<p>${t(`${deed}.what`)}</p>`,
    deed: { text: t(`deed.${deed}`), act: deedOf(desk, open, deed, () => ({})) },
  });

/** Asks whether the case is to go back to the queue. */
export const giveUp = confirm('return');
/** Asks whether the guide is to go on. */
export const giveBack = confirm('give-back');
