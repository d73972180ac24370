import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';

// `npm run bench:turns`: turns over Direct Line, from posting a message to its reply on the WebSocket. Client and server share the machine.
const CONVERSATIONS = 200;
const SECONDS = 15;
const RATE = 50;
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

interface Conversation {
  say(text: string): Promise<number>;
  close(): void;
}

async function openConversation(url: string): Promise<Conversation> {
  const post = async (path: string, token?: string, body: unknown = {}) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as {
      token: string;
      conversationId: string;
      streamUrl: string;
      id: string;
    };
  };
  const { token, conversationId } = await post('/chat/token', undefined, { lang: 'fi' });
  const { streamUrl } = await post('/v3/directline/conversations', token);
  const socket = new WebSocket(streamUrl);
  const waiting = new Map<string, (at: number) => void>();
  const replied = new Map<string, number>();
  socket.on('message', (data: Buffer) => {
    const { activities } = JSON.parse(data.toString()) as { activities: { replyToId?: string }[] };
    for (const { replyToId } of activities) {
      if (replyToId === undefined) continue;
      replied.set(replyToId, performance.now());
      waiting.get(replyToId)?.(performance.now());
    }
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    async say(text) {
      const start = performance.now();
      const { id } = await post(`/v3/directline/conversations/${conversationId}/activities`, token, {
        type: 'message',
        text,
      });
      const at = replied.get(id) ?? (await new Promise<number>((resolve) => waiting.set(id, resolve)));
      waiting.delete(id);
      replied.delete(id);
      return at - start;
    },
    close: () => socket.close(),
  };
}

const quantile = (times: readonly number[], q: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN;
const summary = (times: readonly number[], seconds: number) => ({
  turnsPerSecond: Math.round(times.length / seconds),
  p50ms: Math.round(quantile(times, 0.5) * 10) / 10,
  p99ms: Math.round(quantile(times, 0.99) * 10) / 10,
});

async function measure(kind: 'guide' | 'echo') {
  const start = performance.now();
  // As `npm start` runs it: less memory for a little speed.
  const child: ChildProcess = fork(fileURLToPath(new URL('./serve.ts', import.meta.url)), [kind], {
    execArgv: ['--max-semi-space-size=2', '--optimize-for-size'],
  });
  const message = <T>() =>
    new Promise<T>((resolve) => child.once('message', (answer) => resolve(answer as T)));
  const { url } = await message<{ url: string }>();
  const first = await openConversation(url);
  await first.say('moi');
  const firstAnswer = performance.now() - start;

  const conversations = [first];
  while (conversations.length < CONVERSATIONS) conversations.push(await openConversation(url));

  const steady: number[] = [];
  const began = performance.now();
  const running: Promise<void>[] = [];
  for (let i = 0; i < RATE * SECONDS; i++) {
    const wait = began + (i * 1_000) / RATE - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const conversation = conversations[i % CONVERSATIONS];
    if (conversation)
      running.push(
        conversation
          .say(SAID[Math.floor(i / CONVERSATIONS) % SAID.length] ?? '')
          .then((time) => void steady.push(time)),
      );
  }
  await Promise.all(running);

  const memory = async () => {
    child.send('memory');
    return (await message<{ megabytes: number }>()).megabytes;
  };
  const atRateMB = await memory();

  const full: number[] = [];
  const end = performance.now() + SECONDS * 1_000;
  await Promise.all(
    conversations.map(async (conversation, at) => {
      for (let i = at; performance.now() < end; i++)
        full.push(await conversation.say(SAID[i % SAID.length] ?? ''));
    }),
  );
  const fullMB = await memory();
  for (const conversation of conversations) conversation.close();
  child.kill();
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
