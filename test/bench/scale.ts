import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NODE } from '../../bot/storage/announcer.ts';
import { postgresStore } from '../../bot/storage/postgres.ts';
import { mochaHooks, sharedPostgres } from '../support/postgres.ts';
import { dice, play } from './queues.ts';

/**
 * `npm run bench:scale`: from a county to the country, where no machine here is large enough: how fast the database commits is
 * measured, what a message costs a node is told (`--turn`, milliseconds, from docs/load.md), and the rest is played.
 */
const { values } = parseArgs({ options: { turn: { type: 'string', default: '3' } } });
const turn = Number(values.turn);
if (!(turn > 0)) throw new RangeError('--turn must be the processor time of a message in milliseconds');

const SECONDS = 5;
const WRITERS = 16;
const MESSAGES = 200_000;
/** Messages of a seeker in a month, and the share of a month in its busiest hour (docs/scaling.md). */
const [A_MONTH, WORKING_SECONDS, BUSIEST] = [60, 22 * 8 * 3_600, 3];

/** Writes a second that several at once get done, each on the disk before it counts. */
async function commits(collection: 'conversation' | 'feed'): Promise<number> {
  const url = await (await sharedPostgres()).database();
  const store = await postgresStore({
    url,
    node: `${NODE}scale`,
    connections: WRITERS,
    alarm: () => undefined,
  });
  const value = { text: 'Olen ollut töissä keittiössä kaksi vuotta. '.repeat(200) };
  let done = 0;
  const end = performance.now() + SECONDS * 1_000;
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, i) => {
      for (let version = 0; performance.now() < end; done++)
        version = await store.write(`${collection}/${i}`, value, version);
    }),
  );
  await store.close();
  return done / SECONDS;
}

// Of conversations the other nodes are told; PostgreSQL commits what notifies one at a time, so that it must not be told within.
const notifying = await commits('conversation');
const silent = await commits('feed');
await mochaHooks.afterAll();

const rows: string[] = [];
for (const seekers of [12_000, 60_000, 300_000, 1_000_000])
  for (const [crowd, times] of [
    ['busiest hour', BUSIEST],
    ['ten times that', BUSIEST * 10],
  ] as const)
    for (const nodes of [1, 2, 3, 6]) {
      const rate = ((seekers * A_MONTH) / WORKING_SECONDS) * times;
      const commit = 1_000 / notifying;
      const seen = play({ rate, nodes, turn, commit, messages: MESSAGES, random: dice(1) });
      const isLost = seen.nodesBusy >= 1 || seen.commitsBusy >= 1;
      const ms = (time: number) => (isLost ? 'more and more' : Math.round(time));
      const share = (one: number) => `${Math.round(one * 100)} %`;
      rows.push(
        `| ${seekers} | ${crowd} | ${rate.toFixed(1)} | ${nodes} | ${share(seen.nodesBusy)} | ${share(seen.commitsBusy)} | ${ms(seen.p50)} | ${ms(seen.p99)} |`,
      );
    }
const text = `# From a county to the country, played

Written by \`npm run bench:scale -- --turn ${turn}\` on ${new Date().toISOString().slice(0, 10)}. Measured here, ${WRITERS} writers at once, values of 9 KB, each on the disk before it counts: ${Math.round(notifying)} commits a
second of which the other nodes are told, as those of conversations are, and ${Math.round(silent)} of which they are not. Played: messages at random moments, ${turn} ms of processor each on average (one in a hundred
twelve times that), nodes that answer one at a time, then the commit, for all nodes as fast as was measured. Not in it: the network, and a machine that does something else. ${MESSAGES} messages a row.

| seekers | when | messages/s | nodes | a node is busy | commits are busy | p50, ms | p99, ms |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
writeFileSync(new URL('../../docs/scale.md', import.meta.url), text);
process.stdout.write(text);
