import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import { pino } from 'pino';
import type { Browser, BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { storedDesk } from '../../bot/desk.ts';
import { createGuide } from '../../bot/guide.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { phrase } from '../../dialogs/dialog.ts';
import { type Lang, type PhraseKey, TONGUES, translator } from '../../locales/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { codesFor } from '../support/codes.ts';
import { DAY, knowledge } from '../support/conversation.ts';
import { type TestServer, testServer } from '../support/server.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Texts {
  readonly page: Readonly<Record<string, string>> & {
    tagline: string;
    renewed: string;
    failed: string;
    again: string;
    lost: string;
    back: string;
  };
  readonly webChat: Readonly<Record<string, string>>;
}
const texts = (lang: Lang): Texts =>
  JSON.parse(readFileSync(new URL(`../../web/chat/texts/${lang}.json`, import.meta.url), 'utf8'));

const t = (lang: Lang, key: PhraseKey) => translator(lang)(phrase(key));
const message = (page: Page, text: string) =>
  page.locator('.webchat__bubble').filter({ hasText: text }).last();
const choice = (page: Page, text: string) =>
  page.getByRole('toolbar').getByRole('button', { name: text, exact: true });
const input = (page: Page) => page.locator('#chat textarea');
const notice = (page: Page) => page.getByRole('status');

describe('the chat page in a browser', function () {
  this.timeout(30_000);
  let browser: Browser;
  let server: TestServer;
  let context: BrowserContext;
  let complaints: string[];

  before(async () => {
    const store = memoryStore();
    const guide = createGuide({
      knowledge: await knowledge,
      desk: storedDesk(store, Date.now),
      codes: codesFor(store, Date.now),
      today: () => DAY,
      log: pino({ level: 'silent' }),
    });
    server = await testServer({ guide, store });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  afterEach(async () => {
    await context.close();
    expect(complaints, 'errors in the console').to.deep.equal([]);
  });

  /** A new visitor whose browser prefers a language. */
  async function visit(
    lang: Lang,
    { width = 390, height = 800, prepare = async (_: Page): Promise<unknown> => undefined } = {},
  ): Promise<Page> {
    context = await browser.newContext({ locale: TONGUES[lang].tag, viewport: { width, height } });
    complaints = [];
    const page = await context.newPage();
    page.on('pageerror', ({ message: text }) => complaints.push(text));
    page.on('console', (line) => {
      if (line.type() === 'error') complaints.push(line.text());
    });
    await prepare(page);
    await page.goto(server.url);
    return page;
  }

  /** Says an occupation that the knowledge base has, and waits for the next question. */
  async function tellWork(page: Page, lang: Lang): Promise<void> {
    await choice(page, t(lang, 'welcome.competences')).click();
    await message(page, t(lang, 'competences.tell')).waitFor();
    const { base } = await knowledge;
    await input(page).fill(base.occupations.get('practical-nurse')?.name[lang] ?? '');
    await input(page).press('Enter');
    await message(page, t(lang, 'competences.where')).waitFor();
  }

  async function violations(page: Page): Promise<readonly string[]> {
    await page.evaluate(AXE);
    return page.evaluate(async (tags) => {
      const { axe } = window as unknown as {
        axe: {
          run(
            where: Document,
            options: object,
          ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      };
      const found = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    }, WCAG);
  }

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
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal(TONGUES.fi.name);
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
    expect(complaints.splice(0)).to.have.length(1).and.match(/403/);
  });

  it('changes the language of page and guide by the switch', async () => {
    const page = await visit('fi');
    await choice(page, t('fi', 'welcome.competences')).waitFor();
    await page.getByRole('link', { name: TONGUES.ar.name }).click();
    await message(page, t('ar', 'guide.nowSpeaking')).waitFor();
    await choice(page, t('ar', 'welcome.competences')).waitFor();
    expect(await page.locator('html').getAttribute('dir')).to.equal('rtl');
    expect(await page.title()).to.contain(texts('ar').page.tagline);
    await page.goto(server.url);
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
    expect(complaints.splice(0)).to.have.length(1);
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
