import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../../support/browser.ts';
import { knowledge } from '../../support/conversation.ts';
import { startDesk } from '../../support/desk.ts';
import { clientOf, coach, row, said } from './people.ts';

const PICTURE = fileURLToPath(new URL('../../../docs/desk.png', import.meta.url));

/** Numbers of the choices by which a nurse from abroad tells of eight tasks, a card, a wish, schooling and child care. */
const ANSWERS = '2 1 1 1 1 2 1 1 3 1 1 2 8 2 1 1 5 10 2'.split(' ');

/** Takes the picture of the real desk, with a conversation in Arabic and two more who wait, that the readme shows. */
async function takePicture(): Promise<void> {
  const [server, browser] = [await startDesk({ now: Date.now }), await launchBrowser()];
  try {
    const desk = await coach(browser, server, 'coach-2', { width: 1360, height: 900 });
    const client = await clientOf(server, 'ar');
    const { base } = await knowledge;
    await client.say('1');
    await client.say(base.occupations.get('nurse')?.name.ar ?? '');
    for (const number of ANSWERS) await client.say(number);
    await client.say(said('ar', 'welcome.person'));
    await client.hears(said('ar', 'person.meanwhile'));
    for (const lang of ['so', 'fi'] as const)
      await (await clientOf(server, lang)).say(said(lang, 'welcome.person'));
    await row(desk, 'Suomi').waitFor();
    await row(desk, 'Arabia').locator('fluent-button').click();
    await desk.locator('#reply').fill('Hei! Luin, mitä olet kertonut. Haluatko jatkaa sairaanhoitajana?');
    await desk.locator('#reply').press('Enter');
    await client.say('نعم، لكن لا أعرف من أين أبدأ');
    await desk.locator('.message', { hasText: 'نعم، لكن' }).waitFor();
    await desk.locator('.notices fluent-message-bar').waitFor({ state: 'detached' });
    await desk.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await desk.mouse.move(0, 0);
    await desk.screenshot({ path: PICTURE, animations: 'disabled', caret: 'hide' });
  } finally {
    await browser.close();
    await server.stop();
  }
  process.stdout.write(`${PICTURE}\n`);
}

await takePicture();
