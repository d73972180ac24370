import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Store } from '../../storage/store.ts';
import type { Role } from '../interface.ts';

/** Somebody who signed in. */
export interface SignedIn {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** A session of the desk. */
export interface Session extends SignedIn {
  /** Its key in the store: a hash, so that the store opens no door. */
  readonly key: string;
  /** When it ends if nothing is heard until then, and when in any case; milliseconds since 1970. */
  readonly until: number;
  readonly end: number;
}

export interface Sessions {
  /** Begins a session and gives the value of its cookie header. */
  begin(who: SignedIn): Promise<string>;
  /** The session of a request; `expired` where there was one. */
  of(request: IncomingMessage): Promise<Session | 'none' | 'expired'>;
  /** Keeps it alive. */
  touch(session: Session): Promise<Session>;
  /** Ends it, and gives the cookie header that says so. */
  end(session: Session): Promise<string>;
}

export interface SessionsParts {
  readonly store: Store;
  readonly now: () => number;
  /** Whether browsers reach us by https. */
  readonly secure: boolean;
}

const MINUTE = 60_000;
/** A session ends after an hour without a sign of life, and after a working day. */
const IDLE = 60 * MINUTE;
const LONGEST = 10 * 60 * MINUTE;
/** Written again only when so much was gained. */
const STEP = 5 * MINUTE;
/** So long another process's sign-out may go unnoticed. */
const TRUST = 30_000;

export function createSessions({ store, now, secure }: SessionsParts): Sessions {
  const name = secure ? '__Host-desk' : 'desk';
  const known = new Map<string, { readonly session: Session; readonly read: number }>();
  const cookie = (value: string, age: number) =>
    `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}${secure ? '; Secure' : ''}`;

  async function find(key: string): Promise<Session | undefined> {
    const there = known.get(key);
    if (there && there.read > now() - TRUST) return there.session;
    const kept = await store.read(key);
    // Written by `keep` alone.
    const session = kept?.value as unknown as Session | undefined;
    if (session) known.set(key, { session, read: now() });
    else known.delete(key);
    return session;
  }

  async function keep(session: Session): Promise<Session> {
    const there = await store.read(session.key);
    await store.write(session.key, { ...session }, there?.version ?? 0, { expiresAt: session.until });
    known.set(session.key, { session, read: now() });
    return session;
  }

  return {
    async begin(who) {
      for (const [key, { session }] of known) if (session.until < now()) known.delete(key);
      const value = randomBytes(32).toString('base64url');
      await keep({ ...who, key: keyOf(value), until: now() + IDLE, end: now() + LONGEST });
      return cookie(value, LONGEST / 1_000);
    },
    async of(request) {
      const value = cookieOf(request, name);
      if (value === undefined) return 'none';
      const session = await find(keyOf(value));
      return session && session.until > now() ? session : 'expired';
    },
    async touch(session) {
      const until = Math.min(now() + IDLE, session.end);
      return until - session.until < STEP ? session : keep({ ...session, until });
    },
    async end({ key }) {
      known.delete(key);
      await store.delete(key);
      return cookie('', 0);
    },
  };
}

const keyOf = (value: string) => `desk-session/${createHash('sha256').update(value).digest('hex')}`;

/** A cookie of a request (RFC 6265). */
export function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
