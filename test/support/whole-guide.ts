import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Coach, coachOf } from './desk.ts';
import { freePort } from './postgres.ts';
import { request } from './server.ts';
import { ACCOUNT, OUR_NUMBER, PUBLIC, TOKEN, twilioStandIn } from './twilio-stand-in.ts';

const MAIN = fileURLToPath(new URL('../../bot/main.ts', import.meta.url));

/** Waits until something holds. @throws when it does not in time, milliseconds */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  within = 20_000,
): Promise<void> {
  const end = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await wait(10);
  }
}

/** The guide as `npm start` runs it, with every channel: web, text messages, Teams and the coach desk. `env`: more settings. */
export async function wholeGuide(env: Readonly<Record<string, string>>) {
  const twilio = await twilioStandIn();
  const teams = await connectorStandIn();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'debug',
      MESSAGES_PER_MINUTE: '1000000',
      PUBLIC_URL: PUBLIC,
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_FROM: OUR_NUMBER,
      TWILIO_BASE_URL: twilio.url,
      BOT_UNCHECKED: 'yes',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      output += String(text);
    });
  const ended = once(child, 'exit');
  const ready = () => /The guide is ready/.test(output) || child.exitCode !== null;
  await until(ready, 'the guide', 90_000).catch((error: Error) => {
    child.kill();
    throw error;
  });
  let serial = 0;

  return {
    url,
    twilio,
    teams,
    /** Everything that the process has printed. */
    output: () => output,

    /** A visitor of the web page. */
    async web() {
      const { body } = await request(url, '/chat/token', {
        method: 'POST',
        body: { lang: 'fi', open: true },
      });
      const { token, conversationId: id } = body as unknown as { token: string; conversationId: string };
      const path = `/v3/directline/conversations/${id}/activities`;
      let mark = '0';
      return {
        id,
        token,
        /** What is said in answer. */
        async say(text: string): Promise<string> {
          await request(url, path, { method: 'POST', token, body: { type: 'message', text } });
          const { body: feed } = await request(url, `${path}?watermark=${mark}`, { token });
          mark = String(feed.watermark);
          return (feed.activities as { text?: string; from: { role: string } }[])
            .filter(({ from }) => from.role === 'bot')
            .map(({ text: said }) => said ?? '')
            .join('\n');
        },
      };
    },

    /** A telephone. */
    phone(number: string) {
      return {
        /** Sends without waiting for an answer. */
        async send(text: string): Promise<void> {
          const form = { MessageSid: twilio.newSid(), From: number, To: OUR_NUMBER, Body: text };
          const { status } = await twilio.webhook(form, { to: url, publicUrl: PUBLIC });
          if (status !== 200) throw new Error(`the webhook was answered with ${status}`);
        },
        /** The part of a message to it that has this form, as soon as one came. */
        async heard(form: RegExp): Promise<string> {
          const found = () => twilio.sent.flatMap(({ body }) => form.exec(body) ?? []).at(-1);
          await until(() => found() !== undefined, `a message like ${form}`);
          return found() ?? '';
        },
        /** What comes in answer. */
        async say(text: string): Promise<string> {
          const before = twilio.sent.length;
          await this.send(text);
          await until(() => twilio.sent.length > before, `an answer to "${text}"`);
          await quiet(() => twilio.sent.length);
          return twilio.sent
            .slice(before)
            .map(({ body }) => body)
            .join('\n');
        },
      };
    },

    /** Somebody in a private chat in Teams. */
    teamsChat(person: { readonly id: string; readonly name: string }) {
      return {
        async say(text: string): Promise<string> {
          const before = teams.posted.length;
          serial += 1;
          const { status } = await fetch(`${url}/api/messages`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              type: 'message',
              id: `in-${serial}`,
              channelId: 'msteams',
              serviceUrl: teams.url,
              from: person,
              recipient: { id: '28:guide' },
              conversation: { id: `a:${person.id}`, conversationType: 'personal' },
              locale: 'fi-FI',
              text,
            }),
          });
          if (status !== 200) throw new Error(`Teams was answered with ${status}`);
          await until(() => teams.posted.length > before, `an answer to "${text}"`);
          await quiet(() => teams.posted.length);
          return JSON.stringify(teams.posted.slice(before));
        },
      };
    },

    /** The first coach, signed in by the link that was printed. */
    async coach(): Promise<Coach> {
      const printed = /For a coach, once: https:\/\/guide\.example(\S+)\s/;
      // The line may come in pieces.
      await until(() => printed.test(output), 'the link for a coach');
      const [, link = ''] = printed.exec(output) ?? [];
      const entered = await fetch(url + link);
      await entered.text();
      const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      const coach = coachOf(url, cookie);
      await coach.ask('POST', '/heartbeat', {});
      return coach;
    },

    async stop(): Promise<void> {
      child.kill('SIGTERM');
      await ended;
      await twilio.stop();
      await teams.stop();
    },
  };
}

/** Waits until a number stays the same. */
async function quiet(count: () => number): Promise<void> {
  for (let before = -1; before !== count(); ) {
    before = count();
    await wait(150);
  }
}

/** Bot Framework's connector, as far as messages are sent to it without a registration. */
async function connectorStandIn() {
  const posted: unknown[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      posted.push(JSON.parse(Buffer.concat(chunks).toString() || '{}'));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: `sent-${posted.length}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
