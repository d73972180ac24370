import { expect } from 'chai';
import fc from 'fast-check';
import { type Candidate, remainders, type Truth } from '../../knowledge/pathways/conditions.ts';
import { inquire } from '../../knowledge/pathways/facts.ts';
import { ASKABLE, answersTo, knownOf, readerOf } from '../../knowledge/pathways/known.ts';
import type { Profile } from '../../knowledge/schema/profile.ts';
import type { Condition } from '../../knowledge/schema/rules.ts';
import { anyProfile, occupation, offer, smallBase } from '../support/bases.ts';

const welder = occupation('welder', { cards: [{ card: 'hot-work', must: true }], finnish: 'B1' });
const base = smallBase(
  [welder, occupation('nurse', { field: 'health' })],
  [offer('course', 'course', { asks: { finnish: 'A2' }, times: ['day', 'evening'] })],
);
const candidate: Candidate = {
  goal: {
    id: 'welder',
    occupation: welder,
    competences: ['one', 'two', 'three', 'four'],
    neighbourOf: [],
    needs: ['shortage'],
  },
  way: 'fast',
  offer: base.offers.get('course'),
};

const truth = (condition: Condition, profile: Profile): Truth =>
  remainders()(condition, candidate).judge(readerOf(knownOf(profile, base), {}));
const YES: Condition = { fact: 'age', is: 'under30' };
const NO: Condition = { fact: 'age', is: '30plus' };
const UNKNOWN: Condition = { fact: 'situation', is: 'student' };
const young: Profile = { age: 'under30' };

describe('a condition', () => {
  it('is unknown where the fact is', () => {
    expect(truth(YES, {})).to.equal(undefined);
    expect(truth({ fact: 'cards', has: 'hot-work' }, {})).to.equal(undefined);
    expect(truth({ fact: 'skills.finnish', atLeast: 'A2' }, {})).to.equal(undefined);
  });

  it('joins by "all" as far as the unknown lets it', () => {
    expect(truth({ all: [YES, YES] }, young)).to.equal(true);
    expect(truth({ all: [YES, UNKNOWN] }, young)).to.equal(undefined);
    expect(truth({ all: [UNKNOWN, NO] }, young)).to.equal(false);
  });

  it('joins by "any" as far as the unknown lets it', () => {
    expect(truth({ any: [NO, NO] }, young)).to.equal(false);
    expect(truth({ any: [NO, UNKNOWN] }, young)).to.equal(undefined);
    expect(truth({ any: [UNKNOWN, YES] }, young)).to.equal(true);
  });

  it('turns round by "not", and leaves the unknown unknown', () => {
    expect(truth({ not: YES }, young)).to.equal(false);
    expect(truth({ not: NO }, young)).to.equal(true);
    expect(truth({ not: UNKNOWN }, young)).to.equal(undefined);
  });

  it('knows that a list which was asked for and is empty has nothing', () => {
    expect(truth({ fact: 'constraints', has: 'debt' }, { constraints: [] })).to.equal(false);
    expect(truth({ fact: 'constraints', has: ['debt', 'health'] }, { constraints: ['health'] })).to.equal(
      true,
    );
  });

  it('compares levels on their scale', () => {
    expect(truth({ fact: 'skills.finnish', atLeast: 'A2' }, { skills: { finnish: 'B1' } })).to.equal(true);
    expect(truth({ fact: 'skills.finnish', below: 'A2' }, { skills: { finnish: 'none' } })).to.equal(true);
    expect(
      truth({ fact: 'education.level', atLeast: 'vocational' }, { education: { level: 'upper-secondary' } }),
    ).to.equal(false);
  });

  it('compares with what it judges', () => {
    expect(
      truth(
        { fact: 'education.field', is: { candidate: 'occupation.field' } },
        { education: { field: 'technology' } },
      ),
    ).to.equal(true);
    expect(
      truth(
        { fact: 'skills.finnish', below: { candidate: 'occupation.finnish' } },
        { skills: { finnish: 'A2' } },
      ),
    ).to.equal(true);
    expect(
      truth(
        { fact: 'skills.finnish', atLeast: { candidate: 'offer.asks.finnish' } },
        { skills: { finnish: 'A2' } },
      ),
    ).to.equal(true);
    expect(truth({ candidate: 'offer.times', is: ['evening', 'remote'] }, {})).to.equal(true);
    expect(truth({ candidate: 'offer.asks.age', given: false }, {})).to.equal(true);
  });

  it('is always met by what asks for nothing', () => {
    expect(truth({ fact: 'skills.english', atLeast: { candidate: 'offer.asks.english' } }, {})).to.equal(
      true,
    );
    expect(truth({ fact: 'skills.english', below: { candidate: 'offer.asks.english' } }, {})).to.equal(false);
  });

  it('knows that a wish of one form is not of another', () => {
    expect(truth({ fact: 'wish.goal', is: 'unsure' }, { wish: { occupation: 'welder' } })).to.equal(false);
    expect(
      truth(
        { fact: 'wish.occupation', is: { candidate: 'occupation.id' } },
        { wish: { occupation: welder.esco } },
      ),
    ).to.equal(true);
  });

  it('names the facts that decided, and no others', () => {
    const grounds = (condition: Condition, profile: Profile) =>
      remainders()(condition, candidate).grounds(inquire(knownOf(profile, base)).facts.truth, true);
    expect(
      grounds(
        { all: [YES, { not: { fact: 'situation', is: 'student' } }] },
        { age: 'under30', situation: 'employed' },
      ),
    ).to.deep.equal(['age', 'situation']);
    expect(
      grounds(
        { any: [NO, { fact: 'situation', is: 'student' }, YES] },
        { age: 'under30', situation: 'student' },
      ),
    ).to.deep.equal(['situation']);
    expect(
      grounds(
        { not: { all: [NO, { fact: 'situation', is: 'student' }] } },
        { age: 'under30', situation: 'student' },
      ),
    ).to.deep.equal(['age']);
  });

  it('never changes its mind when more is known', () => {
    const leaf = fc.constantFrom<Condition>(
      YES,
      NO,
      UNKNOWN,
      { fact: 'skills.finnish', atLeast: 'B1' },
      { fact: 'skills.finnish', below: { candidate: 'occupation.finnish' } },
      { fact: 'constraints', has: ['debt', 'health'] },
      { fact: 'cards', has: 'hot-work' },
      { fact: 'wish.occupation', is: { candidate: 'occupation.id' } },
      { fact: 'education.field', is: { candidate: 'occupation.field' } },
      { candidate: 'way', is: 'fast' },
    );
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie('condition') }),
      ),
    }));
    fc.assert(
      fc.property(condition, anyProfile(base), (anyCondition, profile) => {
        const known = knownOf(profile, base);
        const { judge } = remainders()(anyCondition, candidate);
        const now = judge(readerOf(known, {}));
        if (now === undefined) return;
        const unknown = ASKABLE.filter((fact) => !inquire(known).facts.holds(fact));
        for (const fact of unknown)
          for (const later of answersTo(fact, known, base)) expect(judge(readerOf(later, {}))).to.equal(now);
      }),
      { seed: 20261123 },
    );
  });
});
