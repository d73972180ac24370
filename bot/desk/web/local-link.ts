import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { SignedIn } from './sessions.ts';

/** One-time codes by which the first coach signs in on a machine that has no identity provider. */
export interface LocalLink {
  /** A code that lets somebody in once. */
  give(who: SignedIn): string;
  take(code: string): SignedIn | undefined;
}

/** Milliseconds that a code is good for. */
const LIFETIME = 12 * 3_600_000;

export function createLocalLink(now: () => number): LocalLink {
  const open = new Map<string, { readonly who: SignedIn; readonly until: number }>();
  return {
    give(who) {
      const code = randomBytes(24).toString('base64url');
      open.set(code, { who, until: now() + LIFETIME });
      return code;
    },
    take(code) {
      for (const [known, { who, until }] of open) {
        if (known.length !== code.length || !timingSafeEqual(Buffer.from(known), Buffer.from(code))) continue;
        open.delete(known);
        return until > now() ? who : undefined;
      }
      return undefined;
    },
  };
}
