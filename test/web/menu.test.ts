import { rmSync } from 'node:fs';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Conversation } from '../../bot/conversations/conversation.ts';
import { commandOf } from '../../dialogs/interruptions.ts';
import { LANGS } from '../../locales/index.ts';
import { launchProfile } from '../support/browser.ts';
import { type HostPage, hostPage } from '../support/host-page.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { choice, guideInBrowser, input, message, notice, t, tellWork, texts } from '../support/visiting.ts';

const open = (page: Page) => page.locator('.menu summary').click();

describe('the menu of the chat', function () {
  this.timeout(120_000);
  const guide = guideInBrowser();
  const { visit, store } = guide;
  const said = texts('en').page;

  it('calls a person in words that the guide takes as such, in every language', () => {
    for (const lang of LANGS) expect(commandOf(texts(lang).page.person, lang), lang).to.equal('person');
  });

  it('leads to a person', async () => {
    const page = await visit('en');
    await input(page).waitFor();
    await open(page);
    await page.locator('.menu').getByRole('button', { name: said.person }).click();
    await message(page, t('en', 'person.message')).waitFor();
  });

  it('opens with the keyboard, and closes with Escape or when left', async () => {
    const page = await visit('en');
    await input(page).waitFor();
    const summary = page.locator('.menu summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal(said.person);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.tagName)).to.equal('SUMMARY');
    expect(await page.locator('.menu').getAttribute('open')).to.equal(null);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab');
    expect(await page.locator('.menu').getAttribute('open')).to.equal(null);
  });

  it('deletes the conversation for good when asked to twice, and begins a new one', async () => {
    const page = await visit('en');
    await tellWork(page, 'en');
    const before = await store.list('conversation/');
    await open(page);
    await page.getByRole('button', { name: said.forget }).click();
    await page.getByRole('button', { name: said.noForget }).click();
    expect(await store.list('conversation/')).to.deep.equal(before);
    await open(page);
    await page.getByRole('button', { name: said.forget }).click();
    const mine = await page.evaluate(
      () => JSON.parse(sessionStorage['osaajaks.conversation']).conversationId,
    );
    await page.getByRole('button', { name: said.yesForget }).click();
    await notice(page).filter({ hasText: said.forgotten }).waitFor();
    await choice(page, t('en', 'welcome.competences')).waitFor();
    const left = (await store.read(`conversation/${mine}`))?.value as unknown as Conversation | undefined;
    expect(left?.tail.filter(({ text }) => text)).to.deep.equal([]);
    expect(left?.session).to.deep.include({ profile: { language: 'en' }, dialogs: { dialogStack: [] } });
    expect(await store.list(`feed/${mine}/`)).to.deep.equal([]);
    expect(await page.locator('.webchat__bubble--from-user').count()).to.equal(0);
    expect(await page.evaluate(() => sessionStorage['osaajaks.conversation'])).not.to.contain(mine);
  });

  it('shows nothing any more of what was deleted in the conversation itself', async () => {
    const page = await visit('en');
    await tellWork(page, 'en');
    await input(page).fill('delete my data');
    await input(page).press('Enter');
    await choice(page, t('en', 'myData.yes')).click();
    await message(page, t('en', 'myData.deleted')).waitFor();
    await page.waitForURL(/lang=en$/);
    await page.waitForFunction(() => document.querySelectorAll('.webchat__bubble--from-user').length === 0);
    await message(page, t('en', 'myData.deleted')).waitFor();
    await choice(page, t('en', 'welcome.competences')).click();
    await message(page, t('en', 'competences.tell')).waitFor();
  });

  it('asks once whether to remember, and remembers for thirty days in a new tab', async () => {
    const page = await visit('en');
    await tellWork(page, 'en');
    await choice(page, t('en', 'competences.workFinland')).click();
    await page.getByRole('button', { name: said.yesRemember }).click();
    await notice(page).filter({ hasText: said.remembered }).waitFor();
    const kept = await page.evaluate(() => JSON.parse(localStorage['osaajaks.conversation']).token);
    const { exp, iat } = JSON.parse(Buffer.from(kept.split('.')[1], 'base64url').toString());
    expect((exp - iat) / 86_400).to.equal(30);

    const tab = await page.context().newPage();
    await tab.goto(guide.url);
    await choice(tab, t('en', 'competences.alone')).waitFor();
    await open(tab);
    await tab.getByRole('button', { name: said.forgetNow }).click();
    expect(await tab.evaluate(() => localStorage.length)).to.equal(0);
  });

  it('keeps the conversation for the tab only when told so', async () => {
    const page = await visit('en');
    await tellWork(page, 'en');
    await choice(page, t('en', 'competences.workFinland')).click();
    await page.getByRole('button', { name: said.noRemember }).click();
    expect(await page.evaluate(() => localStorage.length)).to.equal(0);
    await page.reload();
    await choice(page, t('en', 'competences.alone')).click();
    expect(await page.getByRole('button', { name: said.yesRemember }).isVisible()).to.equal(false);
  });
});

describe('a conversation in the widget', function () {
  this.timeout(120_000);
  let site: HostPage;
  before(async () => {
    site = await hostPage(() => guide.url);
  });
  after(() => site.stop());
  const guide = guideInBrowser(() => ({ allowedOrigins: [site.origin] }));

  it('goes on from page to page of a site, in the storage that the browser keeps apart for it', async () => {
    const profile = temporaryFolder('profile');
    const window = await launchProfile(profile);
    try {
      const page = await window.newPage();
      const frame = page.frameLocator('osaajaks-guide iframe');
      const chosen = () => frame.getByRole('button', { name: t('en', 'competences.pick'), exact: true });
      await page.goto(`${site.origin}/?page=en`);
      await page.locator('.launcher').click();
      await frame.getByRole('button', { name: t('en', 'welcome.competences'), exact: true }).click();
      await chosen().waitFor();
      await page.goto(`${site.origin}/other?page=fi`);
      await page.locator('.launcher').click();
      await chosen().waitFor();
      const own = await window.newPage();
      await own.goto(`${guide.url}/?lang=en`);
      await own.getByRole('button', { name: t('en', 'welcome.competences'), exact: true }).waitFor();
    } finally {
      await window.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
});
