import { errors, jwtVerify, SignJWT } from 'jose';

/** The right to open one stream, once, soon. */
export interface Ticket {
  readonly conversationId: string;
  readonly watermark: number;
}

export interface Tickets {
  give(ticket: Ticket): Promise<string>;
  /** Undefined for what is forged, too old or used already. */
  take(ticket: string): Promise<Ticket | undefined>;
}

/** Uses up an id; false where it was used before. It may be forgotten `until` that time, in milliseconds since 1970. */
export type Once = (id: string, until: number) => Promise<boolean>;

export interface TicketParts {
  /** At least 32 bytes. */
  readonly secret: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly once: Once;
}

/** Seconds until an unused ticket is void. */
const LIFETIME = 60;
const AUDIENCE = 'stream';

/** Single-use tickets for streams, good at every process: a stream's address in a log or a history opens nothing. */
export function createTickets({ secret, now, newId, once }: TicketParts): Tickets {
  return {
    give: ({ conversationId, watermark }) =>
      new SignJWT({ conv: conversationId, from: watermark })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(AUDIENCE)
        .setJti(newId())
        .setExpirationTime(Math.floor(now() / 1_000) + LIFETIME)
        .sign(secret),
    async take(ticket) {
      try {
        const { payload } = await jwtVerify(ticket, secret, {
          audience: AUDIENCE,
          algorithms: ['HS256'],
          currentDate: new Date(now()),
        });
        const { conv, from, jti, exp } = payload;
        if (typeof conv !== 'string' || typeof from !== 'number' || !jti || !exp) return undefined;
        return (await once(jti, exp * 1_000)) ? { conversationId: conv, watermark: from } : undefined;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}
