import { errors, jwtVerify, SignJWT } from 'jose';
import { LANGS, type Lang } from '../../locales/index.ts';
import { forbidden } from '../http/problem.ts';
import { Recent } from '../recent.ts';

/** What a token allows: to speak as one user in one conversation. */
export interface Grant {
  readonly conversationId: string;
  readonly userId: string;
  /** Language in which a new conversation is opened. */
  readonly lang?: Lang;
}

export interface Tokens {
  /** Seconds until a token expires. */
  readonly lifetime: number;
  /** `seconds`: until this one expires, where it is not the usual time. */
  issue(grant: Grant, seconds?: number): Promise<string>;
  /** @throws HttpProblem 403 for a token that is unknown, forged or expired */
  verify(token: string): Promise<Grant>;
}

export interface TokenParts {
  /** At least 32 bytes. */
  readonly secret: Uint8Array;
  readonly lifetime: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const AUDIENCE = 'directline';
/** Tokens remembered at a time. */
const REMEMBERED = 5_000;

/** Direct Line tokens as signed JWTs (RFC 7519, HS256): nothing has to be stored to check one. */
export function createTokens({ secret, lifetime, now }: TokenParts): Tokens {
  /** Tokens that were found good, with the second in which they expire: a client sends the same one with every message. */
  const good = new Recent<string, { readonly grant: Grant; readonly expires: number }>(REMEMBERED);

  return {
    lifetime,
    issue: ({ conversationId, userId, lang }, duration = lifetime) => {
      const seconds = Math.floor(now() / 1_000);
      return new SignJWT({ conv: conversationId, user: userId, ...(lang && { lang }) })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(AUDIENCE)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + duration)
        .sign(secret);
    },
    async verify(token) {
      const known = good.get(token);
      if (known && known.expires > Math.floor(now() / 1_000)) return known.grant;
      good.delete(token);
      try {
        const { payload } = await jwtVerify(token, secret, {
          audience: AUDIENCE,
          algorithms: ['HS256'],
          currentDate: new Date(now()),
        });
        const { conv, user, exp = 0 } = payload;
        if (typeof conv !== 'string' || typeof user !== 'string')
          throw forbidden('the token names no conversation');
        const lang = LANGS.find((one) => one === payload.lang);
        const grant = { conversationId: conv, userId: user, ...(lang && { lang }) };
        good.set(token, { grant, expires: exp });
        return grant;
      } catch (error) {
        if (error instanceof errors.JWTExpired)
          throw forbidden('the token has expired: get a new one', 'TokenExpired');
        if (error instanceof errors.JOSEError) throw forbidden('the token is not valid here: get a new one');
        throw error;
      }
    },
  };
}
