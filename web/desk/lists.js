/**
 * @typedef {import('./store.js').State} State
 * @typedef {import('./store.js').CaseRow} CaseRow
 * @typedef {import('./store.js').Filter} Filter
 * @typedef {import('./store.js').ListName} ListName
 * @typedef {import('../../bot/desk/interface.ts').CaseList} CaseList
 * @typedef {Pick<State, 'rows' | 'order'>} Rows
 */

/** How many rows are drawn at once; the rest comes on demand, so that thousands who wait do not slow the page. */
export const PAGE = 50;

/** @type {Filter} */
export const NO_FILTER = { lang: '', reason: '', municipality: '' };

/**
 * All rows anew, in the server's order.
 * @param {CaseList} list
 * @returns {Rows}
 */
export const rowsOf = ({ cases }) => ({
  rows: new Map(cases.map((row) => [row.id, row])),
  order: cases.map(({ id }) => id),
});

/**
 * A row that is new or has changed, at its place in the queue; an older version of a row changes nothing.
 * @param {Rows} before
 * @param {CaseRow} row
 * @returns {Rows}
 */
export function withRow({ rows, order }, row) {
  const known = rows.get(row.id);
  if (known && known.version > row.version) return { rows, order };
  const next = new Map(rows).set(row.id, row);
  if (known && comesBefore(known, row) === 0) return { rows: next, order };
  const others = known ? order.filter((id) => id !== row.id) : order;
  const after = others.findIndex((id) => {
    const other = next.get(id);
    return other !== undefined && comesBefore(row, other) < 0;
  });
  return { rows: next, order: after < 0 ? [...others, row.id] : others.toSpliced(after, 0, row.id) };
}

/**
 * The server's order: what suits me best first, then who has waited longest in all.
 * @param {CaseRow} a
 * @param {CaseRow} b
 */
const comesBefore = (a, b) => a.rank - b.rank || Date.parse(a.openedAt) - Date.parse(b.openedAt);

/**
 * @param {Rows} before
 * @param {string} id
 * @returns {Rows}
 */
export function withoutRow({ rows, order }, id) {
  const next = new Map(rows);
  next.delete(id);
  return { rows: next, order: order.filter((one) => one !== id) };
}

/** @param {CaseRow} row */
export const isWaiting = ({ state }) => state === 'waiting' || state === 'callback';

/**
 * My own client, or one that a colleague sent to me.
 * @param {CaseRow} row
 * @param {string | undefined} me
 */
export const isForMe = ({ ownCoach, to }, me) =>
  me !== undefined && (ownCoach?.id === me || to?.coach?.id === me);

/**
 * I hold it or am invited into it.
 * @param {CaseRow} row
 * @param {string | undefined} me
 */
export const isMine = ({ state, holder, invited }, me) =>
  state === 'held' && (holder?.id === me || invited.some(({ id }) => id === me));

/** @param {CaseRow} row */
export const unread = ({ count, read }) => Math.max(0, count - read);

/**
 * The rows of a list in its order, those that the filter lets through.
 * @param {Pick<State, 'rows' | 'order' | 'closed' | 'filter' | 'me'>} state
 * @param {ListName} list
 * @returns {readonly CaseRow[]}
 */
export function rowsIn({ rows, order, closed, filter, me }, list) {
  if (list === 'closed') return (closed ?? []).filter((row) => passes(row, filter));
  const all = order.map((id) => rows.get(id)).filter((row) => row !== undefined);
  if (list === 'mine')
    return all.filter((row) => isMine(row, me?.id)).sort((a, b) => askedAt(a) - askedAt(b));
  return all.filter((row) => isWaiting(row) && passes(row, filter));
}

/**
 * When the client's unanswered message came; those who wait for nothing come last.
 * @param {CaseRow} row
 */
const askedAt = ({ unanswered }) => (unanswered === null ? Number.MAX_VALUE : Date.parse(unanswered));

/**
 * How many wait, and how many of mine have something new.
 * @param {Pick<State, 'rows' | 'me'>} state
 */
export function counts({ rows, me }) {
  let waiting = 0;
  let mine = 0;
  let fresh = 0;
  for (const row of rows.values()) {
    if (isWaiting(row)) waiting += 1;
    else if (isMine(row, me?.id)) {
      mine += 1;
      if (unread(row) > 0) fresh += 1;
    }
  }
  return { waiting, mine, fresh };
}

/**
 * @param {CaseRow} row
 * @param {Filter} filter
 */
const passes = (row, filter) =>
  (filter.lang === '' || (row.lang ?? 'none') === filter.lang) &&
  (filter.reason === '' || row.reason === filter.reason) &&
  (filter.municipality === '' || row.municipality === filter.municipality);
