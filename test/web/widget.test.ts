import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Frame, Page } from 'playwright-core';
import { LANGS, TONGUES } from '../../locales/index.ts';
import { knowledge } from '../support/conversation.ts';
import { type HostPage, hostPage } from '../support/host-page.ts';
import {
  choice,
  guideInBrowser,
  input,
  message,
  t,
  tellWork,
  texts,
  violations,
} from '../support/visiting.ts';

const WIDGET = new URL('../../web/widget/widget.js', import.meta.url);
const launcher = (page: Page) => page.locator('osaajaks-guide .launcher');
const dialog = (page: Page) => page.locator('osaajaks-guide dialog');

describe('the widget on a page of another site', function () {
  this.timeout(120_000);
  let site: HostPage;
  before(async () => {
    site = await hostPage(() => guide.url);
  });
  after(() => site.stop());
  const guide = guideInBrowser(() => ({ allowedOrigins: [site.origin] }));
  const { visit } = guide;

  /** Presses the launcher; the guide's page in the frame, with Web Chat ready. */
  async function opened(page: Page, press = () => launcher(page).click()): Promise<Frame> {
    await press();
    const frame = await (await page.locator('osaajaks-guide iframe').elementHandle())?.contentFrame();
    if (!frame) throw new Error('there is no frame');
    await input(frame).waitFor();
    return frame;
  }

  it('is a launcher under 6 KB', () => {
    expect(gzipSync(readFileSync(WIDGET), { level: 9 }).length).to.be.below(6 * 1_024);
  });

  it('loads itself alone until it is opened, then from its own server alone, and sets no cookie', async () => {
    const asked: string[] = [];
    const page = await visit('fi', {
      url: site.origin,
      prepare: async (fresh) => fresh.on('request', (request) => asked.push(request.url())),
    });
    await launcher(page).waitFor();
    expect(asked.filter((url) => url.startsWith(guide.url))).to.deep.equal([`${guide.url}/widget.js`]);
    await opened(page);
    expect(await page.locator('osaajaks-guide iframe').getAttribute('allow')).to.equal(null);
    const foreign = asked.filter((url) => !url.startsWith(guide.url) && !url.startsWith(site.origin));
    expect(foreign.filter((url) => !url.startsWith('data:'))).to.deep.equal([]);
    expect(await page.context().cookies()).to.deep.equal([]);
  });

  for (const lang of LANGS) {
    it(`speaks the page's language and breaks no rule of WCAG, in ${lang}`, async () => {
      const page = await visit('en', { url: `${site.origin}/?page=${lang}`, width: 1_024, height: 700 });
      await launcher(page).waitFor();
      expect(await violations(page)).to.deep.equal([]);
      const frame = await opened(page);
      await message(frame, t(lang, 'welcome.hello')).waitFor();
      expect(await frame.locator('html').getAttribute('dir')).to.equal(TONGUES[lang].dir);
      expect(await violations(frame)).to.deep.equal([]);
      await tellWork(frame, lang);
    });
  }

  it('takes the language that the line names before the page’s', async () => {
    const page = await visit('fi', { url: `${site.origin}/?with=${encodeURIComponent('data-lang="so"')}` });
    expect(await launcher(page).textContent()).to.equal('Weydii hagaha');
  });

  it('keeps the focus while it is open, closes with Escape from inside, and gives the focus back', async () => {
    const page = await visit('fi', { url: site.origin, width: 1_024, height: 700 });
    await launcher(page).focus();
    const frame = await opened(page, () => page.keyboard.press('Enter'));
    await frame.locator('textarea:focus').waitFor();
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => document.activeElement?.tagName);
      expect(at, `after ${step + 1} steps`).to.be.oneOf(['OSAAJAKS-GUIDE', 'BODY']);
    }
    await frame.locator('.menu summary').click();
    await page.keyboard.press('Escape');
    expect(await frame.locator('.menu').getAttribute('open')).to.equal(null);
    expect(await dialog(page).isVisible()).to.equal(true);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className)).to.equal(
      'launcher',
    );
  });

  it('closes by its button and goes on where it was when it is opened again', async () => {
    const page = await visit('sv', { url: `${site.origin}/?page=sv` });
    const frame = await opened(page);
    await choice(frame, t('sv', 'welcome.competences')).click();
    await message(frame, t('sv', 'competences.tell')).waitFor();
    await frame.getByRole('button', { name: texts('sv').page.close }).click();
    await dialog(page).waitFor({ state: 'hidden' });
    await launcher(page).click();
    await message(frame, t('sv', 'competences.tell')).waitFor();
  });

  it('shows and says that a message came while it was closed', async () => {
    const page = await visit('en', { url: `${site.origin}/?page=en` });
    const earlier = await guide.store.list('conversation/');
    const frame = await opened(page);
    const [key = ''] = (await guide.store.list('conversation/')).filter((one) => !earlier.includes(one));
    await frame.getByRole('button', { name: texts('en').page.close }).click();
    await dialog(page).waitFor({ state: 'hidden' });
    await guide.turns.amend(key.replace('conversation/', ''), (_, log) => {
      log.append(
        { id: 'coach', name: 'Coach', role: 'bot' },
        { type: 'message', text: 'Hello', locale: 'en' },
      );
    });
    await page.getByRole('button', { name: 'Ask the guide. New message' }).click();
    await message(frame, 'Hello').waitFor();
    await frame.locator('#said p', { hasText: 'Coach says: Hello' }).waitFor({ state: 'attached' });
    expect(await launcher(page).getAttribute('aria-label')).to.equal(null);
  });

  it('hears nobody but its own frame and its own page', async () => {
    const page = await visit('en', { url: `${site.origin}/?page=en` });
    const frame = await opened(page);
    await page.evaluate(() => window.postMessage({ osaajaks: 'close' }, '*'));
    await frame.evaluate(() => window.postMessage({ osaajaks: 'open' }, '*'));
    await page.waitForTimeout(200);
    expect(await dialog(page).isVisible()).to.equal(true);
  });

  it('fills a phone and fits into 320 pixels', async () => {
    const page = await visit('fi', { url: site.origin, width: 320, height: 568 });
    const frame = await opened(page);
    expect(await dialog(page).boundingBox()).to.deep.equal({ x: 0, y: 0, width: 320, height: 568 });
    await tellWork(frame, 'fi');
    expect(await frame.evaluate(() => document.documentElement.scrollWidth)).to.equal(320);
    expect(await message(frame, t('fi', 'competences.where')).isVisible()).to.equal(true);
  });

  it('takes the colour of the page, and darkens it until it can be read', async () => {
    const wish = encodeURIComponent('data-color="ffd400" data-position="start" data-size="small"');
    const page = await visit('en', {
      url: `${site.origin}/?page=en&with=${wish}`,
      width: 1_024,
      height: 700,
    });
    await launcher(page).waitFor();
    expect(await launcher(page).evaluate((button) => getComputedStyle(button).color)).to.equal(
      'rgb(0, 0, 0)',
    );
    expect((await launcher(page).boundingBox())?.x).to.equal(16);
    expect(await violations(page)).to.deep.equal([]);
    const frame = await opened(page);
    await choice(frame, t('en', 'welcome.competences')).click();
    await message(frame, t('en', 'competences.tell')).waitFor();
    expect(await violations(frame)).to.deep.equal([]);
  });

  it('says that the browser keeps nothing, where it keeps nothing in a frame of another site', async () => {
    // Private windows, as tests have them, are such browsers.
    const page = await visit('en', { url: `${site.origin}/?page=en` });
    const frame = await opened(page);
    expect(await frame.getByRole('status').textContent()).to.equal(texts('en').page.unkept);
    await frame.locator('.menu summary').click();
    expect(await frame.getByRole('button', { name: texts('en').page.remember }).count()).to.equal(0);
  });

  it('gives the plan and deletes the conversation there all the same', async () => {
    const page = await visit('en', { url: `${site.origin}/?page=en` });
    const frame = await opened(page);
    await tellWork(frame, 'en');
    await frame.locator('.menu summary').click();
    const [plan] = await Promise.all([
      page.waitForEvent('popup'),
      frame.locator('.menu [data-does=plan]').click(),
    ]);
    await plan.getByText(t('en', 'plan.empty')).waitFor();
    await plan.close();
    const stored = async () => {
      const keys = await guide.store.list('conversation/');
      return JSON.stringify(await Promise.all(keys.map((key) => guide.store.read(key))));
    };
    const said = (await knowledge).base.occupations.get('practical-nurse')?.name.en ?? '';
    const before = (await stored()).split(said).length;
    await frame.locator('.menu summary').click();
    await frame.locator('.menu [data-does=forget]').click();
    await frame.getByRole('button', { name: texts('en').page.yesForget }).click();
    await frame
      .getByRole('status')
      .filter({ hasText: texts('en').page.forgotten })
      .waitFor();
    expect((await stored()).split(said).length).to.be.below(before);
  });

  it('offers the guide in its own window where it may not be shown on this site', async () => {
    const other = await hostPage(() => guide.url);
    const page = await visit('en', {
      url: `${other.origin}/?page=en`,
      prepare: (fresh) => fresh.clock.install(),
    });
    await launcher(page).click();
    await page.clock.fastForward(21_000);
    const link = dialog(page).getByRole('link');
    expect(await link.getAttribute('href')).to.equal(`${guide.url}/?lang=en`);
    expect(guide.complaints().splice(0).join()).to.contain('frame-ancestors');
    await other.stop();
  });

  it('moves nothing where that is not wished, and keeps its edges in forced colours', async () => {
    const page = await visit('fi', { url: site.origin, reducedMotion: 'reduce', forcedColors: 'active' });
    expect(await launcher(page).evaluate((button) => getComputedStyle(button).transitionDuration)).to.equal(
      '0s',
    );
    expect(await launcher(page).evaluate((button) => getComputedStyle(button).borderTopWidth)).to.equal(
      '2px',
    );
    const frame = await opened(page);
    await choice(frame, t('fi', 'welcome.competences')).click();
    await message(frame, t('fi', 'competences.tell')).waitFor();
    expect(await frame.evaluate(() => document.getAnimations().length)).to.equal(0);
    expect(
      await message(frame, t('fi', 'competences.tell'))
        .locator('.webchat__bubble__content')
        .evaluate((bubble) => getComputedStyle(bubble).borderTopStyle),
    ).to.equal('solid');
  });
});
