import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { breakSockets } from '../faults/broken-sockets.ts';
import { killUnderLoad } from '../faults/kills.ts';
import { repeats } from '../faults/repeats.ts';
import { rollingRestart } from '../faults/rolling.ts';
import { slowSenders } from '../faults/slow-senders.ts';
import { echoGuide } from '../support/echo-guide.ts';
import { mochaHooks } from '../support/postgres.ts';
import { testServer } from '../support/server.ts';

/**
 * `npm run faults`: messages repeated, sockets broken, nodes restarted and killed under load, many times; what became of what was
 * acknowledged is written to docs/faults.md. `--kills` a store; 200 take some 20 minutes on a machine that does nothing else.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    breaks: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
  },
});
const [kills, breaks, rounds] = [values.kills, values.breaks, values.rounds].map(Number) as [
  number,
  number,
  number,
];
if (![kills, breaks, rounds].every((one) => Number.isInteger(one) && one > 0))
  throw new RangeError('--kills, --breaks and --rounds must be whole numbers from 1 on');

const began = Date.now();
const row = (cells: readonly unknown[]) => {
  const text = `| ${cells.join(' | ')} |`;
  process.stdout.write(`${text}\n`);
  return text;
};

const repeated: string[] = [];
for (const repeat of Object.values(repeats)) {
  const { channel, times, acknowledged, heard, answered } = await repeat(20);
  repeated.push(row([channel, times, acknowledged, heard, answered]));
}

const server = await testServer({ guide: echoGuide() });
const cut = await breakSockets(server.url, { breaks, clients: 50 });
const slow = await slowSenders(server.url, { connections: 500, until: 'closed' });
const waited = row([slow.connections, slow.answered, slow.slowest, slow.seconds]);
await server.stop();
const broken = row([cut.breaks, cut.messages, cut.lost, cut.doubled, cut.outOfOrder]);

const roll = await rollingRestart({ rounds });
const rolled = row([
  ...[roll.restarts, roll.exits.filter((code) => code !== 0).length, roll.acknowledged],
  ...[roll.lost, roll.doubled, roll.outOfOrder, roll.unanswered, roll.slowest],
]);

const killed: string[] = [];
for (const [kind, nodes] of [
  ['folder', 1],
  ['PostgreSQL', 1],
  ['PostgreSQL', 3],
] as const) {
  const { acknowledged, lost, doubled, outOfOrder, unanswered, slowest } = await killUnderLoad(kind, {
    kills,
    nodes,
  });
  killed.push(row([kind, nodes, kills, acknowledged, lost, doubled, outOfOrder, unanswered, slowest]));
}
await mochaHooks.afterAll();
writeFileSync(
  new URL('../../docs/faults.md', import.meta.url),
  `# Faults

Written by \`npm run faults -- --kills ${kills} --breaks ${breaks} --rounds ${rounds}\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores, in ${Math.round((Date.now() - began) / 60_000)} minutes.

## A node killed under load

Four seekers write one message after the other through Direct Line; a node gets SIGKILL at random moments (20 to 320 ms apart) and is started again.
"Until served again" is the longest time from a kill to the next acknowledged message, by whichever node; aim: 5,000 ms.

| store | nodes | kills | acknowledged | lost | doubled | conversations out of order | unanswered | ms until served again |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${killed.join('\n')}

## Nodes restarted one after the other

Six seekers write to three nodes on PostgreSQL, each of which is stopped with SIGTERM and started again, one at a time.

| restarts | that did not end by themselves | acknowledged | lost | doubled | conversations out of order | unanswered | ms from SIGTERM to the end, longest |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rolled}

## Sockets that break

Fifty clients write and are cut off before a message is there, while it is answered, or after; each comes back with its watermark.

| breaks | messages | activities lost | doubled | clients out of order |
| --- | --- | --- | --- | --- |
${broken}

## Senders that do not finish

They open a connection, send half a message, and wait, while another seeker writes.

| connections | messages of the other seeker | longest answer, ms | s until all were closed |
| --- | --- | --- | --- |
${waited}

## One message many times at once

| channel | times | acknowledged | heard | answered |
| --- | --- | --- | --- | --- |
${repeated.join('\n')}

## What else is tried, each as a test

| fault | test |
| --- | --- |
| power loss: what was not synced is gone, at any moment | \`test/faults/disk.test.ts\` |
| full disk | \`test/faults/disk.test.ts\` |
| clock set back | \`test/faults/clock.test.ts\`, \`test/bot/turns.test.ts\` |
| state file truncated, empty, zeroed, garbage; a second process on the folder | \`test/bot/storage.test.ts\` |
| PostgreSQL killed in mid-turn, slow, out of connections | \`test/faults/postgres.test.ts\` |
| 100 parallel messages on one and on three nodes, the same message 20 times on all nodes, wake-up line cut | \`test/bot/turns.test.ts\`, \`test/bot/nodes.test.ts\` |
| callbacks of text messages late and out of order | \`test/bot/sms-channel.test.ts\` |
| a reader that stalls; a sender that sends byte by byte | \`test/bot/streams.test.ts\`, \`test/faults/slow-senders.test.ts\` |
| knowledge base replaced while people talk; upgrade with conversations under way | \`test/faults/upgrade.test.ts\`, \`test/bot/long-conversations.test.ts\` |
`,
);
