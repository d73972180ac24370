import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { KnowledgeError } from '../base.ts';

/** How patient a fetch is; times in milliseconds. */
export interface Patience {
  /** Silence after which a server is given up. */
  readonly silence: number;
  /** Longest time for one reply. */
  readonly whole: number;
  /** Pause before the second try; doubled each time. */
  readonly pause: number;
  readonly tries: number;
}
export const PATIENCE: Patience = { silence: 20_000, whole: 120_000, pause: 1000, tries: 4 };
/** Longest reply, in bytes. */
const LONGEST = 64 * 1024 * 1024;
const MOST_REDIRECTS = 3;

/** Fetches the whole reply at an address; undefined where the server has nothing there (404). */
export type Fetch = (url: URL) => Promise<Uint8Array | undefined>;

/** Private, local and reserved addresses (RFC 6890, RFC 4193, RFC 6598). */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv6');

/** Whether an IP address is one that only this machine or its network can reach. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  // IPv4 in IPv6 clothing (::ffff:127.0.0.1) is judged as IPv4 by the list itself.
  return family === 0 || PRIVATE.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** A server answered with something that another try may mend. */
class Passing extends Error {
  readonly after: number | undefined;
  constructor(message: string, after?: number) {
    super(message);
    this.after = after;
  }
}

/** Makes a fetch over https that gives up in time, tries again with growing pauses, and never reaches into the own network; `allowLocal` is for tests. */
export function networkFetch({
  allowLocal = false,
  patience = PATIENCE,
}: {
  readonly allowLocal?: boolean;
  readonly patience?: Patience;
} = {}): Fetch {
  return async (url) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await follow(url, { allowLocal, patience });
      } catch (error) {
        if (error instanceof KnowledgeError) throw error;
        const message = error instanceof Error ? error.message : String(error);
        if (attempt >= patience.tries)
          throw new KnowledgeError([
            `${url.href}: ${message}, ${attempt} times: try again later, or import from a file`,
          ]);
        const wait = patience.pause * 2 ** (attempt - 1);
        await pause(error instanceof Passing ? Math.max(wait, Math.min(error.after ?? 0, 60_000)) : wait);
      }
    }
  };
}

interface Terms {
  readonly allowLocal: boolean;
  readonly patience: Patience;
}

async function follow(url: URL, terms: Terms, redirects = 0): Promise<Uint8Array | undefined> {
  refuse(url, terms.allowLocal);
  const reply = await ask(url, terms);
  const { statusCode = 0, headers } = reply;
  const fail = (problem: string) => {
    reply.destroy();
    return new KnowledgeError([`${url.href}: ${problem}`]);
  };
  if (statusCode >= 300 && statusCode < 400 && headers.location) {
    reply.destroy();
    if (redirects >= MOST_REDIRECTS || !URL.canParse(headers.location, url))
      throw fail('sends from one address to the next');
    return follow(new URL(headers.location, url), terms, redirects + 1);
  }
  if (statusCode === 404) {
    reply.destroy();
    return undefined;
  }
  if (statusCode === 429 || statusCode >= 500) {
    reply.destroy();
    const seconds = Number(headers['retry-after']);
    throw new Passing(`answered ${statusCode}`, Number.isFinite(seconds) ? seconds * 1000 : undefined);
  }
  if (statusCode !== 200) throw fail(`answered ${statusCode}: check the address`);
  return whole(reply, url);
}

function refuse(url: URL, allowLocal: boolean): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:' && !(allowLocal && url.protocol === 'http:'))
    throw new KnowledgeError([`${url.href}: must be an https address`]);
  if (url.username !== '' || url.password !== '')
    throw new KnowledgeError([`${url.host}: leave name and password out of the address`]);
  if (!allowLocal && isIP(host) !== 0 && isPrivateAddress(host))
    throw new KnowledgeError([privately(url.hostname)]);
}

const privately = (host: string) =>
  `${host}: is an address of the own network: only public ones are fetched (--allow-local lets it)`;

/** Checks the address that is really connected to, so that a name cannot be pointed elsewhere in between. */
const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0);
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => isPrivateAddress(address)))
      return done(new KnowledgeError([privately(host)]), '', 0);
    if (options.all) done(null, addresses);
    else done(null, first.address, first.family);
  });
};

function ask(url: URL, { allowLocal, patience }: Terms): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const asked = send(
      url,
      {
        headers: {
          accept: 'application/json, text/csv;q=0.9',
          'caller-id': 'osaajaks-guide',
          'user-agent': 'osaajaks-guide',
        },
        signal: AbortSignal.timeout(patience.whole),
        timeout: patience.silence,
        ...(allowLocal ? {} : { lookup: publicLookup }),
      },
      resolve,
    );
    asked.on('timeout', () => asked.destroy(new Passing('did not answer in time')));
    asked.on('error', (error) =>
      reject(
        error.name === 'AbortError' || error.name === 'TimeoutError'
          ? new Passing('did not answer in time')
          : error,
      ),
    );
    asked.end();
  });
}

async function whole(reply: IncomingMessage, url: URL): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of reply) {
    // Without an encoding set, a reply comes in buffers.
    const bytes = chunk as Uint8Array;
    chunks.push(bytes);
    length += bytes.length;
    if (length > LONGEST)
      throw new KnowledgeError([`${url.href}: is longer than ${LONGEST} bytes: ask for smaller pages`]);
  }
  if (!reply.complete) throw new Passing('broke off');
  return Buffer.concat(chunks);
}
