import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Advice } from '../../knowledge/pathways/advice.ts';

const COMMAND = fileURLToPath(new URL('../../knowledge/recommend.ts', import.meta.url));
const recommend = (profile: string, ...args: string[]) =>
  spawnSync(process.execPath, [COMMAND, ...args], { input: profile, encoding: 'utf8' });

describe('npm run recommend', () => {
  it('prints the advice as JSON', () => {
    const { status, stdout, stderr } = recommend('{"wish":{"occupation":"welder"}}', '--today', '2026-11-23');
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    const advice = JSON.parse(stdout) as Advice;
    expect(advice.pathways[0]?.to).to.equal('welder');
    expect(recommend('{"wish":{"occupation":"welder"}}', '--today', '2026-11-23').stdout).to.equal(stdout);
  });

  it('takes a profile of which nothing is known', () => {
    const advice = JSON.parse(recommend('{}').stdout) as Advice;
    expect(advice.pathways.map(({ to }) => to)).to.deep.equal(['guidance']);
    expect(advice.ask[0]?.fact).to.equal('wish');
  });

  it('tells all that is wrong with a profile, one line each, and exits with 2', () => {
    const { status, stdout, stderr } = recommend(
      '{"age":"old","cards":["no-card"],"skills":{"finnish":"C3"},"colour":"red"}',
    );
    expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
    const lines = stderr.trim().split('\n');
    expect(lines).to.have.length(3);
    expect(stderr)
      .to.match(/^age: is "old": must be one of under30, 30plus$/m)
      .and.to.match(/^skills\.finnish: is "C3": must be one of none, A1, /m)
      .and.to.match(/colour/);
  });

  it('does not know ids that the base has not, but takes any concept of ESCO', () => {
    const { status, stderr } = recommend(
      '{"wish":{"occupation":"weldr"},"cards":["no-card"],"competences":[{"id":"flying","level":2}]}',
    );
    expect(status).to.equal(2);
    expect(stderr)
      .to.match(/^wish\.occupation: is "weldr": must be .*welder/m)
      .and.to.match(/^cards\.0: is "no-card"/m)
      .and.to.match(/^competences\.0\.id: is "flying"/m);
    const esco = recommend(
      '{"wish":{"occupation":"http://data.europa.eu/esco/occupation/00000000-0000-0000-0000-000000000001"}}',
    );
    expect(esco.status).to.equal(0);
    expect((JSON.parse(esco.stdout) as Advice).unmet).to.have.length(1);
  });

  it('is not confused by broken JSON or a day that is none', () => {
    expect(recommend('{"age":').status).to.equal(2);
    expect(recommend('{"age":').stderr.trim().split('\n')).to.have.length(1);
    expect(recommend('{}', '--today', 'tomorrow').stderr).to.match(/--today/);
  });
});
