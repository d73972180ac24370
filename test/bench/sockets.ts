import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { type Line, openLine } from '../support/line.ts';
import { serve } from './served.ts';
import { quantile, saidBy, steadily } from './talk.ts';

// `npm run bench:sockets`: many open streams, all of them cut off at once, and one that does not read. Client and server share the machine.
const SOCKETS = Number(process.env.SOCKETS ?? 2_000);
const SECONDS = Number(process.env.SECONDS ?? 60);
/** Seconds between two messages of one seeker. */
const PAUSE = 30;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Does work for all, so many at a time. */
async function forAll<T, R>(
  all: readonly T[],
  width: number,
  work: (one: T, at: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let at = next++; at < all.length; at = next++) results[at] = await work(all[at] as T, at);
    }),
  );
  return results;
}

async function many() {
  const server = await serve('guide');
  const empty = await server.look();
  const lines = await forAll(Array.from({ length: SOCKETS }), 50, () => openLine(server.url));
  const idle = await server.look();

  const times: number[] = [];
  const running: Promise<void>[] = [];
  const messages = Math.round((SOCKETS * SECONDS) / PAUSE);
  await steadily(messages, messages / SECONDS, (i) => {
    const said = saidBy(i % SOCKETS, Math.floor(i / SOCKETS));
    running.push((lines[i % SOCKETS] as Line).say(said).then((ms) => void times.push(ms)));
  });
  await Promise.all(running);
  const busy = await server.look();

  // Everybody is cut off; a quarter has written meanwhile, and another eighth writes while all come back.
  for (const { socket } of lines) socket.terminate();
  await forAll(
    lines.filter((_, at) => at % 4 === 0),
    50,
    (line) => line.post('takaisin'),
  );
  const before = await server.look();
  const storm = performance.now();
  await Promise.all(
    lines.map(async (line, at) => {
      await line.reconnect();
      if (at % 8 === 1) await line.post('toista');
    }),
  );
  const connected = performance.now() - storm;
  const back = await server.look();
  const kept = await forAll(lines, 50, (line) => line.kept());
  for (const [at, line] of lines.entries())
    while (line.got.length < (kept[at]?.length ?? 0) && performance.now() - storm < 60_000) await wait(1);
  const drained = performance.now() - storm;
  const wrong = lines.filter((line, at) => JSON.stringify(line.got) !== JSON.stringify(kept[at])).length;
  const after = await server.look();
  for (const line of lines) line.close();
  server.stop();
  const cpu = {
    message: (1_000 * (busy.cpuSeconds - idle.cpuSeconds)) / messages,
    storm: back.cpuSeconds - before.cpuSeconds,
  };
  return { empty, idle, busy, after, times, connected, drained, wrong, messages, cpu };
}

async function stalled() {
  const server = await serve('echo');
  const line = await openLine(server.url);
  await line.say('1');
  line.socket.pause();
  let most = 0;
  let posted = 0;
  while ((await server.look()).open > 0 && posted < 400) {
    await line.post('x'.repeat(50_000));
    posted += 1;
    most = Math.max(most, (await server.look()).waiting);
  }
  const { open } = await server.look();
  line.socket.terminate();
  server.stop();
  return { most, posted, closed: open === 0 };
}

const { empty, idle, busy, after, times, connected, drained, wrong, messages, cpu } = await many();
const { most, posted, closed } = await stalled();
const text = `# Open streams

Written by \`npm run bench:sockets\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores shared by client and server, the whole guide, durable file store.

| | |
| --- | --- |
| WebSockets open | ${idle.open} |
| memory of the server, MB: none open / all open and silent / after the messages / after the storm | ${empty.megabytes} / ${idle.megabytes} / ${busy.megabytes} / ${after.megabytes} |
| messages: each seeker one every ${PAUSE} s, for ${SECONDS} s | ${messages} (${Math.round(messages / SECONDS)} a second) |
| from posting to the reply on the WebSocket, ms: p50 / p99 | ${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.99).toFixed(1)} |
| processor time of the server a message, ms / for the whole storm, s | ${cpu.message.toFixed(1)} / ${cpu.storm.toFixed(1)} |
| all cut off at once: until all are connected again, s | ${(connected / 1_000).toFixed(1)} |
| until all have everything that was said meanwhile, checked against what is kept, s | ${(drained / 1_000).toFixed(1)} |
| conversations in which something was lost or doubled | ${wrong} |
| a reader that stalls: most bytes waiting for it before it was closed | ${closed ? most : 'not closed'} (after ${posted} answers of 100 KB; what lies in the system's own buffers is not ours) |
`;
writeFileSync(new URL('../../docs/sockets.md', import.meta.url), text);
process.stdout.write(text);
