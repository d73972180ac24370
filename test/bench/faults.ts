import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { killUnderLoad } from '../faults/kills.ts';
import { mochaHooks } from '../support/postgres.ts';

/** `npm run faults`: nodes are killed under load many times; what became of the acknowledged messages is written to docs/faults.md. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' } } });
  const kills = Number(values.kills);
  if (!Number.isInteger(kills) || kills < 1) throw new RangeError('--kills must be a number from 1 on');
  const rows: string[] = [];
  for (const [kind, nodes] of [
    ['folder', 1],
    ['PostgreSQL', 1],
    ['PostgreSQL', 3],
  ] as const) {
    const found = await killUnderLoad(kind, { kills, nodes });
    const { acknowledged, lost, doubled, outOfOrder, unanswered, slowest } = found;
    const cells = [kind, nodes, kills, acknowledged, lost, doubled, outOfOrder, unanswered, slowest];
    rows.push(`| ${cells.join(' | ')} |`);
    process.stdout.write(`${rows.at(-1)}\n`);
  }
  await mochaHooks.afterAll();
  writeFileSync(
    new URL('../../docs/faults.md', import.meta.url),
    `# Faults

Written by \`npm run faults\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores.

## A node killed under load

Four seekers write one message after the other through Direct Line; a node gets SIGKILL at random moments (20 to 320 ms apart) and is started again.
"Until served again" is the longest time from a kill to the next acknowledged message, by whichever node; aim: 5,000 ms.

| store | nodes | kills | acknowledged | lost | doubled | conversations out of order | unanswered | ms until served again |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

## What else is tried, each as a test

| fault | test |
| --- | --- |
| power loss: what was not synced is gone, at any moment | \`test/faults/disk.test.ts\` |
| full disk | \`test/faults/disk.test.ts\` |
| clock set back | \`test/faults/disk.test.ts\`, \`test/bot/turns.test.ts\` |
| state file truncated, empty, zeroed, garbage; a second process on the folder | \`test/bot/storage.test.ts\` |
| PostgreSQL killed in mid-turn, slow, out of connections | \`test/faults/postgres.test.ts\` |
| 100 parallel messages, the same message 20 times, wake-up line cut, three nodes | \`test/bot/nodes.test.ts\` |
| knowledge base replaced while people talk; upgrade with conversations under way | \`test/faults/upgrade.test.ts\` |
`,
  );
}

await main();
