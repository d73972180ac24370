import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Activity } from '../activity.ts';
import { isThere } from '../conversations/conversation.ts';
import { numberOf } from '../conversations/conversations.ts';
import type { Turns } from '../conversations/turns.ts';
import type { Signals } from '../desk/signals.ts';
import type { Tickets } from './tickets.ts';

/** Bytes that may wait for a slow reader; before there are more the socket is closed, and the client comes back with its watermark. */
const MOST_WAITING = 1_000_000;
/** Bytes of activities in one frame, where one alone is not longer: a long past goes out in parts, each when the one before has left. */
const FRAME = 200_000;
/** Milliseconds between two pings; a socket that has not answered the last one is dead. */
const HEARTBEAT = 30_000;

export interface StreamParts {
  readonly turns: Turns;
  readonly tickets: Tickets;
  /** May a page of this origin open a stream? */
  readonly allowsOrigin: (origin: string, host: string | undefined) => boolean;
  /** Between the seeker's device and the desk: who types, what has arrived. Absent: there is no desk. */
  readonly signals?: Signals;
}

/** Direct Line's WebSocket side: each new activity of a conversation, in order, from a watermark on. */
export function createStreams({ turns, tickets, allowsOrigin, signals }: StreamParts) {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4_096, clientTracking: true });
  const alive = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.has(socket)) socket.terminate();
      else {
        alive.delete(socket);
        socket.ping();
      }
    }
  }, HEARTBEAT);
  heartbeat.unref();

  async function follow(socket: WebSocket, conversationId: string, from: number): Promise<void> {
    let sent = from;
    let replaying = true;
    const delivered = (count: number) => signals?.tell(conversationId, { what: 'delivered', count });
    let typed = 0;
    const hush = signals?.watch(conversationId, (signal) => {
      if (signal.what !== 'typing' || signal.from === 'seeker' || socket.readyState !== socket.OPEN) return;
      const { id, name } = signal.from;
      typed += 1;
      // Kept nowhere: it has no number, and the watermark stays.
      const typing = {
        type: 'typing',
        id: `${conversationId}|typing-${typed}`,
        channelId: 'directline',
        conversation: { id: conversationId },
        from: { id, name, role: 'bot' },
      };
      socket.send(JSON.stringify({ activities: [typing], watermark: String(sent) }));
    });
    const stop = turns.watch(conversationId, (fresh, count) => {
      if (replaying || count <= sent || socket.readyState !== socket.OPEN) return;
      for (const { text, watermark } of framesOf(fresh.slice(sent - count), count)) {
        if (socket.bufferedAmount + Buffer.byteLength(text) > MOST_WAITING) return socket.terminate();
        socket.send(text);
        sent = watermark;
      }
      sent = count;
      delivered(count);
    });
    socket.on('close', () => {
      stop();
      hush?.();
    });
    // What is committed while the past is being read is read again until nothing new came in between.
    for (;;) {
      const past = await turns.read(conversationId, sent);
      if (!past) {
        socket.close(1008, 'no such conversation');
        return;
      }
      if (past.count === sent) break;
      for (const { text, watermark } of framesOf(past.activities, past.count)) {
        if (socket.readyState !== socket.OPEN) return;
        await new Promise<void>((resolve) => socket.send(text, () => resolve()));
        sent = watermark;
      }
      sent = past.count;
      delivered(sent);
    }
    replaying = false;
  }

  return {
    /** Answers an upgrade request whose path is a stream's. */
    async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      // Whoever leaves while the ticket is looked at is no error of ours.
      socket.on('error', () => socket.destroy());
      const url = new URL(request.url ?? '/', 'http://localhost');
      const ticket = await tickets.take(url.searchParams.get('t') ?? '').catch(() => undefined);
      const { origin, host } = request.headers;
      const ours = ticket && url.pathname.endsWith(`/${encodeURIComponent(ticket.conversationId)}/stream`);
      if (!ours || (origin !== undefined && !allowsOrigin(origin, host))) {
        refuse(socket);
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        alive.add(opened);
        opened.on('pong', () => alive.add(opened));
        // The client's keepalive is an empty frame; nothing else is expected.
        opened.on('message', () => alive.add(opened));
        opened.on('error', () => opened.terminate());
        follow(opened, ticket.conversationId, ticket.watermark).catch(() =>
          opened.close(1011, 'cannot read the conversation'),
        );
      });
    },
    get open() {
      return server.clients.size;
    },
    /** Bytes that wait for slow readers. */
    get waiting() {
      return [...server.clients].reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0);
    },
    /** Closes every stream; clients come back to whoever serves next. */
    close(): void {
      clearInterval(heartbeat);
      for (const socket of server.clients) socket.close(1012, 'restarting');
      setTimeout(() => {
        for (const socket of server.clients) socket.terminate();
      }, 1_000).unref();
      server.close();
    },
  };
}

/** Activities as frames of Direct Line, each with the number of activities up to its end. */
function* framesOf(
  activities: readonly Activity[],
  count: number,
): Generator<{ readonly text: string; readonly watermark: number }> {
  let part: Activity[] = [];
  let size = 0;
  const frame = (watermark: number) => ({
    text: JSON.stringify({ activities: part, watermark: String(watermark) }),
    watermark,
  });
  for (const activity of activities.filter(isThere)) {
    const length = Buffer.byteLength(JSON.stringify(activity));
    if (part.length > 0 && size + length > FRAME) {
      yield frame(numberOf(activity));
      part = [];
      size = 0;
    }
    part.push(activity);
    size += length;
  }
  // Nothing to show may still be something to skip: what was erased.
  if (part.length > 0) yield frame(count);
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
