import { expect } from 'chai';
import { inOrder, type Offering, type Wanting } from '../../../bot/desk/routing.ts';

const coach: Offering = { id: 'one', team: 'coaches', languages: ['fi', 'so'], fields: ['health'] };
const plain: Wanting = {
  reason: 'asked',
  lang: 'ar',
  field: null,
  since: '2026-11-23T12:00:00Z',
  ownCoach: null,
  to: null,
};
const earlier = '2026-11-23T09:00:00Z';

describe('the queue of a coach', () => {
  /** The first of each pair comes before the second, though the second waits longer. */
  const table: readonly (readonly [why: string, first: Partial<Wanting>, second: Partial<Wanting>])[] = [
    ['danger before everything', { reason: 'danger' }, { ownCoach: 'one', lang: 'fi', field: 'health' }],
    ['own seekers before the own language', { ownCoach: 'one' }, { lang: 'so', field: 'health' }],
    ['who was sent to me before the own language', { to: { coach: 'one' } }, { lang: 'so', field: 'health' }],
    ['the own language before the own field', { lang: 'so' }, { field: 'health' }],
    ['the own field before who waits longest', { field: 'health' }, {}],
    [
      'who was sent to my team before who was sent to another',
      { to: { team: 'coaches' } },
      { to: { team: 'network' }, lang: 'fi' },
    ],
    ['anybody before who was sent to a colleague', {}, { to: { coach: 'two' }, ownCoach: 'one', lang: 'fi' }],
    [
      'a seeker whom I guided and sent on is not mine any more',
      { lang: 'so' },
      { ownCoach: 'one', to: { team: 'coaches' } },
    ],
  ];
  for (const [why, first, second] of table)
    it(`has ${why}`, () => {
      const a = { ...plain, ...first, name: 'first' };
      const b = { ...plain, since: earlier, ...second, name: 'second' };
      expect(inOrder([b, a], coach).map(({ name }) => name)).to.deep.equal(['first', 'second']);
      expect(inOrder([a, b], coach).map(({ name }) => name)).to.deep.equal(['first', 'second']);
    });

  it('has who waits longest first among equals', () => {
    const later = { ...plain, name: 'later' };
    const first = { ...plain, since: earlier, name: 'first' };
    expect(inOrder([later, first], coach).map(({ name }) => name)).to.deep.equal(['first', 'later']);
  });
});
