import { ask } from './api.js';
import { ring } from './attention.js';
import { notify } from './deeds.js';
import { isForMe, isMine, isWaiting, rowsOf, withoutRow, withRow } from './lists.js';
import { loseSession } from './session.js';
import { listen } from './stream.js';
import { reload } from './talk.js';
import { t } from './texts.js';

/**
 * @typedef {import('./store.js').Desk} Desk
 * @typedef {import('./store.js').CaseRow} CaseRow
 * @typedef {import('./store.js').Person} Person
 * @typedef {import('../../bot/desk/interface.ts').CaseList} CaseList
 */

/**
 * Keeps the lists as they are on the server.
 * @param {Desk} desk
 * @returns {() => void} stops
 */
export function followLists(desk) {
  return listen(
    '/feed',
    '',
    {
      list: (/** @type {CaseList} */ list) =>
        desk.change({ ...rowsOf(list), here: list.here, usualWait: list.usualWait }),
      row: (/** @type {CaseRow} */ row) => hearRow(desk, row),
      gone: ({ id }) => desk.change(withoutRow(desk.state, id)),
      here: (/** @type {readonly Person[]} */ here) => desk.change({ here }),
      bye: () => loseSession(desk),
    },
    (online) => {
      if (online && !desk.state.online) notify(desk, 'success', t('link.back'));
      desk.change({ online });
    },
  );
}

/**
 * @param {Desk} desk
 * @param {CaseRow} row
 */
function hearRow(desk, row) {
  const { me, rows, sound } = desk.state;
  const before = rows.get(row.id);
  desk.change(withRow(desk.state, row));
  const { talk } = desk.state;
  if (talk?.id === row.id && talk.fault && isMine(row, me?.id)) reload(desk, row.id);
  const newlyWaits = isWaiting(row) && !(before && isWaiting(before));
  const newlySaid = isMine(row, me?.id) && row.unanswered !== null && (before?.count ?? 0) < row.count;
  if (sound && (newlyWaits || (newlySaid && document.hidden))) ring(isForMe(row, me?.id) || newlySaid);
  if (row.state === 'closed' && desk.state.list === 'closed') fetchClosed(desk);
}

/** @param {Desk} desk */
export async function fetchClosed(desk) {
  const list = /** @type {import('./api.js').Answer<CaseList>} */ (await ask('GET', '/cases?list=closed'));
  if (list.ok) desk.change({ closed: list.value.cases });
}
