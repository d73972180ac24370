import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readBase } from '../knowledge/base.ts';
import { adviser } from '../knowledge/pathways/index.ts';
import { STEP_KINDS } from '../knowledge/schema/entries.ts';
import { CASES, holds, readCases, TODAY } from './support/case.ts';
import { toldAdvice } from './support/told-advice.ts';

const base = readBase(new URL('../knowledge/base/', import.meta.url));
const advise = adviser(base);
const cases = readCases(base);

describe('the case bank', () => {
  it('has at least 60 seekers, of every municipality and with wishes or work in every field', () => {
    expect(cases.length).to.be.at.least(60);
    const places = new Set(cases.map(({ profile }) => profile.municipality));
    for (const { id } of base.region.municipalities) expect(places).to.include(id);
    const fields = new Set(
      cases.flatMap(({ profile: { wish, education, experience } }) => [
        wish && 'field' in wish ? wish.field : undefined,
        wish && 'occupation' in wish ? base.occupationOf(wish.occupation)?.field : undefined,
        education?.field,
        ...(experience ?? []).map(({ occupation }) => base.occupationOf(occupation)?.field),
      ]),
    );
    for (const id of base.fields.keys()) expect(fields).to.include(id);
  });

  it('reaches every kind of step, so that none is only there on paper', () => {
    const reached = new Set(
      cases.flatMap(({ profile }) =>
        advise(profile, TODAY).pathways.flatMap(({ steps }) => steps.map(({ kind }) => kind)),
      ),
    );
    expect(STEP_KINDS.filter((kind) => !reached.has(kind))).to.deep.equal([]);
  });

  for (const { name, who, profile, must, mustNot } of cases) {
    it(`${name}: ${who}`, () => {
      const advice = advise(profile, TODAY);
      const wrong = [
        ...must.filter((check) => !holds(check, advice)).map((check) => `must: ${JSON.stringify(check)}`),
        ...mustNot
          .filter((check) => holds(check, advice))
          .map((check) => `must not: ${JSON.stringify(check)}`),
      ];
      const told = toldAdvice(who, advice);
      expect(wrong, told).to.deep.equal([]);
      const file = new URL(`${name}.txt`, CASES);
      expect(told, `see what changed, then npm run cases:accept`).to.equal(
        existsSync(file) ? readFileSync(file, 'utf8') : '',
      );
    });
  }
});
