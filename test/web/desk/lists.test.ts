import { expect } from 'chai';
import type { CaseRow } from '../../../bot/desk/interface.ts';
import { counts, NO_FILTER, rowsIn, rowsOf, withoutRow, withRow } from '../../../web/desk/lists.js';

const ME = { id: 'me', name: 'Me', role: 'coach' } as const;
const OTHER = { id: 'other', name: 'Other', role: 'coach' } as const;

/** A case that waits since a minute of the day. */
const row = (id: string, minute: number, more: Partial<CaseRow> = {}): CaseRow => ({
  id,
  rank: 5,
  state: 'waiting',
  version: 1,
  reason: 'asked',
  lang: 'fi',
  municipality: 'laukaa',
  field: null,
  channel: 'directline',
  openedAt: `2026-11-23T10:${String(minute).padStart(2, '0')}:00Z`,
  since: '2026-11-23T10:00:00Z',
  holder: null,
  invited: [],
  to: null,
  ownCoach: null,
  count: 0,
  read: 0,
  unanswered: null,
  outcome: null,
  ...more,
});
const listOf = (...cases: readonly CaseRow[]) => ({ cases, feed: '', usualWait: null, here: [] });
const shown = (rows: ReturnType<typeof rowsOf>, filter = NO_FILTER) =>
  rowsIn({ ...rows, closed: undefined, filter, me: ME as never }, 'queue').map(({ id }) => id);

describe('the lists of the desk', () => {
  const before = rowsOf(listOf(row('mine', 9, { rank: 0 }), row('a', 1), row('b', 3)));

  it('keep the order in which the server would give them', () => {
    expect(shown(withRow(before, row('new', 2)))).to.deep.equal(['mine', 'a', 'new', 'b']);
    expect(shown(withRow(before, row('last', 4)))).to.deep.equal(['mine', 'a', 'b', 'last']);
    expect(shown(withRow(before, row('b', 3, { version: 2, rank: 0 })))).to.deep.equal(['b', 'mine', 'a']);
  });

  it('leave a row where it is when only its words change', () => {
    const after = withRow(before, row('a', 1, { version: 2, count: 7 }));
    expect(after.order).to.equal(before.order);
    expect(after.rows.get('a')?.count).to.equal(7);
  });

  it('do not go back to an older version of a case', () => {
    const taken = withRow(before, row('a', 1, { version: 3, state: 'held', holder: OTHER }));
    expect(withRow(taken, row('a', 1, { version: 2 }))).to.deep.equal(taken);
    expect(shown(taken)).to.deep.equal(['mine', 'b']);
  });

  it('forget a case that was erased', () => {
    expect(shown(withoutRow(before, 'a'))).to.deep.equal(['mine', 'b']);
  });

  it('let through what the filter names', () => {
    const mixed = rowsOf(
      listOf(row('fi', 1), row('ar', 2, { lang: 'ar' }), row('none', 3, { lang: null, reason: 'danger' })),
    );
    expect(shown(mixed, { ...NO_FILTER, lang: 'ar' })).to.deep.equal(['ar']);
    expect(shown(mixed, { ...NO_FILTER, lang: 'none' })).to.deep.equal(['none']);
    expect(shown(mixed, { ...NO_FILTER, reason: 'danger', lang: 'fi' })).to.deep.equal([]);
    expect(shown(mixed, { ...NO_FILTER, municipality: 'laukaa' })).to.have.length(3);
  });

  it('show as mine what I hold or am invited into, those who wait for an answer first', () => {
    const rows = rowsOf(
      listOf(
        row('answered', 1, { state: 'held', holder: ME }),
        row('asks', 2, { state: 'held', holder: ME, unanswered: '2026-11-23T11:00:00Z', count: 3, read: 1 }),
        row('guest', 3, { state: 'held', holder: OTHER, invited: [ME], count: 2, read: 2 }),
        row('theirs', 4, { state: 'held', holder: OTHER }),
        row('returned', 5, { state: 'returned', holder: ME }),
      ),
    );
    const mine = rowsIn({ ...rows, closed: undefined, filter: NO_FILTER, me: ME as never }, 'mine');
    expect(mine.map(({ id }) => id)).to.deep.equal(['asks', 'answered', 'guest']);
    expect(counts({ ...rows, me: ME as never })).to.deep.equal({ waiting: 0, mine: 3, fresh: 1 });
  });
});
