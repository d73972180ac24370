import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { memoryStore } from '../../bot/storage/memory.ts';
import { phrase } from '../../dialogs/dialog.ts';
import { type PhraseKey, translator } from '../../locales/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { hostPage } from '../support/host-page.ts';
import { realGuide } from '../support/real-guide.ts';
import { testServer } from '../support/server.ts';

const docs = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
const CHAT = docs('chat.png');
const WIDGET = docs('widget.png');

/** Takes the pictures that the readme shows: a real conversation in Finnish on a phone, and the widget on another site's page. */
async function takePictures(): Promise<void> {
  const store = memoryStore();
  const guide = await realGuide(store);
  let url = '';
  const site = await hostPage(() => url);
  const server = await testServer({ guide, store, config: { allowedOrigins: [site.origin] } });
  url = server.url;
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ locale: 'fi-FI', viewport: { width: 412, height: 860 } });
    const t = (key: PhraseKey) => translator('fi')(phrase(key));
    const choose = (key: PhraseKey) =>
      page
        .getByRole('toolbar')
        .getByRole('button', { name: t(key), exact: true })
        .click();
    page.setDefaultTimeout(120_000);
    await page.goto(server.url, { waitUntil: 'domcontentloaded' });
    await choose('welcome.competences');
    await page.locator('.webchat__bubble', { hasText: t('competences.tell') }).waitFor();
    await page
      .locator('#web-chat:not(.waiting) textarea')
      .fill('Olin lähihoitajana kotihoidossa kolme vuotta');
    await page.keyboard.press('Enter');
    await choose('competences.workFinland');
    await choose('competences.alone');
    await page.locator('.webchat__bubble', { hasText: '2/' }).waitFor();
    await page.locator('.ask button').last().click();
    await page.mouse.move(0, 0);
    // The transcript glides to its end.
    await page.waitForTimeout(1_000);
    await page.screenshot({ path: CHAT, animations: 'disabled', caret: 'hide' });
    await takeWidget(browser, site.origin);
  } finally {
    await browser.close();
    await server.stop();
    await site.stop();
  }
  process.stdout.write(`${CHAT}\n${WIDGET}\n`);
}

/** The widget as it opens on a page; a browser that keeps nothing would say so, and this one is private. */
async function takeWidget(browser: Browser, origin: string): Promise<void> {
  const page = await browser.newPage({ locale: 'fi-FI', viewport: { width: 1_080, height: 720 } });
  page.setDefaultTimeout(120_000);
  await page.goto(origin);
  await page.locator('.launcher').click();
  const frame = page.frameLocator('iframe');
  await frame.locator('#web-chat:not(.waiting)').waitFor();
  await frame.locator('.notice p').evaluate((notice) => notice.replaceChildren());
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: WIDGET, animations: 'disabled', caret: 'hide' });
}

await takePictures();
