import { setTimeout } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { type Lang, TONGUES } from '../../../locales/index.ts';
import type { TestDesk } from '../../support/desk.ts';
import { request } from '../../support/server.ts';
import { input, message, t } from '../../support/visiting.ts';

/** Milliseconds until something is taken not to come: a busy machine loads a page slowly. */
const PATIENCE = 60_000;

/** The server of each test would compress its files anew, which takes longer than all the rest. */
const PLAIN = { extraHTTPHeaders: { 'accept-encoding': 'identity' } };

/** A text of the guide. */
export const said = t;

/** Somebody on the other side of the desk. */
export interface Seeker {
  say(text: string): Promise<void>;
  /** Waits until a message with this text is there. */
  hears(text: string): Promise<void>;
}

/** A seeker who talks to the guide by Direct Line, without a browser. */
export async function clientOf({ url }: TestDesk, lang: Lang): Promise<Seeker> {
  const opened = await request(url, '/chat/token', { method: 'POST', body: { lang } });
  const { token, conversationId } = opened.body as unknown as Record<string, string>;
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  const options = { ...(token !== undefined && { token }) };
  await request(url, '/v3/directline/conversations', { method: 'POST', ...options });
  const one: Seeker = {
    async say(text) {
      const body = { type: 'message', from: { id: 'me' }, text, locale: lang };
      await request(url, path, { method: 'POST', body, ...options });
    },
    async hears(text) {
      for (const until = Date.now() + PATIENCE; Date.now() < until; await setTimeout(100)) {
        const { body } = await request(url, path, options);
        const { activities } = body as unknown as { activities: readonly { text?: string }[] };
        if (activities.some((activity) => activity.text?.includes(text))) return;
      }
      throw new Error(`never heard "${text}"`);
    },
  };
  await one.hears(said(lang, 'welcome.hello'));
  return one;
}

/** A seeker on the chat page, in a browser of their own, who has just been greeted. */
export async function seeker(
  browser: Browser,
  server: TestDesk,
  lang: Lang,
): Promise<Seeker & { readonly page: Page }> {
  const context = await browser.newContext({
    locale: TONGUES[lang].tag,
    viewport: { width: 390, height: 800 },
    ...PLAIN,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  // Web Chat's script may come much later than the page.
  await page.goto(server.url, { waitUntil: 'domcontentloaded' });
  await message(page, said(lang, 'welcome.hello')).waitFor();
  return {
    page,
    async say(text) {
      await input(page).fill(text);
      await input(page).press('Enter');
    },
    hears: (text) => message(page, text).waitFor(),
  };
}

/** A coach who has signed in, in a browser of their own. */
export async function coach(
  browser: Browser,
  server: TestDesk,
  id: string,
  { width = 1440, height = 900, complaints = [] as string[] } = {},
): Promise<Page> {
  const context = await browser.newContext({
    locale: 'fi-FI',
    viewport: { width, height },
    reducedMotion: 'reduce',
    ...PLAIN,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (line) => {
    // The page of a one-time link names no icon, so the browser looks for one.
    if (line.type() === 'error' && !line.location().url.endsWith('/favicon.ico'))
      complaints.push(`${line.text()} ${line.location().url}`);
  });
  await signIn(page, server, id);
  await page.locator('#rows').waitFor();
  return page;
}

/** Opens a one-time link in a page. */
export async function signIn(page: Page, server: TestDesk, id: string): Promise<void> {
  const link = server.web.localLink({ id, name: nameOf(id), roles: ['coach'] });
  await page.goto(`${server.url}${link}`);
  await page.waitForURL(`${server.url}/desk`);
}

/** The name that the knowledge base gives "coach-1". */
export const nameOf = (id: string) => `${id.charAt(0).toUpperCase()}${id.slice(1).replace('-', ' ')}`;

/** A button of the component library by its words; its role lies in the component, where a selector by role does not look. */
export const button = (within: Page | Locator, text: string): Locator =>
  within.locator('fluent-button:visible', { hasText: text });

/** The rows of the list that is shown, by what they say. */
export const row = (page: Page, text: string): Locator => page.locator('.row', { hasText: text });
