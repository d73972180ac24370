import { setTimeout as wait } from 'node:timers/promises';
import { type Line, openLine } from '../support/line.ts';

export interface Broken {
  readonly breaks: number;
  readonly messages: number;
  /** Activities that did not reach the client though they are kept, that reached it twice, and clients that got them in another order. */
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
}

/** Cuts clients off again and again while they write and while answers are on their way; each comes back with its watermark. */
export async function breakSockets(
  url: string,
  { breaks, clients }: { readonly breaks: number; readonly clients: number },
): Promise<Broken> {
  const lines = await Promise.all(Array.from({ length: clients }, () => openLine(url)));
  let messages = 0;
  const suffer = async (line: Line, times: number) => {
    for (let i = 0; i < times; i++) {
      const posting = line.post(`${i}`);
      messages += 1;
      // Before the message is there, while it is answered, or after.
      await wait(Math.random() * 6);
      line.socket.terminate();
      await Promise.all([posting, line.reconnect()]);
    }
  };
  await Promise.all(lines.map((line) => suffer(line, breaks / clients)));
  const found = { lost: 0, doubled: 0, outOfOrder: 0 };
  for (const line of lines) {
    const kept = await line.kept();
    for (let i = 0; i < 1_000 && new Set(line.got).size < kept.length; i++) await wait(5);
    const got = new Set(line.got);
    found.lost += kept.filter((id) => !got.has(id)).length;
    found.doubled += line.got.length - got.size;
    if (JSON.stringify([...got]) !== JSON.stringify(kept.filter((id) => got.has(id)))) found.outOfOrder += 1;
    line.close();
  }
  return { breaks: Math.floor(breaks / clients) * clients, messages, ...found };
}
