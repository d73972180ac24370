import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { HttpProblem } from './problem.ts';

/** The reply to what comes too fast (RFC 6585, section 4); `retryAfter`: whole seconds. */
export class TooMany extends HttpProblem {
  readonly retryAfter: number;

  constructor(what: string, milliseconds: number) {
    const retryAfter = Math.max(1, Math.ceil(milliseconds / 1_000));
    super(429, 'TooManyRequests', `${what}: try again in ${retryAfter} seconds`);
    this.retryAfter = retryAfter;
  }
}

export interface Floods {
  /** @throws TooMany when the address asked too often */
  request(request: IncomingMessage): Promise<void>;
  /** @throws TooMany when too much was written in one conversation */
  message(conversationId: string): Promise<void>;
}

export interface FloodParts {
  /** Requests a minute from one address. */
  readonly perAddress: number;
  /** Messages a minute in one conversation. */
  readonly perConversation: number;
  /** Reverse proxies in front of this server, whose word about the address is taken. */
  readonly proxies: number;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Keeps one sender from hurting the others, in this process. Addresses of this machine are not limited: they are a reverse proxy that
 * nobody named (whose own limits hold, see deploy/), or the operator.
 */
export function createFloods({ perAddress, perConversation, proxies }: FloodParts): Floods {
  const addresses = new RateLimiterMemory({ points: perAddress, duration: 60 });
  const conversations = new RateLimiterMemory({ points: perConversation, duration: 60 });
  const spend = async (limiter: RateLimiterMemory, key: string, what: string) => {
    try {
      await limiter.consume(key);
    } catch (refused) {
      throw new TooMany(what, (refused as { msBeforeNext?: number }).msBeforeNext ?? 1_000);
    }
  };
  return {
    async request(request) {
      const address = addressOf(request, proxies);
      if (isHere(address)) return;
      await spend(addresses, networkOf(address), 'too many requests from this address');
    },
    message: (conversationId) => spend(conversations, conversationId, 'too many messages'),
  };
}

/** Who asks: the address that the outermost trusted proxy saw. */
export function addressOf({ socket, headers }: IncomingMessage, proxies: number): string {
  const told = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const seen = [...told, plain(socket.remoteAddress ?? '')];
  const address = seen[Math.max(0, seen.length - 1 - proxies)] ?? '';
  return isIP(address) === 0 ? plain(socket.remoteAddress ?? '') : address;
}

/** An IPv4 address as such, also where the system shows it as an IPv6 one (RFC 4291, section 2.5.5.2). */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');

const isHere = (address: string) => loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** One household or company has a whole /64 of IPv6 addresses (RFC 6177). */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)];
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
