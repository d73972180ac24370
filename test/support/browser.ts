import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Quiet: a test browser asks nobody but the server under test. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless browser whose windows are private ones. @throws Error that says how to get one */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args: FLAGS });
}

/** A headless browser with a profile in a folder, which lets frames of other sites keep things, apart for each site around them. @throws Error that says how to get one */
export async function launchProfile(folder: string): Promise<BrowserContext> {
  mkdirSync(join(folder, 'Default'), { recursive: true });
  const profile = { cookie_controls_mode: 0 };
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify({ profile }));
  return chromium.launchPersistentContext(folder, { executablePath: await findBrowser(), args: FLAGS });
}

async function findBrowser(): Promise<string> {
  const named = process.env.CHROME_PATH;
  if (named) return named;
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed) return installed;
  try {
    // Unpacks itself into the temporary folder; Linux only.
    const { default: packed } = await import('@sparticuz/chromium');
    return await packed.executablePath();
  } catch (cause) {
    throw new Error(
      'There is no browser for the tests. Set CHROME_PATH to a Chrome or Chromium, or install one; as root on Debian: apt-get install -y chromium',
      { cause },
    );
  }
}
