import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { memoryStore } from '../../bot/storage/memory.ts';
import { launchBrowser } from '../support/browser.ts';
import { realGuide } from '../support/real-guide.ts';
import { testServer } from '../support/server.ts';

// `npm run bench:widget`: how soon the opened widget can be used on a slow phone, from an empty cache.
const ROUNDS = 5;
/** Slow 4G as Lighthouse throttles it in the browser: 1.6 Mbit/s down less a tenth, 750 kbit/s up less a tenth, 150 ms a round trip, 3.75 of them a request. */
const SLOW_4G = {
  offline: false,
  downloadThroughput: (1_600 * 1_024 * 0.9) / 8,
  uploadThroughput: (750 * 1_024 * 0.9) / 8,
  latency: 150 * 3.75,
};
/** How many times slower than this machine's the processor is. */
const CPU = 4;
const TABLE = new URL('../../docs/widget.md', import.meta.url);
const LAUNCHER = new URL('../../web/widget/widget.js', import.meta.url);

interface Moments {
  /** Milliseconds from the request of the page until the greeting is read, a choice can be pressed and a message written. */
  readonly usable: number;
  /** Until Web Chat has taken over. */
  readonly webChat: number;
  /** Kilobytes over the line until each. */
  readonly usableKb: number;
  readonly webChatKb: number;
}

/** Notes in the page when each of its parts can be used. */
async function measure(browser: Browser, url: string): Promise<Moments> {
  const context = await browser.newContext({ locale: 'fi-FI', viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', SLOW_4G);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: CPU });
  await page.addInitScript(() => {
    const parts = {
      usable: '#early .choices button',
      webChat: '#web-chat:not(.waiting) [role=toolbar] button',
    };
    const look = () => {
      for (const [name, selector] of Object.entries(parts))
        if (document.querySelector(selector) && performance.getEntriesByName(name).length === 0)
          // Painted, not only there.
          requestAnimationFrame(() => performance.mark(name));
      requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('webChat').length > 0, undefined, {
    timeout: 300_000,
  });
  const moments = await momentsOf(page);
  await context.close();
  return moments;
}

const momentsOf = (page: Page): Promise<Moments> =>
  page.evaluate(() => {
    const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    const loaded = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ] as PerformanceResourceTiming[];
    const kilobytes = (until: number) =>
      loaded
        .filter(({ responseEnd }) => responseEnd <= until)
        .reduce((sum, { transferSize }) => sum + transferSize, 0) / 1_024;
    const [usable, webChat] = [at('usable'), at('webChat')];
    return { usable, webChat, usableKb: kilobytes(usable), webChatKb: kilobytes(webChat) };
  });

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function bench(): Promise<void> {
  const store = memoryStore();
  const guide = await realGuide(store);
  const server = await testServer({ guide, store });
  const browser = await launchBrowser();
  const rounds: Moments[] = [];
  try {
    // The server compresses its files once; that is not what is measured.
    await measure(browser, `${server.url}/embed?lang=fi`);
    for (let round = 0; round < ROUNDS; round++)
      rounds.push(await measure(browser, `${server.url}/embed?lang=fi`));
  } finally {
    await browser.close();
    await server.stop();
  }
  const row = (name: string, times: readonly number[], sizes: readonly number[]) =>
    `| ${name} | ${(median(times) / 1_000).toFixed(1)} | ${(Math.max(...times) / 1_000).toFixed(1)} | ${Math.round(median(sizes))} |`;
  const table = `# The widget on a slow phone

Written by \`npm run bench:widget\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores shared by browser and server.
Slow 4G as Lighthouse throttles it (1.6 Mbit/s, 150 ms a round trip), the processor slowed ${CPU} times, an empty cache, ${ROUNDS} openings.
The launcher, which is all that a page loads before somebody opens the guide, is ${(gzipSync(readFileSync(LAUNCHER), { level: 9 }).length / 1_024).toFixed(1)} KB.

| from opening until | s, median | s, longest | KB over the line |
| --- | --- | --- | --- |
${row(
  'the greeting is there, an answer can be pressed, a message be written',
  rounds.map(({ usable }) => usable),
  rounds.map(({ usableKb }) => usableKb),
)}
${row(
  'Web Chat has taken over',
  rounds.map(({ webChat }) => webChat),
  rounds.map(({ webChatKb }) => webChatKb),
)}
`;
  writeFileSync(TABLE, table);
  process.stdout.write(table);
}

await bench();
