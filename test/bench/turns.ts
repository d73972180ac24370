import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { openLine } from '../support/line.ts';
import { serve } from './served.ts';
import { quantile, saidBy, steadily } from './talk.ts';

// `npm run bench:turns`: turns over Direct Line, from posting a message to its reply on the WebSocket. Client and server share the machine.
const CONVERSATIONS = 200;
const SECONDS = 15;
const RATE = 50;

const summary = (times: readonly number[], seconds: number) => ({
  turnsPerSecond: Math.round(times.length / seconds),
  p50ms: Math.round(quantile(times, 0.5) * 10) / 10,
  p99ms: Math.round(quantile(times, 0.99) * 10) / 10,
});

async function measure(kind: 'guide' | 'echo') {
  const start = performance.now();
  const server = await serve(kind);
  const first = await openLine(server.url);
  await first.say('moi');
  const firstAnswer = performance.now() - start;

  const lines = [first];
  while (lines.length < CONVERSATIONS) lines.push(await openLine(server.url));

  const steady: number[] = [];
  const running: (Promise<void> | undefined)[] = [];
  await steadily(RATE * SECONDS, RATE, (i) => {
    const said = saidBy(i % CONVERSATIONS, Math.floor(i / CONVERSATIONS));
    running.push(lines[i % CONVERSATIONS]?.say(said).then((time) => void steady.push(time)));
  });
  await Promise.all(running);
  const { megabytes: atRateMB } = await server.look();

  const full: number[] = [];
  const end = performance.now() + SECONDS * 1_000;
  await Promise.all(
    lines.map(async (line, at) => {
      for (let i = 0; performance.now() < end; i++) full.push(await line.say(saidBy(at, i)));
    }),
  );
  const { megabytes: fullMB } = await server.look();
  for (const line of lines) line.close();
  server.stop();
  return {
    firstAnswerMs: Math.round(firstAnswer),
    atRate: summary(steady, SECONDS),
    atFullLoad: summary(full, SECONDS),
    atRateMB,
    fullMB,
  };
}

const echo = await measure('echo');
const guide = await measure('guide');
const share = Math.round((100 * guide.atFullLoad.turnsPerSecond) / echo.atFullLoad.turnsPerSecond);
const row = (name: string, { firstAnswerMs, atRate, atFullLoad, atRateMB, fullMB }: typeof guide) =>
  `| ${name} | ${atFullLoad.turnsPerSecond} | ${atFullLoad.p50ms} / ${atFullLoad.p99ms} | ${atRate.p50ms} / ${atRate.p99ms} | ${firstAnswerMs} | ${atRateMB} | ${fullMB} |`;
const table = `# Turns over Direct Line

Written by \`npm run bench:turns\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores shared by client and server,
${CONVERSATIONS} conversations, ${SECONDS} s each, durable file store. A turn lasts from posting the message to its reply on the WebSocket.

| | turns/s, full load | p50 / p99 ms, full load | p50 / p99 ms at ${RATE} turns/s | start to first answer, ms | MB after ${RATE} turns/s | MB after full load |
| --- | --- | --- | --- | --- | --- | --- |
${row('the guide', guide)}
${row('bare echo bot, same front', echo)}

The guide does ${share} % of the echo bot's turns.
`;
writeFileSync(new URL('../../docs/turns.md', import.meta.url), table);
process.stdout.write(table);
