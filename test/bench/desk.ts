import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Coach, coachOf, type Feed } from '../support/desk.ts';

// `npm run bench:desk`: held conversations and a long queue on one process. Client and server share the machine.
const COACHES = 100;
const HELD = 1_000;
const WAITING = 5_000;
const SECONDS = 20;
const RATE = 25;

interface DeskProcess {
  readonly url: string;
  coach(id: string): Promise<Coach>;
  stop(): void;
}

async function deskProcess(kind: 'held' | 'waiting', count: number): Promise<DeskProcess> {
  const script = fileURLToPath(new URL('desk-server.ts', import.meta.url));
  const child: ChildProcess = fork(script, [kind, String(count)]);
  const heard = <T>(fits: (message: T) => boolean) =>
    new Promise<T>((resolve) => {
      const hear = (message: unknown) => {
        if (!fits(message as T)) return;
        child.off('message', hear);
        resolve(message as T);
      };
      child.on('message', hear);
    });
  const { url } = await heard<{ url: string }>((message) => 'url' in message);
  return {
    url,
    async coach(id) {
      const answer = heard<{ coach: string; cookie: string }>(({ coach }) => coach === id);
      child.send({ coach: id });
      return coachOf(url, (await answer).cookie);
    },
    stop: () => void child.disconnect(),
  };
}

const percentile = (times: number[], of: number) =>
  times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * of))] ?? Number.NaN;
const shown = (times: number[]) =>
  `${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.99).toFixed(1)}`;

async function held(): Promise<string> {
  const desk = await deskProcess('held', HELD);
  const coaches: Coach[] = [];
  for (let at = 0; at < COACHES; at++) coaches.push(await desk.coach(`bench-${at}`));
  const feeds: Feed[] = [];
  const each = HELD / COACHES;
  await Promise.all(
    coaches.map(async (coach, at) => {
      await coach.ask('PUT', '/me', { capacity: each });
      await coach.ask('POST', '/heartbeat');
      for (let one = at * each; one < (at + 1) * each; one++) {
        const taken = await coach.ask('POST', `/cases/case-${one}/take`, {});
        if (taken.status !== 200) throw new Error(`case-${one}: ${JSON.stringify(taken.body)}`);
        feeds[one + COACHES] = await coach.feed(`/cases/case-${one}/feed`, String(taken.body.count));
      }
    }),
  );

  // The lists are open, too, as in a browser that was there before.
  await Promise.all(
    coaches.map(async (coach, at) => {
      const { body } = await coach.ask('GET', '/cases?list=mine');
      feeds[at] = await coach.feed('/feed', body.feed);
    }),
  );

  const toFeed: number[] = [];
  const toReply: number[] = [];
  const sending: Promise<void>[] = [];
  const until = performance.now() + SECONDS * 1_000;
  for (let number = 0; performance.now() < until; number++) {
    const one = (number * 7) % HELD;
    const coach = coaches[Math.floor(one / each)];
    const feed = feeds[one + COACHES];
    if (!coach || !feed) throw new Error('a feed is missing');
    sending.push(
      (async () => {
        const text = `viesti ${number}`;
        const began = performance.now();
        const said = coach.ask('POST', `/cases/case-${one}/messages`, { key: String(number), text });
        await feed.until('message', (message) => message.text === text);
        toFeed.push(performance.now() - began);
        await said;
        toReply.push(performance.now() - began);
      })(),
    );
    await wait(1_000 / RATE);
  }
  await Promise.all(sending);
  for (const feed of feeds) feed?.drop();
  desk.stop();
  return `| message in to message shown, ${COACHES} coaches, ${HELD} held conversations, ${RATE} messages a second | ${shown(toFeed)} | ${toFeed.length} messages |`;
}

async function waiting(): Promise<string> {
  const desk = await deskProcess('waiting', WAITING);
  const coach = await desk.coach('coach-1');
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round < 20; round++) {
    const began = performance.now();
    const { body } = await coach.ask('GET', '/cases');
    times.push(performance.now() - began);
    if (body.cases.length !== WAITING) throw new Error(`${body.cases.length} cases`);
    bytes = JSON.stringify(body).length;
  }
  desk.stop();
  return `| the queue with ${WAITING} waiting, in one coach's order, read and parsed | ${shown(times)} | ${(bytes / 1e6).toFixed(1)} MB |`;
}

const rows = [await held(), await waiting()];
const text = `# The coach desk

Written by \`npm run bench:desk\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores shared by client and server, durable file
store for what is held. A message is shown when it has come over the feed of its conversation to the coach's page; the same write shows it to the seeker.

| | p50 / p99 ms | |
| --- | --- | --- |
${rows.join('\n')}
`;
writeFileSync(new URL('../../docs/desk.md', import.meta.url), text);
process.stdout.write(text);
