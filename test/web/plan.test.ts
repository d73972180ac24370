import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { LANGS, type Lang, TONGUES } from '../../locales/index.ts';
import { request } from '../support/server.ts';
import { choice, guideInBrowser, input, message, t, texts, violations } from '../support/visiting.ts';

describe('the plan page', function () {
  this.timeout(90_000);
  const guide = guideInBrowser();
  const { visit, store } = guide;

  /** Walks a new visitor to a kept plan through the server, and opens the chat there. */
  async function withPlan(lang: Lang, width = 1_024): Promise<Page> {
    const { body } = await request(guide.url, '/chat/token', { method: 'POST', body: { lang } });
    const pass = { conversationId: String(body.conversationId), token: String(body.token) };
    const key = `conversation/${pass.conversationId}`;
    const kept = await store.read(key);
    const conversation = structuredClone(kept?.value) as { session: Record<string, unknown> };
    conversation.session.profile = {
      language: lang,
      municipality: 'jyvaskyla',
      wish: { occupation: 'practical-nurse' },
      competences: [{ id: 'wash-and-dress', level: 2 }],
      experience: [{ occupation: 'practical-nurse', country: 'abroad', evidence: 'work' }],
      cards: ['hygiene-passport'],
    };
    await store.write(key, conversation as never, kept?.version ?? 0);
    const page = await visit(lang, {
      width,
      prepare: (fresh) =>
        fresh.addInitScript((json) => {
          sessionStorage['osaajaks.conversation'] = json;
        }, JSON.stringify(pass)),
    });
    await input(page).waitFor();
    return page;
  }

  async function opened(page: Page): Promise<Page> {
    const [plan] = await Promise.all([
      page.waitForEvent('popup'),
      page
        .locator('.menu summary')
        .click()
        .then(() => page.locator('.menu [data-does=plan]').click()),
    ]);
    await plan.locator('h1').first().waitFor();
    return plan;
  }

  for (const lang of LANGS) {
    it(`stands in ${lang}, with Finnish beside it where that is another, and breaks no rule of WCAG`, async () => {
      const plan = await opened(await withPlan(lang));
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
    const page = await withPlan('ar', 390);
    const plan = await opened(page);
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

  it('is offered in the conversation once a pathway is kept, and opens from there', async () => {
    const page = await withPlan('en');
    await input(page).fill('I want to be a practical nurse');
    await input(page).press('Enter');
    for (let turn = 0; turn < 40; turn++) {
      const step = page.getByRole('toolbar').getByRole('button');
      await step.first().waitFor();
      const keep = choice(page, t('en', 'pathways.keep'));
      const done = (await keep.count()) > 0;
      const before = await page.locator('.webchat__bubble').count();
      await (done ? keep : step.first()).click();
      await page.waitForFunction(
        (count) => document.querySelectorAll('.webchat__bubble').length > count + 1,
        before,
      );
      await page.waitForTimeout(150);
      if (done) break;
    }
    await message(page, t('en', 'pathways.page')).waitFor();
    const [plan] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: t('en', 'pathways.openPage') }).click(),
    ]);
    await plan.locator('h1').first().waitFor();
    expect(await plan.locator('.pathway').count()).to.equal(1);
    expect(plan.url()).to.equal(`${guide.url}/plan`);
  });

  it('opens by its address in a tab that holds a conversation, and says elsewhere where it opens from', async () => {
    const page = await withPlan('sv');
    await page.goto(`${guide.url}/plan?lang=sv`);
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

  it('says so where there is no plan yet', async () => {
    const { body } = await request(guide.url, '/chat/token', { method: 'POST', body: { lang: 'so' } });
    const answer = await fetch(`${guide.url}/plan`, {
      method: 'POST',
      body: new URLSearchParams({ token: String(body.token) }),
    });
    expect(await answer.text()).to.contain(t('so', 'plan.empty').replaceAll("'", '&#39;'));
  });
});
