import { expect } from 'chai';
import fc from 'fast-check';
import { type Case, type CaseEvent, isOpen, step, takesPart } from '../../../bot/desk/case.ts';
import type { Person } from '../../../bot/desk/interface.ts';

const AT = '2026-11-23T12:00:00.000Z';
const one: Person = { id: 'one', name: 'Coach 1', role: 'coach' };
const two: Person = { id: 'two', name: 'Coach 2', role: 'coach' };

/** The case after these events, each of which must be allowed. */
function caseAfter(...events: readonly CaseEvent[]): Case {
  let now: Case | undefined;
  for (const event of events) {
    const result = step(now, event, AT);
    if ('refused' in result) throw new Error(`${event.do}: ${result.refused}`);
    now = result.next;
  }
  if (!now) throw new Error('no case');
  return now;
}
const opened: CaseEvent = { do: 'open', reason: 'asked' };
const message: CaseEvent = { do: 'open', reason: 'asked', callback: { message: 'help', reach: '' } };
const taken: CaseEvent = { do: 'take', by: one };

describe('a case', () => {
  const table: readonly (readonly [
    what: string,
    before: readonly CaseEvent[],
    event: CaseEvent,
    outcome: string,
  ])[] = [
    ['waits once a person is asked for', [], opened, 'waiting'],
    ['is a call back where a message is left', [], message, 'callback'],
    ['turns from waiting to a call back when a message is left', [opened], message, 'callback'],
    ['waits again when its seeker comes back in opening hours', [message], opened, 'waiting'],
    ['is held by who takes it', [opened], taken, 'held'],
    ['can be taken from the call backs', [message], taken, 'held'],
    ['is taken once', [opened, taken], { do: 'take', by: two }, 'CaseTaken'],
    ['is not taken after its seeker left', [opened, { do: 'leave' }], taken, 'CaseMoved'],
    ['is left while it waits', [opened], { do: 'leave' }, 'left'],
    ['is left while it is held', [opened, taken], { do: 'leave' }, 'left'],
    ['is returned to the queue by its holder', [opened, taken], { do: 'return', by: one }, 'waiting'],
    ['is returned by nobody else', [opened, taken], { do: 'return', by: two }, 'NotYours'],
    ['is passed on', [opened, taken], { do: 'transfer', by: one, to: { coach: two } }, 'waiting'],
    ['is closed by its holder', [opened, taken], { do: 'close', by: one, outcome: 'plan' }, 'closed'],
    ['is closed by nobody else', [opened, taken], { do: 'close', by: two, outcome: 'plan' }, 'NotYours'],
    ['is given back to the guide', [opened, taken], { do: 'give-back', by: one }, 'returned'],
    ['goes back when its coach is lost', [opened, taken], { do: 'lapse', holder: 'one' }, 'waiting'],
    [
      'stays with a new holder when the old one is lost',
      [opened, taken, { do: 'return', by: one }, { do: 'take', by: two }],
      { do: 'lapse', holder: 'one' },
      'CaseMoved',
    ],
    ['hears nothing of a stranger', [opened, taken], { do: 'said', by: two }, 'NotYours'],
    [
      'hears who was invited',
      [opened, taken, { do: 'invite', by: one, who: two }],
      { do: 'said', by: two },
      'held',
    ],
    [
      'hears no longer who was invited and is not any more',
      [opened, taken, { do: 'invite', by: one, who: two }, { do: 'uninvite', by: one, who: 'two' }],
      { do: 'said', by: two },
      'NotYours',
    ],
    [
      'is not closed by a guest',
      [opened, taken, { do: 'invite', by: one, who: two }],
      { do: 'give-back', by: two },
      'NotYours',
    ],
    [
      'hears nobody after it was closed',
      [opened, taken, { do: 'close', by: one, outcome: 'other' }],
      { do: 'said', by: one },
      'CaseMoved',
    ],
    ['is not there before anybody asked', [], taken, 'CaseGone'],
  ];
  for (const [what, before, event, outcome] of table)
    it(what, () => {
      const result = step(before.length > 0 ? caseAfter(...before) : undefined, event, AT);
      expect('refused' in result ? result.refused : result.next.state).to.equal(outcome);
    });

  it('stays urgent when it is passed on or lost', () => {
    const danger: CaseEvent = { do: 'danger' };
    expect(caseAfter(opened, taken, danger, { do: 'lapse', holder: 'one' }).reason).to.equal('danger');
    expect(caseAfter(opened, taken, danger, { do: 'transfer', by: one, to: { team: 't' } }).reason).to.equal(
      'danger',
    );
  });

  it('keeps what was left for a call back, also when it waits and is taken', () => {
    expect(caseAfter(message, opened, taken).callback).to.deep.equal({ message: 'help', reach: '' });
  });

  it('begins anew after it ended, with its own history', () => {
    const again = caseAfter(opened, taken, { do: 'close', by: one, outcome: 'plan' }, opened);
    expect(again.history.map(({ what }) => what)).to.deep.equal(['opened']);
    expect(again.outcome).to.equal(undefined);
  });

  it('has a holder exactly while it is held, and grows in version with every transition, whatever happens', () => {
    const person = fc.constantFrom(one, two);
    const events: fc.Arbitrary<CaseEvent> = fc.oneof(
      fc.constantFrom(
        opened,
        message,
        { do: 'leave' } as const,
        { do: 'heard' } as const,
        { do: 'danger' } as const,
      ),
      fc.record({ do: fc.constantFrom('take', 'return', 'give-back', 'said'), by: person }),
      fc.record({ do: fc.constant('transfer' as const), by: person, to: fc.constant({ team: 'team' }) }),
      fc.record({ do: fc.constant('invite' as const), by: person, who: person }),
      fc.record({ do: fc.constant('uninvite' as const), by: person, who: fc.constantFrom('one', 'two') }),
      fc.record({ do: fc.constant('close' as const), by: person, outcome: fc.constant('other' as const) }),
      fc.record({ do: fc.constant('lapse' as const), holder: fc.constantFrom('one', 'two') }),
    );
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (happened) => {
        let now: Case | undefined;
        for (const event of happened) {
          const result = step(now, event, AT);
          if ('refused' in result) continue;
          const { next } = result;
          expect(next.holder !== undefined).to.equal(next.state === 'held');
          if (next.state !== 'held') expect(next.invited).to.deep.equal([]);
          if (now && now.state !== next.state) expect(next.version).to.equal(now.version + 1);
          if (event.do === 'said') expect(takesPart(next, event.by.id)).to.equal(true);
          if (next.unanswered) expect(isOpen(next.state)).to.equal(true);
          now = next;
        }
      }),
    );
  });
});
