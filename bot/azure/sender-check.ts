import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import { z } from 'zod';

/** What a token must agree with: where the message says it comes from, and where it wants the reply. */
export interface Origin {
  readonly channelId: string;
  readonly serviceUrl: string;
}

/** Says why a request is not from a channel of ours, for the log; undefined: it is. @throws when the keys cannot be had */
export type SenderCheck = (authorization: string | undefined, origin: Origin) => Promise<string | undefined>;

export interface SenderCheckParts {
  readonly appId: string;
  readonly issuer: string;
  /** Where the issuer says where its keys are. */
  readonly openIdUrl: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const ALGORITHMS = ['RS256', 'RS384', 'RS512'];
/** Seconds that clocks may differ. */
const TOLERANCE = 300;
const DAY = 86_400_000;
/** A key that nobody knows is not asked for more often than this (milliseconds). */
const PAUSE = 60_000;

const metadataSchema = z.object({ jwks_uri: z.url() });
const keysSchema = z.object({
  keys: z.array(z.looseObject({ kid: z.string().optional(), endorsements: z.array(z.string()).optional() })),
});

/**
 * The checks that Microsoft asks of a bot for each request from its channels:
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
 * The SDK does them once more behind this; it answers some forgeries with 500 and noise, so they do not get so far.
 */
export function createSenderCheck({ appId, issuer, openIdUrl, now }: SenderCheckParts): SenderCheck {
  let known: { readonly keys: z.infer<typeof keysSchema>['keys']; readonly at: number } | undefined;

  async function keysWith(kid: string | undefined) {
    const stale = !known || now() - known.at > DAY;
    const missing = known && !known.keys.some((key) => key.kid === kid) && now() - known.at > PAUSE;
    if (!known || stale || missing) {
      const { jwks_uri } = metadataSchema.parse(await fetchJson(openIdUrl));
      known = { keys: keysSchema.parse(await fetchJson(jwks_uri)).keys, at: now() };
    }
    return known.keys;
  }

  return async (authorization, { channelId, serviceUrl }) => {
    const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/.exec(authorization ?? '') ?? [];
    if (!token) return 'no token';
    try {
      const { payload, protectedHeader } = await jwtVerify(
        token,
        async (header) => {
          const keys = await keysWith(header.kid);
          return createLocalJWKSet({ keys } as JSONWebKeySet)(header);
        },
        {
          issuer,
          audience: appId,
          algorithms: ALGORITHMS,
          clockTolerance: TOLERANCE,
          currentDate: new Date(now()),
          requiredClaims: ['exp'],
        },
      );
      const endorsed = known?.keys.find(({ kid }) => kid === protectedHeader.kid)?.endorsements;
      if (endorsed && !endorsed.includes(channelId)) return 'the key is not endorsed for this channel';
      if (payload.serviceurl !== serviceUrl) return 'the token is for another service address';
      return undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return error.code;
      throw error;
    }
  };
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}
