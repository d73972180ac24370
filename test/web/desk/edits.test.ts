import { expect } from 'chai';
import fc from 'fast-check';
import { begunFrom, moved } from '../../../web/desk/plan-edit.js';
import { profileOf } from '../../../web/desk/profile.js';

const step = (item: string) => ({ item, name: item, kind: 'course', provider: null, comment: '' });
const edit = (...items: readonly string[]) => ({
  version: 1,
  to: 'cook',
  title: 'cook',
  comment: '',
  steps: items.map(step),
});
const items = ({ steps }: { readonly steps: readonly { readonly item: string }[] }) =>
  steps.map(({ item }) => item);

describe('a pathway that is edited', () => {
  it('moves a step up or down by one', () => {
    expect(items(moved(edit('a', 'b', 'c'), 2, -1))).to.deep.equal(['a', 'c', 'b']);
    expect(items(moved(edit('a', 'b', 'c'), 0, 1))).to.deep.equal(['b', 'a', 'c']);
  });

  it('loses no step, wherever one is moved', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { maxLength: 6 }),
        fc.integer({ min: -2, max: 8 }),
        fc.constantFrom(-1 as const, 1 as const),
        (names, index, by) => {
          expect(items(moved(edit(...names), index, by)).sort()).to.deep.equal([...names].sort());
        },
      ),
    );
  });

  it('begins from a pathway of the guide with its goal and no comments', () => {
    const seen = { thisWeek: true, because: ['x'], check: [] };
    const pathway = {
      to: 'nurse',
      title: 'nurse',
      fit: 'good',
      because: [],
      gap: [],
      steps: [{ ...step('a'), ...seen }],
    };
    expect(begunFrom(edit('old'), pathway)).to.deep.equal({ ...edit('a'), to: 'nurse', title: 'nurse' });
  });
});

describe('what is told of an unnamed client', () => {
  const fact = (name: string, takes: 'one' | 'many' | 'occupation' | 'occupations') => ({
    fact: name,
    label: '',
    takes,
    choices: [],
  });
  const facts = [
    fact('skills.finnish', 'one'),
    fact('skills.digital', 'one'),
    fact('constraints', 'many'),
    fact('wish.occupation', 'occupation'),
    fact('experience', 'occupations'),
    fact('age', 'one'),
  ];

  it('becomes a profile; what was not told stays unknown', () => {
    const told = {
      'skills.finnish': ['A2'],
      'skills.digital': ['good'],
      constraints: ['health', 'childcare'],
      'wish.occupation': ['cook'],
      experience: ['cleaner', 'nurse'],
      age: [],
    };
    expect(profileOf(facts, told)).to.deep.equal({
      skills: { finnish: 'A2', digital: 'good' },
      constraints: ['health', 'childcare'],
      wish: { occupation: 'cook' },
      experience: [{ occupation: 'cleaner' }, { occupation: 'nurse' }],
    });
  });
});
