import { chooseSide } from './client.js';
import { take } from './deeds.js';
import { isMine, isWaiting } from './lists.js';
import { choose } from './views/lists.js';

/**
 * @typedef {import('./store.js').Desk} Desk
 * @typedef {{ readonly key: string, readonly name: string, readonly act: (desk: Desk) => unknown }} Shortcut
 */

/** Single keys, each only outside fields; they can be switched off (WCAG 2.1.4). `name` is that of its text, `shortcut.<name>`. @type {readonly Shortcut[]} */
export const SHORTCUTS = [
  { key: '?', name: 'help', act: (desk) => desk.change({ dialog: { kind: 'shortcuts' } }) },
  { key: '1', name: 'queue', act: (desk) => choose(desk, 'queue') },
  { key: '2', name: 'mine', act: (desk) => choose(desk, 'mine') },
  { key: '3', name: 'closed', act: (desk) => choose(desk, 'closed') },
  { key: 'j', name: 'next', act: () => step(1) },
  { key: 'k', name: 'previous', act: () => step(-1) },
  { key: 't', name: 'take', act: takeOpen },
  { key: 'r', name: 'reply', act: () => focus('#reply') },
  { key: 'f', name: 'phrases', act: (desk) => openDialog(desk, 'phrases') },
  { key: 'l', name: 'link', act: (desk) => openDialog(desk, 'link') },
  { key: 's', name: 'summary', act: (desk) => chooseSide(desk, 'summary') },
  { key: 'p', name: 'plan', act: (desk) => chooseSide(desk, 'plan') },
  { key: 'n', name: 'notes', act: (desk) => chooseSide(desk, 'notes') },
  { key: 'x', name: 'close', act: (desk) => openDialog(desk, 'close') },
  { key: 'c', name: 'code', act: (desk) => desk.change({ dialog: { kind: 'code' } }) },
  { key: 'w', name: 'whoKnows', act: (desk) => desk.change({ dialog: { kind: 'who-knows' } }) },
];

/**
 * Listens to the keys of the whole page.
 * @param {Desk} desk
 */
export function hearKeys(desk) {
  document.addEventListener('keydown', (event) => {
    const { shortcuts, phase, dialog } = desk.state;
    if (!shortcuts || phase !== 'in' || dialog || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isField(event.composedPath()[0])) return;
    const shortcut = SHORTCUTS.find(({ key }) => key === event.key);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.act(desk);
  });
}

/** @param {EventTarget | undefined} target */
const isField = (target) =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type));

/** @param {1 | -1} by */
function step(by) {
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.rows a')]);
  const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

/** @param {Desk} desk */
function takeOpen(desk) {
  const row = desk.state.talk?.detail?.row;
  if (row && isWaiting(row)) return take(desk, row.id);
  /** @type {HTMLElement | null | undefined} */ (
    document.activeElement?.closest('.row')?.querySelector('fluent-button')
  )?.click();
}

/**
 * @param {Desk} desk
 * @param {'phrases' | 'link' | 'close'} kind
 */
function openDialog(desk, kind) {
  const row = desk.state.talk?.detail?.row;
  if (row && isMine(row, desk.state.me?.id)) desk.change({ dialog: { kind, id: row.id, lang: row.lang } });
}

/** @param {string} selector */
function focus(selector) {
  const target = document.querySelector(selector);
  if (target instanceof HTMLElement) target.focus();
}
