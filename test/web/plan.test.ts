import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { LANGS, type Lang, TONGUES } from '../../locales/index.ts';
import { request } from '../support/server.ts';
import { choice, guideInBrowser, message, t, texts, violations } from '../support/visiting.ts';

/** A return code as it is shown. */
const CODE = /\b[A-Z][A-Z0-9]{3}-[A-Z][A-Z0-9]{3}\b/;

describe('the plan page', function () {
  this.timeout(120_000);
  const guide = guideInBrowser();
  const { visit, store } = guide;

  /** A conversation in which enough was told for a plan; gives what lets a browser go on with it. */
  async function told(lang: Lang) {
    const { body } = await request(guide.url, '/chat/token', { method: 'POST', body: { lang, open: true } });
    const pass = { conversationId: String(body.conversationId), token: String(body.token) };
    const key = `conversation/${pass.conversationId}`;
    const kept = await store.read(key);
    const conversation = structuredClone(kept?.value) as { session: Record<string, unknown> };
    conversation.session.profile = {
      language: lang,
      municipality: 'jyvaskyla',
      wish: { occupation: 'practical-nurse' },
      competences: [{ id: 'help-wash-dress', level: 2 }],
      experience: [{ occupation: 'practical-nurse', country: 'abroad', evidence: 'work' }],
      cards: ['hygiene-passport'],
    };
    await store.write(key, conversation as never, kept?.version ?? 0);
    return pass;
  }

  /** The plan of a visitor, asked for as the chat asks: by a form. */
  async function planIn(lang: Lang, width = 1_024): Promise<Page> {
    const { token } = await told(lang);
    const page = await visit(lang, { width, url: `${guide.url}/plan?lang=${lang}` });
    await page.evaluate((value) => {
      const form = document.createElement('form');
      const field = document.createElement('input');
      Object.assign(form, { method: 'post', action: '/plan' });
      Object.assign(field, { name: 'token', value });
      form.append(field);
      document.body.append(form);
      form.submit();
    }, token);
    await page.locator('h1').first().waitFor();
    return page;
  }

  /** A visitor's chat that goes on with a conversation. */
  function chatOf(lang: Lang, pass: Awaited<ReturnType<typeof told>>, url = guide.url): Promise<Page> {
    return visit(lang, {
      url,
      prepare: (fresh) =>
        fresh.addInitScript((json) => {
          sessionStorage['osaajaks.conversation'] = json;
        }, JSON.stringify(pass)),
    });
  }

  for (const lang of LANGS) {
    it(`stands in ${lang}, with Finnish beside it where that is another, and breaks no rule of WCAG`, async () => {
      const plan = await planIn(lang);
      expect(plan.url()).to.equal(`${guide.url}/plan`);
      expect(await plan.locator('html').getAttribute('dir')).to.equal(TONGUES[lang].dir);
      expect(await plan.locator('h1').allTextContents()).to.deep.equal(
        (lang === 'fi' ? ['fi'] : [lang, 'fi']).map((one) => t(one as Lang, 'plan.title')),
      );
      for (const heading of ['plan.competences', 'plan.jobs', 'plan.cards'] as const)
        await plan.locator(`[lang=${lang}] h2`, { hasText: t(lang, heading) }).waitFor();
      expect(await plan.locator('.step.now').count()).to.be.greaterThan(0);
      expect(await violations(plan)).to.deep.equal([]);
    });
  }

  it('stands in two columns on paper and wide screens, and in one on a phone', async () => {
    const plan = await planIn('ar', 390);
    const sides = () =>
      plan
        .locator('.step')
        .first()
        .locator('> div')
        .evaluateAll(([own, finnish]) => [
          own?.getBoundingClientRect().left,
          finnish?.getBoundingClientRect().left,
        ]);
    expect(new Set(await sides()).size).to.equal(1);
    expect(await plan.evaluate(() => document.documentElement.scrollWidth)).to.equal(390);
    await plan.setViewportSize({ width: 794, height: 1_123 });
    await plan.emulateMedia({ media: 'print' });
    const [own = 0, finnish = 0] = await sides();
    expect(own).to.be.greaterThan(finnish);
    expect(await plan.locator('header').isVisible()).to.equal(false);
  });

  it('is offered in the conversation once a pathway is kept, and opens from there and from the menu', async () => {
    const pass = await told('en');
    const path = `/v3/directline/conversations/${pass.conversationId}/activities`;
    const say = (text: string) =>
      request(guide.url, path, { method: 'POST', token: pass.token, body: { type: 'message', text } });
    const keep = t('en', 'pathways.keep');
    await say('I want to be a practical nurse');
    for (let turn = 0; turn < 40; turn++) {
      const { body } = await request(guide.url, path, { token: pass.token });
      if (JSON.stringify((body.activities as unknown[]).at(-1)).includes(keep)) break;
      await say('1');
    }
    const page = await chatOf('en', pass);
    await choice(page, keep).click();
    await message(page, t('en', 'pathways.page')).waitFor();
    const opened = async (open: () => Promise<unknown>) => {
      const [plan] = await Promise.all([page.waitForEvent('popup'), open()]);
      await plan.locator('h1').first().waitFor();
      expect(await plan.locator('.pathway').count()).to.equal(1);
      expect(plan.url()).to.equal(`${guide.url}/plan`);
      await plan.close();
    };
    await opened(() => page.getByRole('link', { name: t('en', 'pathways.openPage') }).click());
    await page.locator('.menu summary').click();
    await opened(() => page.locator('.menu [data-does=plan]').click());
  });

  it('opens by its address in a tab that holds a conversation, and says elsewhere where it opens from', async () => {
    const page = await chatOf('sv', await told('sv'), `${guide.url}/plan?lang=sv`);
    await page.locator('h1').first().waitFor();
    const answer = await fetch(`${guide.url}/plan?lang=sv`);
    expect(await answer.text()).to.contain(texts('sv').page.plan);
  });

  it('shows a void or missing token nothing', async () => {
    for (const token of ['', 'void']) {
      const answer = await fetch(`${guide.url}/plan?lang=en`, {
        method: 'POST',
        body: new URLSearchParams({ token }),
      });
      expect(answer.status).to.equal(403);
      expect(await answer.text()).to.contain(texts('en').page.plan);
    }
    expect((await fetch(`${guide.url}/plan`, { method: 'POST', body: '{}' })).status).to.equal(415);
  });

  it('names the return code that was told, for whoever takes the paper to a coach', async () => {
    const { token, conversationId } = await told('sv');
    const before = await fetch(`${guide.url}/plan`, { method: 'POST', body: new URLSearchParams({ token }) });
    expect(await before.text()).to.not.match(CODE);
    const body = { type: 'message', from: { id: 'me' }, text: 'kod' };
    const path = `/v3/directline/conversations/${conversationId}/activities`;
    await request(guide.url, path, { method: 'POST', token, body });
    const answer = await fetch(`${guide.url}/plan`, { method: 'POST', body: new URLSearchParams({ token }) });
    const html = await answer.text();
    expect(html).to.match(CODE);
  });

  it('says so where there is no plan yet', async () => {
    const { body } = await request(guide.url, '/chat/token', {
      method: 'POST',
      body: { lang: 'so', open: true },
    });
    const answer = await fetch(`${guide.url}/plan`, {
      method: 'POST',
      body: new URLSearchParams({ token: String(body.token) }),
    });
    expect(await answer.text()).to.contain(t('so', 'plan.empty').replaceAll("'", '&#39;'));
  });
});
