import { expect } from 'chai';
import { readConfig } from '../../../bot/config.ts';
import { openIdConnect } from '../../../bot/desk/web/oidc.ts';
import { coachOf, startDesk, type TestDesk } from '../../support/desk.ts';
import { CLIENT, type IdentityProvider, identityProvider, visitor } from '../../support/identity-provider.ts';

const PORT = 41_301;
const DESK = `http://127.0.0.1:${PORT}`;

describe('signing in to the desk', function () {
  this.timeout(30_000);

  describe('with an OpenID Connect provider', () => {
    let provider: IdentityProvider;
    let desk: TestDesk;

    before(async () => {
      provider = await identityProvider(`${DESK}/desk/sign-in/callback`, {
        anna: { name: 'Coach A', roles: ['coach', 'lead', 'something-else'] },
        paul: { name: 'Planner P', roles: 'planner' },
        nina: { name: 'Nobody N', roles: ['cleaner'] },
      });
      desk = await startDesk({
        port: PORT,
        oidc: openIdConnect({
          issuer: provider.issuer,
          clientId: CLIENT.id,
          clientSecret: CLIENT.secret,
          roleClaim: 'roles',
          idClaim: 'sub',
        }),
      });
    });
    after(async () => {
      await desk?.stop();
      await provider?.stop();
    });

    it('lets in who has a role, under their name and with their roles', async () => {
      const browser = visitor();
      const { url, response } = await browser.signIn(`${DESK}/desk/sign-in`, 'anna');
      expect(url.pathname).to.equal('/desk/sign-in/callback');
      expect(await response.text()).to.include('url=/desk"');
      const me = await coachOf(DESK, `desk=${browser.cookie(DESK, 'desk')}`).ask('GET', '/me');
      expect(me.body).to.deep.include({
        id: 'anna',
        name: 'Coach A',
        roles: ['coach', 'lead'],
        role: 'lead',
      });
    });

    it('gives a planner what planners may, and no cases', async () => {
      const browser = visitor();
      await browser.signIn(`${DESK}/desk/sign-in`, 'paul');
      const planner = coachOf(DESK, `desk=${browser.cookie(DESK, 'desk')}`);
      expect((await planner.ask('GET', '/phrases')).status).to.equal(200);
      expect((await planner.ask('GET', '/cases')).body.error.code).to.equal('WrongRole');
    });

    it('lets nobody in who has no role here', async () => {
      const browser = visitor();
      const { response } = await browser.signIn(`${DESK}/desk/sign-in`, 'nina');
      expect(await response.text()).to.include('signed-in=no-role');
      expect(browser.cookie(DESK, 'desk')).to.equal(undefined);
      expect(desk.logged.some(({ code, who }) => code === 'desk.no-role' && who === 'nina')).to.equal(true);
    });

    it('takes a way back once, from the browser that left, with what it left with', async () => {
      const browser = visitor();
      const { url } = await browser.signIn(`${DESK}/desk/sign-in`, 'anna');
      const refused = async (address: string, by = visitor()) =>
        expect(await (await by.go(address)).response.text()).to.include('signed-in=failed');
      await refused(url.href);
      await refused(url.href, browser);
      await refused(`${DESK}/desk/sign-in/callback?code=forged&state=forged`, browser);
      const another = visitor();
      await another.go(`${DESK}/desk/sign-in`);
      await refused(url.href, another);
    });

    it('prints and takes no link', async () => {
      const entered = await fetch(DESK + desk.web.localLink({ id: 'x', name: 'x', roles: ['coach'] }), {
        redirect: 'manual',
      });
      expect(entered.status).to.equal(302);
      expect(entered.headers.get('location')).to.include(provider.issuer);
      expect(await (await fetch(`${DESK}/desk/api/sign-in`)).json()).to.deep.equal({
        way: 'oidc',
        url: '/desk/sign-in',
      });
    });

    it('sends the challenge of PKCE, a state and a nonce, and sets cookies that scripts do not see', async () => {
      const left = await fetch(`${DESK}/desk/sign-in`, { redirect: 'manual' });
      const query = new URL(left.headers.get('location') ?? '').searchParams;
      expect(query.get('code_challenge_method')).to.equal('S256');
      for (const name of ['code_challenge', 'state', 'nonce'])
        expect(query.get(name), name).to.have.length(43);
      expect(left.headers.get('set-cookie')).to.match(/HttpOnly; SameSite=Lax/);
    });
  });

  describe('without one', () => {
    let desk: TestDesk;
    before(async () => {
      desk = await startDesk();
    });
    after(() => desk.stop());
    const open = (path: string, host?: string) =>
      fetch(desk.url + path, host === undefined ? {} : { headers: { host } });

    it('works by a link, once', async () => {
      const link = desk.web.localLink({ id: 'coach-1', name: 'Coach 1', roles: ['coach'] });
      const first = await open(link);
      expect(first.headers.get('set-cookie')).to.match(/^desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/);
      const second = await open(link);
      expect(second.headers.get('set-cookie')).to.equal(null);
      expect(await second.text()).to.include('signed-in=used');
    });

    it('takes no forged link', async () =>
      expect((await open('/desk/sign-in?code=forged')).headers.get('set-cookie')).to.equal(null));

    it('says that the provider is away where it is', async () => {
      const away = await startDesk({
        oidc: openIdConnect({
          issuer: 'http://127.0.0.1:9',
          clientId: 'x',
          clientSecret: undefined,
          roleClaim: 'roles',
          idClaim: 'sub',
        }),
      });
      expect(await (await fetch(`${away.url}/desk/sign-in`)).text()).to.include('signed-in=failed');
      await away.stop();
    });
  });

  describe('by the settings', () => {
    const problems = (env: Record<string, string>) => {
      try {
        readConfig(env);
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };

    it('wants issuer and client together, and TLS but on this machine', () => {
      expect(problems({ OIDC_ISSUER: 'https://login.example' })).to.include('OIDC_CLIENT_ID');
      expect(problems({ OIDC_ISSUER: 'http://login.example', OIDC_CLIENT_ID: 'x' })).to.include('https');
      expect(problems({ OIDC_ISSUER: 'http://localhost:1', OIDC_CLIENT_ID: 'x' })).to.equal('');
    });

    it('never repeats a secret', () =>
      expect(
        problems({ OIDC_ISSUER: 'x', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'very-secret' }),
      ).to.not.include('very-secret'));
  });
});
