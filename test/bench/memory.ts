import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Figures, startGuides } from './nodes.ts';
import { seekersAt } from './seekers-at-rate.ts';

/**
 * `npm run bench:memory`: what a node holds over time while ever new people talk. What V8 frees late hides a leak for minutes, so an
 * hour is what counts; the least heap of each tenth of the time is what is still needed after a collection.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, rate: { type: 'string', default: '50' } },
});
const [minutes, rate] = [Number(values.minutes), Number(values.rate)];
if (![minutes, rate].every((one) => Number.isInteger(one) && one > 0))
  throw new RangeError('--minutes and --rate must be whole numbers from 1 on');

const PARTS = 10;
const MESSAGES_EACH = 30;
const guides = await startGuides({ kind: 'folder', nodes: 1, stored: 100 });
const seconds = minutes * 60;
const seekers = await seekersAt(guides.urls, { rate, seconds, seekers: 100, messagesEach: MESSAGES_EACH });
const looks: Figures[] = [];
let done = false;
const looking = (async () => {
  while (!done) {
    looks.push(...(await guides.look()));
    await wait(1_000);
  }
})();
const { errors, times } = await seekers.write();
done = true;
await looking;
seekers.close();
await guides.stop();

const megabytes = (bytes: number) => Math.round(bytes / 1e5) / 10;
const parts = Array.from({ length: PARTS }, (_, i) =>
  looks.slice(Math.floor((i * looks.length) / PARTS), Math.floor(((i + 1) * looks.length) / PARTS)),
);
const rows = parts.map((part, i) => {
  const least = megabytes(Math.min(...part.map(({ heap }) => heap)));
  const most = megabytes(Math.max(...part.map(({ resident }) => resident)));
  return { until: Math.round((minutes * 60 * (i + 1)) / PARTS), least, most };
});
// The first tenth is the start: code is compiled, tables fill up to their limits.
const [from, to] = [rows[1], rows.at(-1)];
const growth = from && to ? to.least - from.least : Number.NaN;
const text = `# Memory over time

Written by \`npm run bench:memory -- --minutes ${minutes} --rate ${rate}\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}: one node, folder store, ${rate} messages a second by 100 people at a time,
each replaced after ${MESSAGES_EACH} messages; ${times.length} messages, ${[...errors.values()].reduce((sum, one) => sum + one, 0)} errors. Looked at each second, shown by tenths of the time.
From the second tenth to the last the least heap, which is what is still held after a collection, grew by ${growth.toFixed(1)} MB in ${Math.round((minutes * 8) / PARTS)} minutes.

| until second | least heap, MB | largest resident set, MB |
| --- | --- | --- |
${rows.map(({ until, least, most }) => `| ${until} | ${least} | ${most} |`).join('\n')}
`;
writeFileSync(new URL('../../docs/memory.md', import.meta.url), text);
process.stdout.write(text);
