import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The path of the tool's `cli.js`. Microsoft's tool has a licence of its own, so it is not among our packages: https://www.npmjs.com/package/@microsoft/m365agentsplayground */
const PLAYGROUND = process.env.AGENTS_PLAYGROUND;
const MAIN = fileURLToPath(new URL('../../bot/main.ts', import.meta.url));

describe(`the Agents Playground${PLAYGROUND ? '' : ' (skipped: AGENTS_PLAYGROUND does not name its cli.js)'}`, function () {
  this.timeout(180_000);
  const started: ChildProcess[] = [];
  const folder = temporaryFolder('playground');
  let browser: Browser | undefined;

  /** Starts a program and gives the first part of its output that matches. */
  function start(args: readonly string[], env: Record<string, string>, ready: RegExp): Promise<string> {
    const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: 'pipe' });
    started.push(child);
    return new Promise((resolve, reject) => {
      let said = '';
      child.on('exit', () => reject(new Error(`it ended: ${said}`)));
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (part: Buffer) => {
          said += part.toString();
          const [, found] = ready.exec(said) ?? [];
          if (found) resolve(found);
        });
    });
  }

  after(async () => {
    await browser?.close();
    for (const child of started) child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the greeting as a card, and answers what is written', async function () {
    if (!PLAYGROUND) return this.skip();
    const guide = await start(
      [MAIN],
      { PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, BOT_UNCHECKED: 'yes' },
      /Open (http:\S+)/,
    );
    const port = await start(
      [
        PLAYGROUND,
        'start',
        '-e',
        `${guide}/api/messages`,
        '-c',
        'msteams',
        '-p',
        '41651',
        '--disable-telemetry',
      ],
      {},
      /Listening on (\d+)/,
    );
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1_300, height: 1_000 } });
    await page.goto(`http://localhost:${port}/`);
    await page.getByRole('button', { name: 'Find out what I can do' }).waitFor();
    // Pressing it fails inside version 0.2.28 of the tool ("Cannot add property msTeams"); what is written on it does the same.
    const box = page.locator('[contenteditable=true][role=textbox]').first();
    for (const [words, answer] of [
      ['Find out what I can do', 'What have you done?'],
      ['I was a cook for two years', 'Where did you do this?'],
    ] as const) {
      await box.click();
      await page.keyboard.type(words);
      await page.keyboard.press('Enter');
      await page.getByText(answer).first().waitFor();
    }
    expect(
      await page
        .getByRole('button', { name: 'At work in Finland' })
        .or(page.getByText('1. At work in Finland'))
        .count(),
    ).to.be.greaterThan(0);
  });
});
