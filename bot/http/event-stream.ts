import type { IncomingMessage, ServerResponse } from 'node:http';

/** Bytes that may wait for a slow reader besides the largest event; then the stream is closed and the reader comes back with the last number it has. */
const MOST_WAITING = 1_000_000;
/** Milliseconds between two signs of life, so that nobody between takes the stream for dead. */
const BEAT = 20_000;

/** One Server-Sent Events stream (HTML Living Standard, 9.2). */
export interface EventStream {
  /** `id` is what the reader names when it comes back. */
  send(event: string, data: unknown, id?: string): void;
  readonly open: boolean;
  onClose(work: () => void): void;
  close(): void;
}

/** Answers a request with a stream of events. */
export function openEventStream(request: IncomingMessage, response: ServerResponse): EventStream {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 2000\n\n');
  request.socket.setNoDelay(true);
  const beat = setInterval(() => write(':\n\n'), BEAT);
  beat.unref();
  const work = new Set<() => void>([() => clearInterval(beat)]);
  let open = true;
  let largest = 0;
  response.on('close', () => {
    open = false;
    for (const one of work) one();
  });

  function write(text: string): void {
    if (!open) return;
    // One large event, such as a queue of thousands, is no sign of a slow reader.
    largest = Math.max(largest, text.length);
    response.write(text);
    if (response.writableLength > MOST_WAITING + largest) response.destroy();
  }

  return {
    send: (event, data, id) =>
      write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    get open() {
      return open;
    },
    onClose: (one) => void work.add(one),
    close: () => void response.end(),
  };
}

/** The last number that a reader has: what a browser says by itself when it comes back, or `?after=`. */
export function lastNumber(request: IncomingMessage): string | undefined {
  const header = request.headers['last-event-id'];
  const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('after');
  return (typeof header === 'string' && header !== '' ? header : asked) ?? undefined;
}
