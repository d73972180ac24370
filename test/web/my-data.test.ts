import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { LANGS, type Lang, TONGUES } from '../../locales/index.ts';
import { alive, DEAD, MARKUP, SEEN } from '../support/markup.ts';
import { request } from '../support/server.ts';
import { guideInBrowser, message, t, violations } from '../support/visiting.ts';

describe('the page of one’s own data', function () {
  this.timeout(120_000);
  const guide = guideInBrowser();
  const { visit } = guide;

  /** A conversation in which something was said, with what lets a browser go on with it. */
  async function talked(lang: Lang, ...texts: readonly string[]) {
    const { body } = await request(guide.url, '/chat/token', { method: 'POST', body: { lang, open: true } });
    const pass = { conversationId: String(body.conversationId), token: String(body.token) };
    for (const text of texts)
      await request(guide.url, `/v3/directline/conversations/${pass.conversationId}/activities`, {
        method: 'POST',
        token: pass.token,
        body: { type: 'message', text },
      });
    return pass;
  }

  function chatOf(lang: Lang, pass: object, path = '', width = 390): Promise<Page> {
    return visit(lang, {
      url: `${guide.url}${path}`,
      width,
      prepare: (fresh) =>
        fresh.addInitScript((json) => {
          sessionStorage['osaajaks.conversation'] = json;
        }, JSON.stringify(pass)),
    });
  }

  for (const lang of LANGS) {
    it(`stands in ${lang}, breaks no rule of WCAG and fits a phone`, async () => {
      const page = await chatOf(lang, await talked(lang, 'kokki', '1'), `/my-data?lang=${lang}`);
      await page.locator('h1', { hasText: t(lang, 'myData.title') }).waitFor();
      expect(await page.locator('html').getAttribute('dir')).to.equal(TONGUES[lang].dir);
      await page.locator('h2', { hasText: t(lang, 'myData.messages') }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(390);
      expect(await violations(page)).to.deep.equal([]);
      if (process.env.PICTURES)
        await page.screenshot({ path: `${process.env.PICTURES}/my-data-${lang}.png`, fullPage: true });
    });
  }

  it('opens from the conversation, and everything comes as a file', async () => {
    const pass = await talked('en', 'I was a cook', 'show all my data');
    const chat = await chatOf('en', pass);
    await message(chat, t('en', 'myData.page')).waitFor();
    const opened = async (open: () => Promise<unknown>) => {
      const [popup] = await Promise.all([chat.waitForEvent('popup'), open()]);
      await popup.locator('h1', { hasText: t('en', 'myData.title') }).waitFor();
      return popup;
    };
    await chat.locator('.menu summary').click();
    await (await opened(() => chat.locator('.menu [data-does=data]').click())).close();
    const page = await opened(() => chat.getByRole('link', { name: t('en', 'myData.openPage') }).click());
    expect(page.url()).to.equal(`${guide.url}/my-data`);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: t('en', 'myData.download') }).click(),
    ]);
    const { data } = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(JSON.stringify(data.feed)).to.include('I was a cook');
  });

  it('shows markup as it was written, in the conversation and in the copy, and runs none of it', async () => {
    const pass = await talked('en', ...MARKUP, 'show all my data');
    const chat = await chatOf('en', pass);
    await message(chat, t('en', 'myData.page')).waitFor();
    const copy = await chatOf('en', pass, '/my-data?lang=en');
    await copy.locator('h2', { hasText: t('en', 'myData.messages') }).waitFor();
    for (const page of [chat, copy]) {
      expect(await page.evaluate(alive)).to.deep.equal(DEAD);
      const text = await page.evaluate(() => document.body.innerText);
      for (const part of SEEN) expect(text).to.include(part);
    }
  });
});
