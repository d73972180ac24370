import { expect } from 'chai';
import type { WebSocketRoute } from 'playwright-core';
import { TONGUES } from '../../locales/index.ts';
import {
  choice,
  guideInBrowser,
  input,
  message,
  notice,
  t,
  tellWork,
  texts,
  violations,
} from '../support/visiting.ts';

describe('the chat page in a browser', function () {
  this.timeout(120_000);
  const guide = guideInBrowser();
  const { visit } = guide;

  for (const lang of ['fi', 'ar'] as const) {
    it(`greets, hears a choice and an occupation, and asks on, in ${lang}`, async () => {
      const page = await visit(lang);
      expect(await page.locator('html').getAttribute('lang')).to.equal(lang);
      expect(await page.locator('html').getAttribute('dir')).to.equal(TONGUES[lang].dir);
      await message(page, t(lang, 'welcome.hello')).waitFor();
      await tellWork(page, lang);
      expect(await message(page, t(lang, 'competences.where')).locator('p').getAttribute('lang')).to.equal(
        lang,
      );
      expect(await violations(page)).to.deep.equal([]);
    });

    it(`fits into 320 pixels with every choice readable, in ${lang}`, async () => {
      const page = await visit(lang, { width: 320, height: 568 });
      await choice(page, t(lang, 'welcome.competences')).waitFor();
      await tellWork(page, lang);
      const wide = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('.webchat__suggested-action, nav a')]
          .filter((element) => element.scrollWidth > Math.max(element.clientWidth, 1))
          .map((element) => element.outerHTML.slice(0, 80)),
      );
      expect(wide).to.deep.equal([]);
      expect(await message(page, t(lang, 'competences.where')).isVisible()).to.equal(true);
      expect(await violations(page)).to.deep.equal([]);
    });
  }

  it('can be used with the keyboard alone', async () => {
    const page = await visit('fi');
    await choice(page, t('fi', 'welcome.competences')).waitFor();
    await page.locator('.skip').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal(texts('fi').page.menu);
    await page.keyboard.press('Shift+Tab');
    expect(await page.locator('.skip').evaluate((link) => link.getBoundingClientRect().top)).to.equal(0);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).to.equal('TEXTAREA');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await message(page, t('fi', 'competences.tell')).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).to.equal('TEXTAREA');
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await message(page, t('fi', 'competences.field')).waitFor();
  });

  it('goes on with the conversation after a reload', async () => {
    const page = await visit('fi');
    await tellWork(page, 'fi');
    await page.reload();
    await choice(page, t('fi', 'competences.workFinland')).click();
    await choice(page, t('fi', 'competences.alone')).waitFor();
    expect(await page.locator('.webchat__bubble', { hasText: t('fi', 'welcome.hello') }).count()).to.equal(1);
    expect(await notice(page).textContent()).to.equal('');
  });

  it('says so and begins anew where the conversation has ended', async () => {
    const page = await visit('sv');
    await choice(page, t('sv', 'welcome.competences')).click();
    await message(page, t('sv', 'competences.tell')).waitFor();
    await page.evaluate(() =>
      sessionStorage.setItem(
        'osaajaks.conversation',
        JSON.stringify({ conversationId: 'old', token: 'void' }),
      ),
    );
    await page.reload();
    await message(page, t('sv', 'welcome.hello')).waitFor();
    expect(await notice(page).textContent()).to.equal(texts('sv').page.renewed);
    expect(guide.complaints().splice(0)).to.have.length(1).and.match(/403/);
  });

  it('changes the language of page and guide by the switch', async () => {
    const page = await visit('fi');
    await choice(page, t('fi', 'welcome.competences')).waitFor();
    await page.getByRole('link', { name: TONGUES.ar.name }).click();
    await message(page, t('ar', 'guide.nowSpeaking')).waitFor();
    await choice(page, t('ar', 'welcome.competences')).waitFor();
    expect(await page.locator('html').getAttribute('dir')).to.equal('rtl');
    expect(await page.title()).to.contain(texts('ar').page.tagline);
    await page.goto(guide.url);
    await choice(page, t('ar', 'welcome.competences')).waitFor();
    expect(await page.locator('html').getAttribute('lang')).to.equal('ar');
  });

  it('follows the guide when the language is changed in the conversation', async () => {
    const page = await visit('fi');
    await choice(page, t('fi', 'welcome.language')).click();
    await choice(page, TONGUES.so.name).click();
    await message(page, t('so', 'guide.nowSpeaking')).waitFor();
    await page.locator('html[lang=so]').waitFor();
    expect(await input(page).getAttribute('placeholder')).to.equal(
      texts('so').webChat.TEXT_INPUT_PLACEHOLDER,
    );
    expect(await message(page, t('fi', 'welcome.hello')).locator('p').getAttribute('lang')).to.equal('fi');
  });

  it('shows markup as it was typed and runs none of it', async () => {
    const page = await visit('fi');
    await tellWork(page, 'fi');
    const typed = '<img src=x onerror="window.broken=1"><b>lähihoitaja</b> [a](javascript:alert(1))';
    await input(page).fill(typed);
    await input(page).press('Enter');
    await message(page, typed).waitFor();
    await message(page, t('fi', 'competences.where')).waitFor();
    expect(await page.evaluate(() => (window as { broken?: unknown }).broken)).to.equal(undefined);
    expect(await page.locator('.webchat__bubble').locator('img, b, a').count()).to.equal(0);
  });

  it('says in words that the connection is lost, and when it is back', async () => {
    const streams: WebSocketRoute[] = [];
    const page = await visit('en', {
      async prepare(fresh) {
        // The client waits 3 seconds and a random time up to 12 more before it comes back.
        await fresh.addInitScript(() => {
          const { random } = Math;
          Math.random = () => random() / 1_000;
        });
        await fresh.routeWebSocket(/\/stream/, (stream) => {
          stream.connectToServer();
          streams.push(stream);
        });
      },
    });
    await choice(page, t('en', 'welcome.competences')).waitFor();
    await streams[0]?.close();
    await notice(page)
      .filter({ hasText: texts('en').page.lost })
      .waitFor();
    await notice(page)
      .filter({ hasText: texts('en').page.back })
      .waitFor();
    await choice(page, t('en', 'welcome.competences')).click();
    await message(page, t('en', 'competences.tell')).waitFor();
  });

  it('says so when it cannot be opened, and opens when tried again', async () => {
    const page = await visit('so', {
      prepare: (fresh) =>
        fresh.route('**/chat/token', (route) => route.fulfill({ status: 503, body: '{}' }), { times: 1 }),
    });
    await notice(page)
      .filter({ hasText: texts('so').page.failed })
      .waitFor();
    await page.getByRole('button', { name: texts('so').page.again }).click();
    await choice(page, t('so', 'welcome.competences')).waitFor();
    expect(guide.complaints().splice(0)).to.have.length(1);
  });

  it('has all words of Web Chat in the languages that it does not have them in', async () => {
    const page = await visit('so');
    await choice(page, t('so', 'welcome.competences')).waitFor();
    for (const [lang, locale] of [
      ['so', 'so'],
      ['fi', 'fi-FI'],
      ['sv', 'sv-SE'],
      ['ar', 'ar-SA'],
    ] as const) {
      const missing = await page.evaluate(missingWords, {
        locale,
        ours: Object.keys(texts(lang).webChat),
      });
      expect(missing, lang).to.deep.equal([]);
    }
  });
});

/** Runs in the browser: the words of Web Chat that it has neither in a language itself nor from us. */
async function missingWords({ locale, ours }: { locale: string; ours: readonly string[] }) {
  type Strings = Record<string, unknown>;
  const { WebChat } = window as unknown as {
    WebChat: { renderWebChat(props: object, element: Element): void; createStore(): object };
  };
  const wordsIn = (one: string) =>
    new Promise<Strings>((resolve) => {
      const silent = { subscribe: () => ({ unsubscribe() {} }) };
      WebChat.renderWebChat(
        {
          directLine: { activity$: silent, connectionStatus$: silent, postActivity: () => silent, end() {} },
          store: WebChat.createStore(),
          nonce: document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce,
          locale: one,
          overrideLocalizedStrings: (strings: Strings) => {
            resolve(strings);
            return strings;
          },
        },
        document.createElement('div'),
      );
    });
  const settings = /^_|^COGNITIVE|^GLOBALIZE|^SPEECH_LANGUAGE$/;
  const all = await wordsIn('en-US');
  const theirs = locale === 'so' ? {} : await wordsIn(locale);
  return Object.keys(all).filter((key) => !settings.test(key) && !(key in theirs) && !ours.includes(key));
}
