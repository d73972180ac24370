import { ask, casePath } from './api.js';
import { isMine, withRow } from './lists.js';
import { nextNumber } from './talk.js';

/** @typedef {import('./store.js').Desk} Desk */

/** Pixels from the end within which somebody is taken to read the newest message. */
const NEAR = 80;

/**
 * Draws the page so that the newest message stays in sight for who reads at the end, and tells the server how far I have read.
 * @param {Desk} desk
 * @param {() => void} draw
 * @returns {() => void}
 */
export function keepReading(desk, draw) {
  /** @type {string | undefined} */
  let shownCase;
  let told = '';

  return () => {
    const before = document.querySelector('.log');
    const { talk } = desk.state;
    const anew = talk?.detail !== undefined && talk.id !== shownCase;
    const follows = anew || (before !== null && isAtEnd(before));
    draw();
    const log = document.querySelector('.log');
    if (talk?.detail) shownCase = talk.id;
    else if (!talk) shownCase = undefined;
    if (!log || !follows) return;
    log.scrollTop = log.scrollHeight;
    tellRead();
  };

  async function tellRead() {
    const { talk, me, rows } = desk.state;
    const row = talk && (rows.get(talk.id) ?? talk.detail?.row);
    if (!talk || !row || document.hidden || !isMine(row, me?.id)) return;
    // The log also counts what is not shown, such as somebody coming and going.
    const count = Math.max(row.count, nextNumber(talk));
    const telling = `${talk.id} ${count}`;
    if (count <= row.read || telling === told) return;
    told = telling;
    const heard = await ask('POST', casePath(talk.id, '/read'), { count });
    const now = desk.state.rows.get(row.id);
    if (heard.ok && now) desk.change(withRow(desk.state, { ...now, read: count }));
  }
}

/** @param {Element} log */
const isAtEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
