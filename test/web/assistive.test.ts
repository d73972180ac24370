import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { LANGS, type Lang, TONGUES } from '../../locales/index.ts';
import { choice, guideInBrowser, input, message, t, texts, violations } from '../support/visiting.ts';

/** What our live region has read out so far. */
const readOut = (page: Page) => page.locator('#said p');

describe('the chat for those who hear it, enlarge it or have no scripts', function () {
  this.timeout(120_000);
  const { visit } = guideInBrowser(() => ({ smsNumber: '+358 40 123 4567' }));

  /** "3 choices: 1. …; 2. …", as a language counts. */
  function counted(lang: Lang, labels: readonly string[]): string {
    const { choices } = texts(lang);
    const form = choices[new Intl.PluralRules(lang).select(labels.length)] ?? '';
    return `${form.replace('$1', String(labels.length))} ${labels.map((one, at) => `${at + 1}. ${one}`).join('; ')}`;
  }

  for (const lang of LANGS) {
    it(`reads each turn out once, names who said what and when, and the answers as buttons, in ${lang}`, async () => {
      const page = await visit(lang);
      // Somebody who answers before the greeting is read out hears both as one.
      await readOut(page).first().waitFor();
      await choice(page, t(lang, 'welcome.competences')).click();
      await readOut(page).nth(1).waitFor();
      const answer = [
        texts(lang).page.says,
        t(lang, 'competences.tell'),
        counted(lang, [t(lang, 'competences.pick'), t(lang, 'competences.noWork')]),
      ].join(' ');
      expect(await readOut(page).last().textContent()).to.equal(answer);
      expect(await readOut(page).last().getAttribute('lang')).to.equal(lang);
      expect(await readOut(page).count()).to.equal(2);

      await page.reload();
      await input(page).waitFor();
      await readOut(page).first().waitFor();
      expect(await readOut(page).allTextContents()).to.deep.equal([answer]);

      await choice(page, t(lang, 'competences.pick')).waitFor();
      const { webChat } = texts(lang);
      expect(await page.locator('[role=form] [role=toolbar]').ariaSnapshot()).to.equal(
        [
          `- toolbar ${JSON.stringify(webChat.SUGGESTED_ACTIONS_LABEL_ALT)}:`,
          `  - button ${JSON.stringify(t(lang, 'competences.pick'))}`,
          `  - button ${JSON.stringify(t(lang, 'competences.noWork'))}`,
        ].join('\n'),
      );
      const feed = page.getByRole('feed');
      const said = (by: string | undefined, text: string) =>
        feed
          .getByRole('article', { name: `${by} ${text}` })
          .first()
          .waitFor({ state: 'attached' });
      await said(webChat.ACTIVITY_BOT_SAID_ALT, t(lang, 'competences.tell'));
      await said(webChat.ACTIVITY_YOU_SAID_ALT, t(lang, 'welcome.competences'));
      expect(await feed.getByRole('time').last().textContent()).to.match(/^\d{1,2}[.:]\d\d$/);
      // Nobody but our own region reads out.
      expect(
        await page
          .locator('[aria-live=polite], [aria-live=assertive]')
          .evaluateAll((all) => all.map(({ id }) => id)),
      ).to.deep.equal(['said']);
    });

    it(`gives numbers and addresses where no script runs, in ${lang}`, async () => {
      const page = await visit(lang, { javaScriptEnabled: false });
      const plain = page.locator('.plain');
      const danger = plain.getByRole('link', { name: '112', exact: true });
      expect(await danger.getAttribute('href')).to.equal('tel:112');
      expect(await plain.locator('a[href="sms:+358401234567"]').count()).to.equal(1);
      expect(await plain.locator('a[href^="https://"]').count()).to.be.greaterThan(9);
      expect(await page.locator('.menu').isVisible()).to.equal(false);
      await page.getByRole('link', { name: TONGUES.sv.name }).click();
      expect(await plain.locator('p').first().textContent()).to.equal(texts('sv').page.noScript);
    });
  }

  it('can be read and used at twice its size', async () => {
    // A window of 1280 by 800, enlarged to 200 %, is one of 640 by 400.
    const page = await visit('fi', { width: 640, height: 400, deviceScaleFactor: 2 });
    await choice(page, t('fi', 'welcome.competences')).click();
    await message(page, t('fi', 'competences.tell')).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(640);
    await input(page).fill('kokki');
    await input(page).press('Enter');
    await choice(page, t('fi', 'competences.workFinland')).click();
    expect(await violations(page)).to.deep.equal([]);
  });
});
