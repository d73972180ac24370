import { WebSocket } from 'ws';

/** An activity as a stream brings it. */
interface Brought {
  readonly id: string;
  readonly type: string;
  readonly replyToId?: string;
  readonly text?: string;
}

/** A connection that was kept open may be closed by the server just when it is used again; messages have a key of their own, so that nothing is said twice. */
async function again<T>(attempt: () => Promise<T>, left = 3): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (left === 0) throw error;
    return again(attempt, left - 1);
  }
}

/** A Direct Line client that can be cut off, come back, and stop reading; it notes what it gets, in order. */
export async function openLine(url: string, lang = 'fi') {
  const post = async (path: string, token?: string, body: unknown = {}, method = 'POST') => {
    const response = await again(() =>
      fetch(`${url}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        ...(method === 'POST' && { body: JSON.stringify(body) }),
      }),
    );
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    // What this server answers to such requests.
    return (await response.json()) as {
      token: string;
      conversationId: string;
      streamUrl: string;
      id: string;
    };
  };
  const { token, conversationId } = await post('/chat/token', undefined, { lang });
  const conversation = `/v3/directline/conversations/${conversationId}`;
  const got: string[] = [];
  const waiting = new Map<string, (at: number) => void>();
  const replied = new Map<string, number>();
  let watermark = 0;
  let socket = await connect((await post('/v3/directline/conversations', token)).streamUrl);

  async function connect(streamUrl: string): Promise<WebSocket> {
    const opened = new WebSocket(streamUrl);
    opened.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as { activities: Brought[]; watermark: string };
      for (const { id, replyToId } of frame.activities) {
        got.push(id);
        if (replyToId === undefined) continue;
        waiting.get(replyToId)?.(performance.now());
        if (!waiting.has(replyToId)) replied.set(replyToId, performance.now());
      }
      watermark = Number(frame.watermark);
    });
    await new Promise((resolve, reject) => opened.once('open', resolve).once('error', reject));
    return opened;
  }

  return {
    got,
    get watermark() {
      return watermark;
    },
    get socket() {
      return socket;
    },
    /** Posts a message; nobody need be listening. */
    post: async (text: string) =>
      (
        await post(`${conversation}/activities`, token, {
          type: 'message',
          text,
          channelData: { clientActivityID: crypto.randomUUID() },
        })
      ).id,
    /** Posts a message and waits for its reply on the stream; milliseconds. */
    async say(text: string): Promise<number> {
      const start = performance.now();
      const id = await this.post(text);
      const at = replied.get(id) ?? (await new Promise<number>((resolve) => waiting.set(id, resolve)));
      waiting.delete(id);
      replied.delete(id);
      return at - start;
    },
    /** Comes back as clients do: with the watermark, to a new stream. */
    async reconnect() {
      // A ticket that was not used in time is void: clients ask for another one.
      socket = await again(async () => {
        const { streamUrl } = await post(`${conversation}?watermark=${watermark}`, token, undefined, 'GET');
        return connect(streamUrl);
      });
    },
    /** The ids of everything that is kept of the conversation. */
    async kept(): Promise<readonly string[]> {
      const response = await again(() =>
        fetch(`${url}${conversation}/activities`, { headers: { authorization: `Bearer ${token}` } }),
      );
      return ((await response.json()) as { activities: Brought[] }).activities.map(({ id }) => id);
    },
    close: () => socket.close(),
  };
}

export type Line = Awaited<ReturnType<typeof openLine>>;
