import { expect } from 'chai';
import {
  type Advisories,
  type Dependency,
  dependencies,
  fromAudit,
  isAllowed,
  LIST,
  readJson,
  troubles,
} from './packages.ts';

const told = ({ name, version, license }: Dependency) => `${name}@${version}: ${license}`;

describe('the packages that the guide uses', () => {
  it('have licences that we can keep', () => {
    expect(dependencies().length).to.be.greaterThan(100);
    expect(
      dependencies()
        .filter(({ license }) => !isAllowed(license))
        .map(told),
    ).to.deep.equal([]);
  });

  it('have no known trouble, but what a person found harmless', () => {
    const list = readJson<Advisories>(LIST);
    expect(
      troubles(dependencies(), list).map(({ dependency, advisory }) => `${told(dependency)} ${advisory.url}`),
    ).to.deep.equal([]);
    for (const { harmless } of list.advisories)
      expect(harmless ?? 'no reason needed').to.have.length.greaterThan(10);
  });
});

describe('the check of packages', () => {
  for (const [license, allowed] of [
    ['MIT', true],
    ['(AFL-2.1 OR BSD-3-Clause)', true],
    ['MIT AND ISC', true],
    ['GPL-3.0-only', false],
    ['MIT AND GPL-3.0-only', false],
    ['AGPL-3.0 OR SSPL-1.0', false],
    ['SEE LICENSE IN LICENSE.md', false],
    [undefined, false],
  ] as const)
    it(`says ${allowed ? 'yes' : 'no'} to ${license}`, () => expect(isAllowed(license)).to.equal(allowed));

  const advisory = {
    package: 'left',
    range: '>=1.0.0 <1.2.3',
    severity: 'high',
    title: 'Left goes right',
    url: 'https://github.com/advisories/GHSA-xxxx-xxxx-xxxx',
  };
  const left = (version: string): Dependency => ({ name: 'left', version, license: 'MIT' });

  it('finds the versions that have a trouble, until a person says why it is harmless', () => {
    const list = { checkedOn: '2026-11-23', advisories: [advisory] };
    expect(troubles([left('1.2.2')], list)).to.have.length(1);
    expect(troubles([left('1.2.3'), { ...left('1.2.2'), name: 'right' }], list)).to.deep.equal([]);
    const settled = { ...list, advisories: [{ ...advisory, harmless: 'the guide never goes left' }] };
    expect(troubles([left('1.2.2')], settled)).to.deep.equal([]);
  });

  it('reads what npm audit tells, each trouble once, and keeps what a person said before', () => {
    const { package: name, ...rest } = advisory;
    const via = [{ source: 1, name, dependency: name, ...rest }, 'right'];
    const audit = { vulnerabilities: { left: { via }, right: { via: ['left'] }, other: { via } } };
    const before = { checkedOn: null, advisories: [{ ...advisory, harmless: 'the guide never goes left' }] };
    expect(fromAudit(audit, before, '2026-11-23')).to.deep.equal({
      checkedOn: '2026-11-23',
      advisories: before.advisories,
    });
  });

  it('leaves out what only tests use', () => {
    const packages = {
      '': {},
      'node_modules/a': { version: '1.0.0', license: 'MIT' },
      'node_modules/a/node_modules/@b/c': { version: '2.0.0', dev: true as const },
    };
    expect(dependencies({ packages }).map(({ name }) => name)).to.deep.equal(['a']);
  });
});
