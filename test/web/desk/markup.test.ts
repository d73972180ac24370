import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { startDesk, type TestDesk } from '../../support/desk.ts';
import { alive, DEAD, MARKUP, SEEN } from '../../support/markup.ts';
import { clientOf, coach, row, said } from './people.ts';

describe('markup at the coach desk', function () {
  this.timeout(180_000);
  let browser: Browser;
  let server: TestDesk;
  const complaints: string[] = [];
  before(async () => {
    browser = await launchBrowser();
    server = await startDesk({ now: Date.now });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Everything that a page shows, also within components. */
  const shown = (page: Page) =>
    page.evaluate(() => {
      const fields = [...document.querySelectorAll('input, textarea')].map(
        (one) => (one as HTMLInputElement).value,
      );
      return `${document.body.innerText}\n${fields.join('\n')}`;
    });

  it('is shown as it was written, in messages, notes and the summary, and nothing of it comes to life', async () => {
    const desk = await coach(browser, server, 'coach-1', { complaints });
    const seeker = await clientOf(server, 'en');
    for (const text of MARKUP) await seeker.say(text);
    await seeker.say(said('en', 'welcome.competences'));
    await seeker.say(`cook ${MARKUP[0]}`);
    await seeker.say(said('en', 'welcome.person'));
    await row(desk, 'Englanti').locator('a').click();
    await desk.locator('.message').first().waitFor();
    const [id = ''] = [...server.queue.all()].map((entry) => entry.id);
    const hand = await server.coach('coach-1');
    await hand.ask('POST', `/cases/${id}/take`, {});
    for (const text of MARKUP) {
      await hand.ask('POST', `/cases/${id}/notes`, { text });
      await hand.ask('POST', `/cases/${id}/messages`, { key: text.slice(0, 50), text });
    }
    await desk.reload();
    await desk
      .locator('.message', { hasText: MARKUP[0] ?? '' })
      .first()
      .waitFor();
    await desk.waitForTimeout(500);
    const text = await shown(desk);
    for (const part of SEEN) expect(text).to.include(part);
    // In the seeker's own words, which the summary quotes beside its own.
    expect(await desk.locator('.summary').innerText()).to.include(`cook ${MARKUP[0]}`);
    expect(await desk.evaluate(alive)).to.deep.equal(DEAD);
    expect(complaints).to.deep.equal([]);
  });

  it('of a coach is shown to the seeker as it was written', async () => {
    const [entry] = [...server.queue.all()];
    const { session } = (await server.turns.find(entry?.id ?? '')) ?? {};
    expect(session?.lang).to.equal('en');
    const { activities = [] } = (await server.turns.read(entry?.id ?? '', 0)) ?? {};
    const texts = activities.map(({ text, textFormat }) => [text, textFormat]);
    for (const part of MARKUP)
      expect(texts.filter(([text]) => text?.includes(part)).map(([, format]) => format)).to.include('plain');
  });
});
