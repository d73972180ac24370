import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { DESK_LANGS } from '../../../bot/desk/page.ts';
import type { Lang } from '../../../locales/index.ts';
import { launchBrowser } from '../../support/browser.ts';
import { knowledge } from '../../support/conversation.ts';
import { startDesk, type TestDesk } from '../../support/desk.ts';
import { input, violations } from '../../support/visiting.ts';
import { button, clientOf, coach, nameOf, row, type Seeker, said, seeker, signIn } from './people.ts';

const texts = (lang: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(new URL(`../../../web/desk/texts/${lang}.json`, import.meta.url), 'utf8'));
const FI = texts('fi');
const fi = (key: string, params: Readonly<Record<string, string>> = {}) =>
  Object.entries(params).reduce((text, [name, value]) => text.replace(`{{${name}}}`, value), FI[key] ?? key);

const DIALOGS = ['deed.transfer', 'deed.invite', 'deed.close', 'reply.phrases', 'reply.link'];

describe('the coach desk in a browser', function () {
  this.timeout(300_000);
  let browser: Browser;
  let server: TestDesk;
  let complaints: string[];

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    complaints = [];
    server = await startDesk({ now: Date.now });
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await server.stop();
    expect(complaints, 'errors in the console').to.deep.equal([]);
  });

  const asCoach = (id: string) => coach(browser, server, id, { complaints });

  /** Lets a seeker ask for a person, after telling their work where wished. */
  async function asksForPerson<S extends Seeker>(one: S, lang: Lang, tellsWork = false): Promise<S> {
    if (tellsWork) {
      const { base } = await knowledge;
      await one.say(said(lang, 'welcome.competences'));
      await one.hears(said(lang, 'competences.tell'));
      await one.say(base.occupations.get('practical-nurse')?.name[lang] ?? '');
      await one.hears(said(lang, 'competences.where'));
    }
    await one.say(said(lang, 'welcome.person'));
    await one.hears(said(lang, 'person.meanwhile'));
    return one;
  }
  /** A seeker who has asked for a person. */
  const waiting = async (lang: Lang, tellsWork = false) =>
    asksForPerson(await clientOf(server, lang), lang, tellsWork);
  /** The same, on the chat page. */
  const waitingOnPage = async (lang: Lang, tellsWork = false) =>
    asksForPerson(await seeker(browser, server, lang), lang, tellsWork);

  /** Opens the first waiting case in a language and takes it. */
  async function takeCase(desk: Page, language: string): Promise<void> {
    await row(desk, language).locator('a').click();
    await button(desk, fi('deed.takeThis')).click();
    await desk.locator('#reply').waitFor();
  }

  const message = (desk: Page, text: string) => desk.locator('.message', { hasText: text });
  const dialog = (desk: Page) => desk.locator('fluent-dialog');
  const opened = (desk: Page) => dialog(desk).locator('h2').waitFor();

  it('lets two coaches help three seekers at once, each case with one of them', async () => {
    const [first, second] = [await asCoach('coach-1'), await asCoach('coach-2')];
    const arabic = await waitingOnPage('ar', true);
    const [somali, finnish] = [await waitingOnPage('so'), await waitingOnPage('fi')];
    for (const desk of [first, second])
      for (const language of ['Arabia', 'Somali', 'Suomi']) await row(desk, language).waitFor();
    expect(await first.title()).to.match(/^\(3\) /);

    await Promise.all(
      [first, second].map((desk) =>
        row(desk, 'Arabia')
          .locator('fluent-button')
          .click()
          // Who comes too late may find the row gone before the click.
          .catch(() => undefined),
      ),
    );
    await Promise.all([first, second].map((desk) => row(desk, 'Arabia').waitFor({ state: 'detached' })));
    const winner = await Promise.any(
      [first, second].map(async (desk) => {
        await desk.locator('#reply').waitFor();
        return desk;
      }),
    );
    const loser = winner === first ? second : first;
    expect(await loser.locator('#reply').count()).to.equal(0);
    complaints = complaints.filter((line) => !line.includes('409'));

    await winner.locator('#reply').fill('Hei! Luin, mitä olet kertonut.');
    await winner.locator('#reply').press('Enter');
    await arabic.hears('Hei! Luin, mitä olet kertonut.');
    await arabic.say('شكرًا لك');
    const words = message(winner, 'شكرًا لك').locator('.words');
    await words.waitFor();
    expect(await words.evaluate((element) => getComputedStyle(element).direction)).to.equal('rtl');
    expect(await winner.locator('html').evaluate((html) => getComputedStyle(html).direction)).to.equal('ltr');
    expect(await winner.locator('.summary').getAttribute('lang')).to.equal('fi');

    await takeCase(loser, 'Somali');
    await loser.locator('#reply').fill('Hei Somali!');
    await loser.locator('#reply').press('Enter');
    await somali.hears('Hei Somali!');
    await takeCase(winner, 'Suomi');
    await winner.locator('#reply').fill('Hei Suomi!');
    await winner.locator('#reply').press('Enter');
    await finnish.hears('Hei Suomi!');
    await somali.say('waan ku mahadsanahay');
    await message(loser, 'waan ku mahadsanahay').waitFor();
    expect(await message(winner, 'waan ku mahadsanahay').count()).to.equal(0);
    expect(await winner.title()).not.to.match(/^\([3-9]\)/);
  });

  it('shows each side that the other writes, and what has arrived', async () => {
    const desk = await asCoach('coach-1');
    const client = await waitingOnPage('fi');
    await takeCase(desk, 'Suomi');
    await desk.locator('#reply').pressSequentially('Hetki');
    await client.page.locator('.webchat__typing-indicator').waitFor();
    await desk.locator('#reply').press('Enter');
    await message(desk, 'Hetki').getByText(fi('message.arrived')).waitFor();
    await input(client.page).pressSequentially('Kii');
    await desk.getByText(fi('talk.seekerTypes')).waitFor();
    await client.say('Kiitos!');
    await message(desk, 'Kiitos!').waitFor();
    await desk.locator('#list-mine .fresh').waitFor({ state: 'detached' });
  });

  it('sends a ready phrase in the seeker’s language and a training with its facts', async () => {
    const desk = await asCoach('coach-1');
    const client = await waiting('ar');
    await takeCase(desk, 'Arabia');
    await button(desk, fi('reply.phrases')).click();
    const choice = dialog(desk).locator('.choice').first();
    const theirs = (await choice.locator('.theirs').textContent()) ?? '';
    expect(theirs).to.match(/[\u0600-\u06ff]/);
    await choice.click();
    await button(dialog(desk), fi('reply.send')).click();
    await client.hears(theirs.trim());

    await button(desk, fi('reply.link')).click();
    await desk.keyboard.type('suomen kielen kurssi');
    const item = dialog(desk).locator('.choice').first();
    await item.click();
    const name = (await dialog(desk).locator('p.theirs').textContent()) ?? '';
    await button(dialog(desk), fi('reply.send')).click();
    await client.hears(name.trim());
    await dialog(desk).waitFor({ state: 'detached' });
  });

  it('puts a pathway in order, adds to it, and sends it', async () => {
    const desk = await asCoach('coach-1');
    const client = await waiting('fi', true);
    await takeCase(desk, 'Suomi');
    await desk.locator('#side-plan').click();
    const steps = desk.locator('.plan > li');
    await steps.first().waitFor();
    const before = await steps.count();
    await button(desk, fi('plan.add')).click();
    await desk.keyboard.type('hygienia');
    await dialog(desk).locator('.choice').first().click();
    const added = (await dialog(desk).locator('.choice strong').first().textContent()) ?? '';
    await button(dialog(desk), fi('addStep.add')).click();
    expect(await steps.count()).to.equal(before + 1);
    await desk.getByLabel(fi('plan.up', { name: added })).click();
    expect(await steps.nth(before - 1).textContent()).to.contain(added);
    await desk.getByLabel(fi('plan.commentOn', { name: added })).fill('Tämä ensin.');
    await desk.reload();
    await desk.locator('#side-plan').click();
    expect(await desk.getByLabel(fi('plan.commentOn', { name: added })).inputValue()).to.equal('Tämä ensin.');
    await button(desk, fi('plan.send')).click();
    await desk.getByText(fi('plan.sent')).waitFor();
    await client.hears(added);
  });

  it('passes a case on with a note, invites an expert, and gives back to the guide', async () => {
    const [desk, other] = [await asCoach('coach-1'), await asCoach('coach-2')];
    const client = await waiting('fi');
    await takeCase(desk, 'Suomi');
    await button(desk, fi('deed.transfer')).click();
    await desk.locator('#transfer-to').selectOption('coach:coach-2');
    await desk.locator('#deed-note').fill('Sinä tunnet tämän alan.');
    await button(dialog(desk), fi('deed.transfer')).click();
    await row(other, fi('row.toMe')).waitFor();
    await takeCase(other, 'Suomi');
    await other.locator('#side-notes').click();
    await other.getByText('Sinä tunnet tämän alan.').waitFor();

    await button(other, fi('deed.invite')).click();
    await other.locator('#invite-whom').selectOption('coach-1');
    await button(dialog(other), fi('deed.invite')).click();
    await desk.locator('#list-mine').click();
    await row(desk, fi('row.invited', { name: nameOf('coach-2') }))
      .locator('a')
      .click();
    await desk.locator('#reply').fill('Tulin mukaan.');
    await desk.locator('#reply').press('Enter');
    await client.hears('Tulin mukaan.');
    await message(other, 'Tulin mukaan.').waitFor();
    await desk.getByText(fi('message.readBy', { names: nameOf('coach-2') })).waitFor();

    await button(other, fi('deed.give-back')).click();
    await button(dialog(other), fi('deed.give-back')).click();
    await client.hears(said('fi', 'desk.guideAgain'));
    await other.getByText(fi('cannotWrite.returned')).waitFor();
  });

  it('closes with an outcome, and keeps the case among the closed ones', async () => {
    const desk = await asCoach('coach-1');
    await waiting('fi');
    await takeCase(desk, 'Suomi');
    await button(desk, fi('deed.close')).click();
    await button(dialog(desk), fi('deed.close')).click();
    // Without an outcome the browser itself asks for one.
    expect(await dialog(desk).count()).to.equal(1);
    await dialog(desk).locator('input[value=answered]').check();
    await button(dialog(desk), fi('deed.close')).click();
    await desk.getByText(fi('cannotWrite.closed')).waitFor();
    await desk.locator('#list-closed').click();
    await row(desk, said('fi', 'desk.outcome.answered')).waitFor();
  });

  it('can be used with the keyboard alone, and its shortcuts can be switched off', async () => {
    const desk = await asCoach('coach-1');
    const client = await waiting('fi');
    await row(desk, 'Suomi').waitFor();
    await desk.keyboard.press('Tab');
    expect(await desk.evaluate(() => document.activeElement?.textContent)).to.equal(fi('skip.lists'));
    await desk.keyboard.press('Enter');
    expect(await desk.evaluate(() => document.activeElement?.id)).to.equal('lists');
    await desk.keyboard.press('j');
    await desk.keyboard.press('Enter');
    await desk.locator('#who').waitFor();
    await desk.keyboard.press('t');
    await desk.locator('#reply').waitFor();
    await desk.keyboard.press('r');
    await desk.keyboard.type('Hei t ja r!');
    await desk.keyboard.press('Enter');
    await client.hears('Hei t ja r!');
    await desk.keyboard.press('Shift+Tab');
    await desk.keyboard.press('x');
    await opened(desk);
    await desk.keyboard.press('Escape');
    await dialog(desk).waitFor({ state: 'detached' });
    await desk.keyboard.press('n');
    await desk.getByRole('heading', { name: fi('side.notes') }).waitFor();
    await desk.keyboard.press('?');
    await dialog(desk).getByLabel(fi('shortcuts.on')).focus();
    await desk.keyboard.press('Space');
    await desk.keyboard.press('Escape');
    await dialog(desk).waitFor({ state: 'detached' });
    await desk.keyboard.press('?');
    await desk.keyboard.press('s');
    expect(await dialog(desk).count()).to.equal(0);
    expect(await desk.getByRole('heading', { name: fi('side.notes') }).isVisible()).to.equal(true);
  });

  it('keeps what was typed over a reload and a lost session, and goes on after signing in again', async () => {
    const desk = await asCoach('coach-1');
    const client = await waiting('fi');
    await takeCase(desk, 'Suomi');
    await desk.locator('#reply').fill('Tämä ei saa kadota.');
    await desk.locator('#side-notes').click();
    await desk.locator('#note').fill('Eikä tämä.');
    await desk.reload();
    await desk.locator('#reply').waitFor();
    expect(await desk.locator('#reply').inputValue()).to.equal('Tämä ei saa kadota.');
    await desk.locator('#side-notes').click();
    expect(await desk.locator('#note').inputValue()).to.equal('Eikä tämä.');

    await desk.context().clearCookies();
    await desk.locator('#reply').press('Enter');
    await desk.getByText(fi('session.lost')).waitFor();
    expect(await desk.locator('#reply').inputValue()).to.equal('Tämä ei saa kadota.');
    expect(await violations(desk)).to.deep.equal([]);
    complaints = complaints.filter((line) => !line.includes('401'));
    await signIn(desk, server, 'coach-1');
    await desk.locator('#reply').waitFor();
    expect(await desk.locator('#reply').inputValue()).to.equal('Tämä ei saa kadota.');
    await desk.locator('#reply').press('Enter');
    await client.hears('Tämä ei saa kadota.');
    await desk.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#reply')?.value === '');
  });

  it('says when a message is too long and when the server is away; the text stays', async () => {
    const desk = await asCoach('coach-1');
    const client = await waiting('fi');
    await takeCase(desk, 'Suomi');
    await desk.locator('#reply').fill('x'.repeat(20_000));
    await desk.locator('#reply-fault').filter({ hasText: 'merkkiä liian pitkä' }).waitFor();
    await desk.locator('#reply').press('Enter');
    expect(await message(desk, 'xxxxxxxxxx').count()).to.equal(0);

    await desk.locator('#reply').fill('Kuuletko?');
    await desk.context().setOffline(true);
    await desk.locator('#reply').press('Enter');
    await desk
      .locator('#reply-fault')
      .filter({ hasText: fi('fault.Offline') })
      .waitFor();
    expect(await desk.locator('#reply').inputValue()).to.equal('Kuuletko?');
    await desk.context().setOffline(false);
    await desk.locator('#reply').press('Enter');
    await client.hears('Kuuletko?');
    await message(desk, 'Kuuletko?').waitFor();
    expect(await message(desk, 'Kuuletko?').count()).to.equal(1);
    complaints = complaints.filter((line) => !line.includes('INTERNET_DISCONNECTED'));
  });

  it('says when the connection is lost and when it is back, over a restart of the server', async () => {
    const desk = await asCoach('coach-1');
    await waiting('fi');
    await takeCase(desk, 'Suomi');
    await desk.locator('#reply').fill('Oletko vielä siellä?');
    await server.stop();
    await desk.getByText(fi('link.lost')).waitFor();
    await desk.getByText(fi('link.talkLost')).waitFor();
    server = await startDesk({ now: Date.now, store: server.store, port: Number(new URL(server.url).port) });
    await desk.getByText(fi('link.back')).waitFor();
    await desk.getByText(fi('link.lost')).waitFor({ state: 'detached' });
    await desk.locator('#reply').press('Enter');
    await message(desk, 'Oletko vielä siellä?').waitFor();
    complaints = complaints.filter((line) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED/.test(line));
  });

  it('says that a case is gone when the seeker has erased it', async () => {
    const desk = await asCoach('coach-1');
    const client = await waiting('fi');
    await row(desk, 'Suomi').locator('a').click();
    await desk.locator('.summary').waitFor();
    await client.say('poista tietoni');
    await client.hears(said('fi', 'myData.sure'));
    await client.say(said('fi', 'myData.yes'));
    await desk.getByText(fi('fault.CaseGone')).waitFor();
    await desk.getByText(fi('list.queue.none')).waitFor();
  });

  it('opens guidance by the return code that a client tells, by keyboard alone', async () => {
    const client = await clientOf(server, 'so');
    await client.say('koodh');
    await client.hears('K7PM-X3RT');
    const desk = await asCoach('coach-1');
    await desk.keyboard.press('c');
    await desk.locator('#return-code').fill('BBBB-CCCC');
    await desk.keyboard.press('Enter');
    await dialog(desk)
      .locator('.wrong', { hasText: fi('fault.CodeUnknown') })
      .waitFor();
    // The browser notes each answer that is a refusal.
    complaints.splice(0);
    expect(await violations(desk)).to.deep.equal([]);
    await desk.locator('#return-code').fill('k7pm x3rt');
    await desk.keyboard.press('Enter');
    await desk.locator('#reply').waitFor();
    expect(await dialog(desk).count()).to.equal(0);
    await client.hears(nameOf('coach-1'));
  });

  it('answers for a client who is not named, and says who knows', async () => {
    const desk = await asCoach('coach-1');
    await button(desk, fi('bar.advice')).click();
    await dialog(desk).locator('.fact select').first().waitFor();
    const occupation = dialog(desk).locator('input[type=search]').first();
    const { base } = await knowledge;
    const name = base.occupations.get('practical-nurse')?.name.fi ?? '';
    await occupation.pressSequentially(name.slice(0, 5));
    await dialog(desk).locator('datalist option').first().waitFor({ state: 'attached' });
    await occupation.fill(name);
    await dialog(desk).locator('.chosen', { hasText: name }).waitFor();
    await button(dialog(desk), fi('advice.ask')).click();
    await dialog(desk).locator('.advice section').first().waitFor();
    expect(await violations(desk)).to.deep.equal([]);
    await desk.keyboard.press('Escape');

    await button(desk, fi('bar.whoKnows')).click();
    await dialog(desk).locator('select[name=field]').selectOption('health');
    await dialog(desk).getByText(nameOf('expert-1')).waitFor();
    await dialog(desk).getByText(nameOf('expert-2')).waitFor({ state: 'detached' });
    expect(await violations(desk)).to.deep.equal([]);
  });

  for (const lang of DESK_LANGS)
    it(`has nothing that axe finds, with everything open, in ${lang}`, async () => {
      const desk = await asCoach('coach-1');
      await waiting('ar', true);
      await takeCase(desk, 'Arabia');
      await waiting('fi');
      await desk.locator('.languages select').selectOption(lang);
      const own = texts(lang);
      await desk.getByText(own['reply.how'] ?? '').waitFor();
      expect(await desk.locator('html').getAttribute('lang')).to.equal(lang);
      for (const side of ['summary', 'plan', 'notes', 'history']) {
        await desk.locator(`#side-${side}`).click();
        expect(await violations(desk), side).to.deep.equal([]);
      }
      // The same dialogs in other words.
      for (const key of lang === 'fi' ? DIALOGS : []) {
        await button(desk, own[key] ?? '').click();
        await opened(desk);
        expect(await violations(desk), key).to.deep.equal([]);
        await desk.keyboard.press('Escape');
        await dialog(desk).waitFor({ state: 'detached' });
      }
      await desk.setViewportSize({ width: 768, height: 1024 });
      expect(await violations(desk), 'tablet').to.deep.equal([]);
      expect(await desk.evaluate(() => document.documentElement.scrollWidth)).to.equal(768);
    });

  it('shows the way in to who has not signed in, and why a used link does not let in', async () => {
    const page = await (await browser.newContext({ locale: 'sv-FI' })).newPage();
    await page.goto(`${server.url}/desk`);
    await page.getByText(texts('sv')['signIn.title'] ?? '').waitFor();
    expect(await violations(page)).to.deep.equal([]);
    const link = server.web.localLink({ id: 'coach-1', name: 'Coach 1', roles: ['coach'] });
    await page.goto(`${server.url}${link}`);
    await page.locator('#rows').waitFor();
    await page.context().clearCookies();
    await page.goto(`${server.url}${link}`);
    await page.getByText(texts('sv')['signIn.used'] ?? '').waitFor();
  });
});
