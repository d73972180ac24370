import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { storedDesk } from '../../bot/desk.ts';
import { createGuide } from '../../bot/guide.ts';
import { memoryStore } from '../../bot/storage/memory.ts';
import { phrase } from '../../dialogs/dialog.ts';
import { type PhraseKey, translator } from '../../locales/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { codesFor } from '../support/codes.ts';
import { DAY, knowledge } from '../support/conversation.ts';
import { testServer } from '../support/server.ts';

const PICTURE = fileURLToPath(new URL('../../docs/chat.png', import.meta.url));

/** Takes the picture of a real conversation in Finnish, on a phone, that the readme shows. */
async function takePicture(): Promise<void> {
  const store = memoryStore();
  const guide = createGuide({
    knowledge: await knowledge,
    desk: storedDesk(store, Date.now),
    codes: codesFor(store, Date.now),
    today: () => DAY,
    log: pino({ level: 'silent' }),
  });
  const server = await testServer({ guide, store });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ locale: 'fi-FI', viewport: { width: 412, height: 860 } });
    const t = (key: PhraseKey) => translator('fi')(phrase(key));
    const choose = (key: PhraseKey) =>
      page
        .getByRole('toolbar')
        .getByRole('button', { name: t(key), exact: true })
        .click();
    await page.goto(server.url);
    await choose('welcome.competences');
    await page.locator('.webchat__bubble', { hasText: t('competences.tell') }).waitFor();
    await page
      .locator('#web-chat:not(.waiting) textarea')
      .fill('Olin lähihoitajana kotihoidossa kolme vuotta');
    await page.keyboard.press('Enter');
    await choose('competences.workFinland');
    await choose('competences.alone');
    await page.locator('.webchat__bubble', { hasText: '2/' }).waitFor();
    await page.mouse.move(0, 0);
    // The transcript glides to its end.
    await page.waitForTimeout(1_000);
    await page.screenshot({ path: PICTURE, animations: 'disabled', caret: 'hide' });
  } finally {
    await browser.close();
    await server.stop();
  }
  process.stdout.write(`${PICTURE}\n`);
}

await takePicture();
