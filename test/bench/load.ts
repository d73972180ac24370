import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { mochaHooks } from '../support/postgres.ts';
import { type Case, startGuides } from './nodes.ts';
import { seekersAt } from './seekers-at-rate.ts';
import { quantile } from './talk.ts';

/**
 * `npm run bench:load`: messages arrive at a steady rate, whether earlier ones are answered or not; how long until each is
 * acknowledged, which is when it and its replies are kept for good. Client, nodes and database share the machine.
 */
const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '600' },
    stored: { type: 'string', default: '100000' },
    warm: { type: 'string', default: '30' },
  },
});
const [rate, seconds, many, warm] = [values.rate, values.seconds, values.stored, values.warm].map(Number) as [
  number,
  number,
  number,
  number,
];
if (![rate, seconds, many, warm].every((one) => Number.isInteger(one) && one > 0))
  throw new RangeError('--rate, --seconds, --stored and --warm must be whole numbers from 1 on');

const SEEKERS = 200;

async function measure(one: Case): Promise<string> {
  const guides = await startGuides(one);
  // What is seldom run is slow at first, as after every start; that is told apart.
  const early = await seekersAt(guides.urls, { rate, seconds: warm, seekers: SEEKERS });
  const first = await early.write();
  early.close();
  const before = await guides.look();
  const seekers = await seekersAt(guides.urls, { rate, seconds, seekers: SEEKERS });
  const { times, errors, seconds: took, cpu } = await seekers.write();
  const after = await guides.look();
  seekers.close();
  await guides.stop();
  const spent = after.reduce((sum, { cpu: now }, i) => sum + now - (before[i]?.cpu ?? 0), 0);
  const failed = [...first.errors, ...errors].map(([why, count]) => `${count} × ${why}`).join(', ') || 0;
  const ms = (share: number) => Math.round(quantile(times, share));
  const cells = [
    ...[one.kind, one.nodes, one.stored, Math.round(times.length / took), ms(0.5), ms(0.99), ms(1)],
    ...[Math.round(quantile(first.times, 0.99)), failed],
    ...[((1_000 * spent) / (rate * seconds)).toFixed(2), cpu.toFixed(2)],
    Math.round(Math.max(...after.map(({ resident }) => resident)) / 1e6),
  ];
  return `| ${cells.join(' | ')} |`;
}

const rows: string[] = [];
for (const one of [
  { kind: 'folder', nodes: 1, stored: 100 },
  { kind: 'folder', nodes: 1, stored: many },
  { kind: 'PostgreSQL', nodes: 1, stored: 100 },
  { kind: 'PostgreSQL', nodes: 1, stored: many },
  { kind: 'PostgreSQL', nodes: 3, stored: 100 },
] as const) {
  rows.push(await measure(one));
  process.stdout.write(`${rows.at(-1)}\n`);
}
await mochaHooks.afterAll();
writeFileSync(
  new URL('../../docs/load.md', import.meta.url),
  `# Under load

Written by \`npm run bench:load -- --rate ${rate} --seconds ${seconds} --stored ${many} --warm ${warm}\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores
shared by client, nodes and database. ${SEEKERS} seekers, each somewhere else in the conversation; messages arrive at ${rate} a second whether earlier ones are answered or not; a time runs from when
a message was due until it and its replies are kept for good. Milliseconds. Aims: 200 turns/s with p99 under 500 ms and no error; p99 at 100,000 stored conversations at most twice that at 100.
The first ${warm} s after the start stand in a column of their own. Processor time (user and system) is that of all nodes, and of the client, a message; memory is the resident set of the largest node at the end.

| store | nodes | conversations stored before | turns/s done | p50 | p99 | worst | p99, first ${warm} s | errors | processor, nodes | processor, client | MB |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`,
);
