import { expect } from 'chai';
import restify from 'restify';
import type { Role } from '../../../bot/desk/interface.ts';
import { type Coach, coachOf, startDesk, type TestDesk } from '../../support/desk.ts';

/** What an endpoint needs of who asks. */
interface Row {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Only coaches; else everybody of the network. */
  readonly coaches?: true;
  /** Of a case that another coach holds. */
  readonly ofCase?: true;
}
const row = (method: Row['method'], path: string, body?: unknown): Row => ({
  method,
  path,
  ...(body !== undefined && { body }),
  ...(/^\/(cases|feed|codes)/.test(path) && { coaches: true }),
  ...(path.startsWith('/cases/') && { ofCase: true }),
});
const ROWS: readonly Row[] = [
  row('GET', '/me'),
  row('PUT', '/me', { lang: 'sv' }),
  row('POST', '/heartbeat'),
  row('POST', '/sign-out'),
  row('GET', '/vocabulary'),
  row('GET', '/phrases'),
  row('GET', '/items'),
  row('GET', '/experts'),
  row('GET', '/advice/form'),
  row('POST', '/advice', { profile: {} }),
  row('POST', '/codes', { code: 'K7PM-X3RT' }),
  row('GET', '/cases'),
  row('GET', '/feed'),
  row('GET', '/cases/:id'),
  row('GET', '/cases/:id/messages'),
  row('GET', '/cases/:id/feed'),
  row('GET', '/cases/:id/looks'),
  row('GET', '/cases/:id/summary'),
  row('GET', '/cases/:id/plan'),
  row('PUT', '/cases/:id/plan', { version: 0, to: 'cook', steps: [{ item: 'hygiene-passport' }] }),
  row('POST', '/cases/:id/plan/send', { key: 'k', version: 1 }),
  row('POST', '/cases/:id/take', {}),
  row('POST', '/cases/:id/return', {}),
  row('POST', '/cases/:id/give-back', {}),
  row('POST', '/cases/:id/transfer', { to: { team: 'network' }, note: '' }),
  row('POST', '/cases/:id/invite', { coach: 'coach-2', note: '' }),
  row('DELETE', '/cases/:id/invite/:coach'),
  row('POST', '/cases/:id/close', { outcome: 'answered' }),
  row('POST', '/cases/:id/messages', { key: 'k', text: 'hei' }),
  row('POST', '/cases/:id/phrases', { key: 'k', phrase: 'hello' }),
  row('POST', '/cases/:id/links', { key: 'k', item: 'hygiene-passport' }),
  row('POST', '/cases/:id/typing', {}),
  row('POST', '/cases/:id/read', { count: 1 }),
  row('POST', '/cases/:id/notes', { text: 'note' }),
];

describe('the doors of the desk', function () {
  this.timeout(60_000);
  let now = Date.parse('2026-11-23T12:00:00Z');
  let desk: TestDesk;
  let other: Coach;
  let earlier: number;

  before(async () => {
    desk = await startDesk({ now: () => now });
    const holder = await desk.coach('coach-1');
    other = await desk.coach('coach-3');
    const seeker = await desk.seeker('s');
    await seeker.say('haluan puhua ihmiselle');
    expect((await holder.ask('POST', '/cases/s/take', {})).status).to.equal(200);
  });
  after(() => desk.stop());
  beforeEach(() => {
    earlier = desk.logged.length;
  });

  const pathOf = ({ path }: Row) => path.replace(':id', 's').replace(':coach', 'coach-2');
  const logged = (code: string) =>
    desk.logged.slice(earlier).filter((line) => line.code === `desk.${code}`).length;
  async function refused(
    coach: Coach,
    row: Row,
    status: number,
    code: string,
    headers?: Record<string, string>,
  ) {
    const answer = await coach.ask(row.method, pathOf(row), row.body, headers);
    expect([answer.status, answer.body?.error?.code]).to.deep.equal([status, code]);
    expect(logged(code), 'lines in the log').to.equal(1);
  }

  it('are all in this table', () => {
    const server = restify.createServer();
    desk.web.mount(server, undefined);
    const routes = Object.values(
      (
        server.router as unknown as { getRoutes(): Record<string, { method: string; path: string }> }
      ).getRoutes(),
    )
      .filter(({ path }) => path.startsWith('/desk/api/') && path !== '/desk/api/sign-in')
      .map(({ method, path }) => `${method} ${path.replace('/desk/api', '')}`);
    expect(routes.sort()).to.deep.equal(ROWS.map(({ method, path }) => `${method} ${path}`).sort());
  });

  for (const one of ROWS) {
    describe(`${one.method} ${one.path}`, () => {
      it('is shut without a session', () => refused(coachOf(desk.url, ''), one, 401, 'NoSession'));

      it('is shut with a session that nobody began', () =>
        refused(coachOf(desk.url, 'desk=forged'), one, 401, 'SessionExpired'));

      it('is shut to other sites, by where they are, by their origin, and without the header', async () => {
        await refused(other, one, 403, 'CrossSite', { 'sec-fetch-site': 'cross-site' });
        earlier = desk.logged.length;
        await refused(other, one, 403, 'CrossSite', { origin: 'https://evil.example' });
        earlier = desk.logged.length;
        if (one.method !== 'GET') await refused(other, one, 403, 'CrossSite', { 'x-desk': '' });
      });

      if (one.coaches)
        it('is shut to other roles', async () => {
          const roles: readonly Role[] = ['planner', 'editor'];
          await refused(await desk.coach('somebody', roles), one, 403, 'WrongRole');
        });

      if (one.ofCase)
        it('is shut to who does not hold the case', async () => {
          const answer = await other.ask(one.method, pathOf(one), one.body);
          const code = one.path.endsWith('/take') ? 'CaseTaken' : 'NotYours';
          expect(answer.body?.error?.code).to.equal(code);
          expect(answer.status).to.equal(code === 'CaseTaken' ? 409 : 403);
          expect(answer.body.error.holder.id).to.equal('coach-1');
          if (code === 'NotYours') expect(logged('NotYours')).to.equal(1);
        });
    });
  }

  describe('in time', () => {
    it('are shut once the session has ended', async () => {
      const late = await desk.coach('coach-2');
      now += 61 * 60_000;
      await refused(late, row('GET', '/me'), 401, 'SessionExpired');
    });

    it('stay open while somebody is there, for a working day at most', async () => {
      const diligent = await desk.coach('coach-2');
      for (let minutes = 0; minutes < 570; minutes += 30) {
        now += 30 * 60_000;
        expect((await diligent.ask('POST', '/heartbeat')).status).to.equal(200);
      }
      now += 40 * 60_000;
      expect((await diligent.ask('POST', '/heartbeat')).body.error.code).to.equal('SessionExpired');
    });

    it('are shut after signing out, also with the old cookie', async () => {
      const gone = await desk.coach('coach-2');
      expect((await gone.ask('POST', '/sign-out')).status).to.equal(204);
      expect((await gone.ask('GET', '/me')).body.error.code).to.equal('SessionExpired');
    });

    it('give no case away that is not there', async () => {
      const coach = await desk.coach('coach-2');
      expect((await coach.ask('GET', '/cases/nobody')).body.error.code).to.equal('CaseGone');
      expect((await coach.ask('POST', '/cases/nobody/take', {})).body.error.code).to.equal('CaseGone');
    });
  });
});
