import { Agent, request as ask } from 'node:http';
import { saidBy, steadily } from './talk.ts';

interface Chat {
  readonly token: string;
  readonly conversationId: string;
}

export interface AtRate {
  /** Messages a second, whether earlier ones are answered or not. */
  readonly rate: number;
  readonly seconds: number;
  /** Who write at the same time. */
  readonly seekers: number;
  /** Messages until somebody else takes a seeker's place; absent: the same people go on. */
  readonly messagesEach?: number;
}

/** What became of the messages: milliseconds from when each was due until it was kept and answered, and how many were not. */
export interface Answered {
  readonly times: readonly number[];
  readonly errors: ReadonlyMap<string, number>;
  readonly seconds: number;
  /** Processor time of this side, milliseconds a message. */
  readonly cpu: number;
}

/** Seekers who open conversations at the nodes in turn. Written to cost little: they share the machine with what is measured. */
export async function seekersAt(urls: readonly string[], { rate, seconds, seekers, messagesEach }: AtRate) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const urlOf = (i: number) => urls[i % urls.length] ?? '';

  function post(url: string, token: string | undefined, body: unknown) {
    return new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      };
      const request = ask(url, { method: 'POST', agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      request.on('error', reject);
      request.end(JSON.stringify(body));
    });
  }

  async function open(i: number): Promise<Chat> {
    const { status, text } = await post(`${urlOf(i)}/chat/token`, undefined, { lang: 'fi', open: true });
    if (status !== 200) throw new Error(`a conversation could not be opened: ${status}`);
    return JSON.parse(text) as Chat;
  }

  const chats = await Promise.all(Array.from({ length: seekers }, (_, i) => open(i)));

  return {
    async write(): Promise<Answered> {
      const times: number[] = [];
      const errors = new Map<string, number>();
      const failed = (why: string) => void errors.set(why, (errors.get(why) ?? 0) + 1);
      const running = new Set<Promise<void>>();
      const cpu = process.cpuUsage();
      const began = performance.now();
      await steadily(rate * seconds, rate, (i, due) => {
        const [seeker, message] = [i % seekers, Math.floor(i / seekers)];
        const chat = chats[seeker];
        if (messagesEach && (message + seeker) % messagesEach === 0)
          void open(i).then(
            (next) => {
              chats[seeker] = next;
            },
            (error: Error) => failed(error.message),
          );
        const url = `${urlOf(i)}/v3/directline/conversations/${chat?.conversationId}/activities`;
        const said = post(url, chat?.token, { type: 'message', text: saidBy(seeker, message) })
          .then(({ status }) => {
            // From when it was due, so that a client that falls behind hides nothing.
            if (status === 200) times.push(performance.now() - due);
            else failed(String(status));
          })
          .catch((error: NodeJS.ErrnoException) => failed(error.code ?? error.message))
          .finally(() => running.delete(said));
        running.add(said);
      });
      await Promise.all(running);
      const { user, system } = process.cpuUsage(cpu);
      return {
        times,
        errors,
        seconds: (performance.now() - began) / 1_000,
        cpu: (user + system) / 1_000 / (rate * seconds),
      };
    },
    close: () => agent.destroy(),
  };
}
