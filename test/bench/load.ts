import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request as ask } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { newConversation } from '../../bot/conversations.ts';
import { fileStore } from '../../bot/storage/files.ts';
import { postgresStore } from '../../bot/storage/postgres.ts';
import type { Json, Store } from '../../bot/storage/store.ts';
import { guideProcess } from '../faults/guide-process.ts';
import { freePort, mochaHooks, sharedPostgres } from '../support/postgres.ts';

/**
 * `npm run bench:load`: messages arrive at a steady rate, whether earlier ones are answered or not; how long until each is
 * acknowledged, which is when it and its replies are kept for good. Client, nodes and database share the machine.
 */
const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '600' },
    stored: { type: 'string', default: '100000' },
  },
});
const [rate, seconds, many] = [values.rate, values.seconds, values.stored].map(Number) as [
  number,
  number,
  number,
];
if (![rate, seconds, many].every((one) => Number.isInteger(one) && one > 0))
  throw new RangeError('--rate, --seconds and --stored must be whole numbers from 1 on');

const CONVERSATIONS = 200;
const SAID = [
  '1',
  'kokki',
  '1',
  'yksin',
  'apua',
  'mikä on Gradia?',
  'autettuna',
  'takaisin',
  'en',
  'miksi kysyt?',
  '2',
  'kyllä',
];
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

interface Reply {
  readonly status: number;
  readonly body: { token: string; conversationId: string };
}

function post(url: string, token?: string, body: unknown = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = ask(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(String(Buffer.concat(parts))) as Reply['body'],
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}

/** Conversations of earlier days, so that the store is as full as it would be. */
async function fill(store: Store, count: number): Promise<void> {
  const text = 'Olen ollut töissä keittiössä kaksi vuotta ja haluan oppia uutta. '.repeat(3);
  const one = newConversation({ id: '', channelId: 'directline', userId: 'u' }, Date.now(), 'fi');
  const tail = Array.from({ length: 6 }, () => ({ type: 'message', text }));
  const value = { ...one, tail, count: tail.length } as unknown as Json;
  let made = 0;
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (made < count) await store.write(`conversation/earlier-${made++}`, value, 0);
    }),
  );
}

interface Case {
  readonly kind: 'folder' | 'PostgreSQL';
  readonly nodes: number;
  readonly stored: number;
}

async function measure({ kind, nodes: count, stored }: Case) {
  const folder = mkdtempSync(join(tmpdir(), 'osaajaks-load-'));
  const database = kind === 'PostgreSQL' ? await (await sharedPostgres()).database() : undefined;
  const alarm = (error: Error) => {
    throw error;
  };
  const data = join(folder, '0');
  const store =
    database === undefined
      ? fileStore({ folder: data, alarm })
      : await postgresStore({ url: database, node: 'bench', alarm });
  await fill(store, stored);
  await store.close();
  const nodes = await Promise.all(
    Array.from({ length: count }, async (_, i) =>
      guideProcess(await freePort(), {
        DATA_DIR: join(folder, String(i)),
        ...(database !== undefined && { DATABASE_URL: database }),
      }),
    ),
  );
  for (const node of nodes) await node.start();
  const urlOf = (i: number) => nodes[i % count]?.url ?? '';
  const people = await Promise.all(
    Array.from({ length: CONVERSATIONS }, async (_, i) => {
      const { body } = await post(`${urlOf(i)}/chat/token`, undefined, { lang: 'fi' });
      await post(`${urlOf(i)}/v3/directline/conversations`, body.token);
      return body;
    }),
  );

  const times: number[] = [];
  const errors: number[] = [];
  const running: Promise<void>[] = [];
  const began = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    const early = began + (i * 1_000) / rate - performance.now();
    if (early > 1) await wait(early);
    const person = people[i % CONVERSATIONS];
    const text = SAID[Math.floor(i / CONVERSATIONS) % SAID.length];
    const due = began + (i * 1_000) / rate;
    running.push(
      post(`${urlOf(i)}/v3/directline/conversations/${person?.conversationId}/activities`, person?.token, {
        type: 'message',
        text,
      }).then(
        // From when it was due, so that a client that falls behind hides nothing.
        ({ status }) => void (status === 200 ? times : errors).push(performance.now() - due),
        () => void errors.push(performance.now() - due),
      ),
    );
  }
  await Promise.all(running);
  const took = (performance.now() - began) / 1_000;
  for (const node of nodes) await node.stop();
  rmSync(folder, { recursive: true, force: true });
  times.sort((a, b) => a - b);
  const at = (q: number) =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN);
  return {
    done: Math.round(times.length / took),
    p50: at(0.5),
    p99: at(0.99),
    worst: at(1),
    errors: errors.length,
  };
}

const rows: string[] = [];
for (const one of [
  { kind: 'folder', nodes: 1, stored: 100 },
  { kind: 'folder', nodes: 1, stored: many },
  { kind: 'PostgreSQL', nodes: 1, stored: 100 },
  { kind: 'PostgreSQL', nodes: 1, stored: many },
  { kind: 'PostgreSQL', nodes: 3, stored: 100 },
] as const) {
  const { done, p50, p99, worst, errors } = await measure(one);
  rows.push(
    `| ${one.kind} | ${one.nodes} | ${one.stored} | ${done} | ${p50} | ${p99} | ${worst} | ${errors} |`,
  );
  process.stdout.write(`${rows.at(-1)}\n`);
}
await mochaHooks.afterAll();
writeFileSync(
  new URL('../../docs/load.md', import.meta.url),
  `# Under load

Written by \`npm run bench:load -- --rate ${rate} --seconds ${seconds} --stored ${many}\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores
shared by client, nodes and database. ${CONVERSATIONS} seekers; messages arrive at ${rate} a second whether earlier ones are answered or not; a time runs from when
a message was due until it and its replies are kept for good. Milliseconds. Aims: 200 turns/s with p99 under 500 ms and no error; p99 at 100,000 stored conversations at most twice that at 100.

| store | nodes | conversations stored before | turns/s done | p50 | p99 | worst | errors |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`,
);
