import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core';
import type { Config } from '../../bot/config.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import type { Store } from '../../bot/storage/store.ts';
import { phrase } from '../../dialogs/dialog.ts';
import { type Lang, type PhraseKey, TONGUES, translator } from '../../locales/index.ts';
import { launchBrowser } from './browser.ts';
import { knowledge } from './conversation.ts';
import { realGuide } from './real-guide.ts';
import { type TestServer, testServer } from './server.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A page, or one that is shown in a frame. */
export type Shown = Page | Frame;

export interface Texts {
  readonly page: Readonly<Record<PageText, string>>;
  readonly choices: Readonly<Record<string, string>>;
  readonly webChat: Readonly<Record<string, string>>;
}
type PageText =
  | 'again'
  | 'askRemember'
  | 'back'
  | 'close'
  | 'failed'
  | 'forget'
  | 'forgotten'
  | 'lost'
  | 'menu'
  | 'noForget'
  | 'opening'
  | 'person'
  | 'plan'
  | 'remember'
  | 'remembered'
  | 'renewed'
  | 'says'
  | 'tagline'
  | 'unkept'
  | 'unsent'
  | 'yesForget'
  | 'yesRemember'
  | 'noRemember'
  | 'forgetNow'
  | 'notRemembered'
  | 'noScript'
  | 'contacts'
  | 'sms';

/** What the front end says in a language. */
export const texts = (lang: Lang): Texts =>
  JSON.parse(readFileSync(new URL(`../../web/chat/texts/${lang}.json`, import.meta.url), 'utf8'));

export const t = (lang: Lang, key: PhraseKey) => translator(lang)(phrase(key));
export const message = (page: Shown, text: string): Locator =>
  page.locator('.webchat__bubble').filter({ hasText: text }).last();
export const choice = (page: Shown, text: string): Locator =>
  page.getByRole('toolbar').getByRole('button', { name: text, exact: true });
/** The message box of Web Chat, which takes the place of the plain one. */
export const input = (page: Shown): Locator => page.locator('#web-chat:not(.waiting) textarea');
export const notice = (page: Shown): Locator => page.getByRole('status');

/** Says an occupation that the knowledge base has, and waits for the next question. */
export async function tellWork(page: Shown, lang: Lang): Promise<void> {
  await choice(page, t(lang, 'welcome.competences')).click();
  await message(page, t(lang, 'competences.tell')).waitFor();
  const { base } = await knowledge;
  await input(page).fill(base.occupations.get('practical-nurse')?.name[lang] ?? '');
  await input(page).press('Enter');
  await message(page, t(lang, 'competences.where')).waitFor();
}

/** What axe finds against WCAG 2.2 A and AA, one line each. */
export async function violations(page: Shown): Promise<readonly string[]> {
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

export interface Visit extends BrowserContextOptions {
  readonly width?: number;
  readonly height?: number;
  /** Where to; the guide's own page when absent. */
  readonly url?: string;
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** The whole guide on a real server and a browser before it, for the tests of one `describe`; any error in the browser's console fails the test. */
export function guideInBrowser(config: () => Partial<Config> = () => ({})) {
  const store: Store = memoryStore();
  let browser: Browser;
  let server: TestServer;
  let context: BrowserContext | undefined;
  let complaints: string[] = [];

  before(async () => {
    server = await testServer({ guide: await realGuide(store), store, config: config() });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  afterEach(async () => {
    await context?.close();
    context = undefined;
    expect(complaints.splice(0), 'errors in the console').to.deep.equal([]);
  });

  return {
    store,
    get url() {
      return server.url;
    },
    get turns() {
      return server.turns;
    },
    /** Errors in the console so far; taking them out says that they were expected. */
    complaints: () => complaints,
    /** A new visitor whose browser prefers a language. */
    async visit(
      lang: Lang,
      { width = 390, height = 800, url, prepare, ...options }: Visit = {},
    ): Promise<Page> {
      context = await browser.newContext({
        locale: TONGUES[lang].tag,
        viewport: { width, height },
        ...options,
      });
      complaints = [];
      context.on('page', (page) => {
        page.on('pageerror', ({ message: text }) => complaints.push(text));
        page.on('console', (line) => {
          if (line.type() === 'error') complaints.push(line.text());
        });
      });
      // Machines that test are busy.
      context.setDefaultTimeout(90_000);
      const page = await context.newPage();
      await prepare?.(page);
      // Web Chat's script may come much later than the page.
      await page.goto(url ?? server.url, { waitUntil: 'domcontentloaded' });
      return page;
    },
  };
}
