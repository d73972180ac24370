import { setTimeout as wait } from 'node:timers/promises';
import { wholeGuide } from '../support/whole-guide.ts';

/** Who floods: one address with requests, one conversation with messages, one telephone with text messages. */
export type Flooder = 'address' | 'conversation' | 'number';

/** What became of a flood, and of everybody else meanwhile. */
export interface Flooded {
  readonly by: Flooder;
  readonly sent: number;
  /** Answered with 429 and a time to wait; of a number: taken, and not answered. */
  readonly refused: number;
  /** Milliseconds of the others' messages, before the flood and while it lasted. */
  readonly calm: readonly number[];
  readonly during: readonly number[];
  /** Messages of others that were not answered with 200. */
  readonly hurt: number;
}

/** Others: so many seekers, of whom each writes every two seconds. */
const OTHERS = 20;
const PAUSE = 2_000;
/** Requests of the flooder that are under way at a time. */
const AT_ONCE = 20;

type Guide = Awaited<ReturnType<typeof wholeGuide>>;
const addressOf = (number: number) => ({ 'x-forwarded-for': `198.51.100.${number}` });

interface Talk {
  readonly token: string;
  readonly conversationId: string;
}

async function open({ url }: Guide, headers: Readonly<Record<string, string>>): Promise<Talk> {
  const answer = await fetch(`${url}/chat/token`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{"open":true,"lang":"fi"}',
  });
  return (await answer.json()) as Talk;
}

async function say(
  { url }: Guide,
  { token, conversationId }: Talk,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const answer = await fetch(`${url}/v3/directline/conversations/${conversationId}/activities`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: '{"type":"message","text":"ohje"}',
  });
  await answer.arrayBuffer();
  return answer;
}

/** Floods a guide that takes 300 requests a minute from one address and 60 messages in one conversation, and measures what others notice of it. `seconds`: of calm, and of flood. */
export async function flood(
  by: Flooder,
  { folder, seconds }: { folder: string; seconds: number },
): Promise<Flooded> {
  const guide = await wholeGuide({
    DATA_DIR: folder,
    PROXIES: '1',
    REQUESTS_PER_MINUTE: '300',
    MESSAGES_PER_MINUTE: '60',
    LOG_LEVEL: 'fatal',
  });
  try {
    const others = await Promise.all(
      Array.from({ length: OTHERS }, async (_, i) => ({
        talk: await open(guide, addressOf(i + 1)),
        from: addressOf(i + 1),
      })),
    );
    let hurt = 0;
    async function writeFor(time: number): Promise<readonly number[]> {
      const times: number[] = [];
      const end = Date.now() + time;
      await Promise.all(
        others.map(async ({ talk, from }, i) => {
          await wait((PAUSE * i) / OTHERS);
          while (Date.now() < end) {
            const began = performance.now();
            const { status } = await say(guide, talk, from);
            times.push(performance.now() - began);
            if (status !== 200) hurt += 1;
            await wait(PAUSE);
          }
        }),
      );
      return times;
    }

    const calm = await writeFor(seconds * 1_000);
    const attack = await FLOODS[by](guide);
    const halt = new AbortController();
    const flooding = Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (!halt.signal.aborted) await attack.once();
      }),
    );
    const during = await writeFor(seconds * 1_000);
    halt.abort();
    await flooding;
    return { by, ...(await attack.count()), calm, during, hurt };
  } finally {
    await guide.stop();
  }
}

interface Attack {
  once(): Promise<void>;
  count(): Promise<{ readonly sent: number; readonly refused: number }>;
}

/** Counts what is refused in the form that says how long to wait. */
function counting(ask: () => Promise<Response>): Attack {
  let [sent, refused] = [0, 0];
  return {
    async once() {
      const { status, headers } = await ask();
      sent += 1;
      if (status === 429 && Number(headers.get('retry-after')) > 0) refused += 1;
    },
    count: async () => ({ sent, refused }),
  };
}

const FLOODS: Readonly<Record<Flooder, (guide: Guide) => Promise<Attack>>> = {
  address: async ({ url }) =>
    counting(async () => {
      const answer = await fetch(`${url}/?lang=fi`, { headers: addressOf(200) });
      await answer.arrayBuffer();
      return answer;
    }),
  async conversation(guide) {
    const talk = await open(guide, addressOf(201));
    let from = 0;
    // From ever new addresses, so that only the conversation's own limit holds.
    return counting(() => say(guide, talk, { 'x-forwarded-for': `203.0.113.${from++ % 250}` }));
  },
  async number(guide) {
    const phone = guide.phone('+358401112233');
    let sent = 0;
    return {
      async once() {
        await phone.send('ohje');
        sent += 1;
      },
      async count() {
        await wait(1_000);
        return { sent, refused: sent - guide.twilio.sent.length };
      },
    };
  },
};
