import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { openLine } from '../support/line.ts';

export interface Slow {
  readonly connections: number;
  /** Messages of a seeker beside them, and the longest that one waited for its answer, milliseconds. */
  readonly answered: number;
  readonly slowest: number;
  /** How long it went on. */
  readonly seconds: number;
}

/** Many who send half a message and then nothing, while a seeker writes: until the server has closed them all, or for so many milliseconds. */
export async function slowSenders(
  url: string,
  { connections, until }: { readonly connections: number; readonly until: 'closed' | number },
): Promise<Slow> {
  const began = Date.now();
  const line = await openLine(url);
  const sockets = await Promise.all(Array.from({ length: connections }, () => halfSent(url)));
  let [answered, slowest] = [0, 0];
  const isOver = () =>
    until === 'closed' ? sockets.every(({ closed }) => closed) : Date.now() - began > until;
  while (!isOver()) {
    slowest = Math.max(slowest, Math.round(await line.say('moi')));
    answered += 1;
    await wait(20);
  }
  for (const socket of sockets) socket.destroy();
  line.close();
  return { connections, answered, slowest, seconds: Math.round((Date.now() - began) / 1_000) };
}

async function halfSent(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => socket.destroy());
  // What is answered must be read, or the end is never seen.
  socket.resume();
  await once(socket, 'connect');
  socket.write(
    'POST /chat/token HTTP/1.1\r\nHost: guide\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"la',
  );
  return socket;
}
