import { expect } from 'chai';
import type { Page, Route } from 'playwright-core';
import { choice, guideInBrowser, input, message, t, texts, violations } from '../support/visiting.ts';

const early = (page: Page) => page.locator('#early');
const item = (page: Page, text: string) => early(page).locator('li').filter({ hasText: text });

describe('the plain conversation, before Web Chat is there', function () {
  this.timeout(120_000);
  const guide = guideInBrowser();
  const { visit } = guide;

  /** A visitor whose Web Chat comes when the test lets it. */
  async function visitSlowly(lang: Parameters<typeof visit>[0]) {
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const page = await visit(lang, {
      prepare: (fresh) =>
        fresh.route('**/webchat-minimal.js', async (route: Route) => {
          await arrived;
          await route.continue();
        }),
    });
    return { page, arrive };
  }

  it('can be talked with, and hands over what was said and what is being written', async () => {
    const { page, arrive } = await visitSlowly('en');
    await early(page)
      .getByRole('button', { name: t('en', 'welcome.competences') })
      .click();
    await item(page, t('en', 'competences.tell')).waitFor();
    await early(page).locator('textarea').fill('cook');
    await early(page).locator('textarea').press('Enter');
    await item(page, t('en', 'competences.where')).waitFor();
    expect(await violations(page)).to.deep.equal([]);
    await early(page).locator('textarea').fill('at work in Fin');
    arrive();
    await message(page, t('en', 'competences.where')).waitFor();
    await input(page).waitFor();
    expect(await input(page).inputValue()).to.equal('at work in Fin');
    expect(await page.locator('#web-chat textarea:focus').count()).to.equal(1);
    expect(await page.locator('.webchat__bubble', { hasText: t('en', 'competences.tell') }).count()).to.equal(
      1,
    );
    await choice(page, t('en', 'competences.workFinland')).waitFor();
  });

  it('changes the language by the switch', async () => {
    const { page, arrive } = await visitSlowly('fi');
    await item(page, t('fi', 'welcome.hello')).waitFor();
    await page.getByRole('link', { name: 'العربية' }).click();
    await item(page, t('ar', 'guide.nowSpeaking')).waitFor();
    expect(await page.locator('html').getAttribute('dir')).to.equal('rtl');
    expect(await early(page).locator('textarea').getAttribute('placeholder')).to.equal(
      texts('ar').webChat.TEXT_INPUT_PLACEHOLDER,
    );
    arrive();
    await choice(page, t('ar', 'welcome.competences')).waitFor();
  });

  it('goes on where Web Chat does not come at all, and loses nothing that could not be sent', async () => {
    const page = await visit('so', {
      prepare: (fresh) => fresh.route('**/webchat-minimal.js', (route) => route.abort()),
    });
    await item(page, t('so', 'welcome.hello')).waitFor();
    await page.route('**/activities', (route) => route.abort(), { times: 1 });
    await early(page).locator('textarea').fill('kariye');
    await early(page).locator('textarea').press('Enter');
    await early(page)
      .getByRole('alert')
      .filter({ hasText: texts('so').page.unsent })
      .waitFor();
    expect(await early(page).locator('textarea').inputValue()).to.equal('kariye');
    await early(page).locator('textarea').fill('1');
    await early(page).locator('textarea').press('Enter');
    await item(page, t('so', 'competences.tell')).waitFor();
    expect(guide.complaints().splice(0)).to.have.length(2);
  });
});
