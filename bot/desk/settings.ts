import { isLoopback } from '../http/loopback.ts';
import { LEASE } from './index.ts';
import type { TranslatorParts } from './translator.ts';
import type { OpenIdConnectParts } from './web/oidc.ts';

export interface DeskSettings {
  /** Who signs coaches in; absent: a one-time link, on this machine only. */
  readonly oidc: OpenIdConnectParts | undefined;
  /** Seconds after which a coach who gives no sign of life loses their conversations. */
  readonly lease: number;
  /** Seconds that a seeker's message may stay unanswered before the conversation goes back to the queue. */
  readonly silence: number;
  /** Who is a coach in Teams: object ids of the directory (small letters), and ids of coaches. */
  readonly teamsCoaches: ReadonlyMap<string, string>;
  /** A LibreTranslate-compatible server; absent: nothing is translated. */
  readonly translator: TranslatorParts | undefined;
}

/** How settings are read: what is wrong is collected, and what may hold a secret is never repeated. */
export interface Reading {
  read<T>(name: string, fallback: T, parse: (text: string) => T | undefined, expected: string): T;
  readHidden(name: string, parse: (text: string) => string | undefined, expected: string): string | undefined;
  readonly problems: string[];
}

const SILENCE = 900;
const asIs = (text: string) => text;

/** The desk's part of the settings. */
export function readDesk({ read, readHidden, problems }: Reading): DeskSettings {
  const issuer = read('OIDC_ISSUER', undefined, asIssuer, 'an https address such as "https://login.example"');
  const clientId = read('OIDC_CLIENT_ID', undefined, asIs, 'a client id');
  if ((issuer === undefined) !== (clientId === undefined))
    problems.push('OIDC_ISSUER and OIDC_CLIENT_ID belong together: set both, or neither');
  const clientSecret = readHidden('OIDC_CLIENT_SECRET', asIs, 'must be a secret');
  const roleClaim = read('OIDC_ROLE_CLAIM', 'roles', asIs, 'the name of a claim');
  const idClaim = read('OIDC_ID_CLAIM', 'sub', asIs, 'the name of a claim');
  const url = read('TRANSLATOR_URL', undefined, asWeb, 'an address such as "http://localhost:5000"');
  const key = readHidden('TRANSLATOR_KEY', asIs, 'must be a key');
  return {
    oidc:
      issuer === undefined || clientId === undefined
        ? undefined
        : { issuer, clientId, clientSecret, roleClaim, idClaim },
    lease: read('DESK_LEASE', LEASE, asTime, 'a number of seconds from 60 to 86400'),
    silence: read('DESK_SILENCE', SILENCE, asTime, 'a number of seconds from 60 to 86400'),
    teamsCoaches: read<ReadonlyMap<string, string>>(
      'TEAMS_COACHES',
      new Map(),
      asCoaches,
      'pairs of object id and coach, such as "11111111-2222-4333-8444-555555555555=coach-1", separated by commas',
    ),
    translator: url === undefined ? undefined : { url, key },
  };
}

function asCoaches(text: string): ReadonlyMap<string, string> | undefined {
  const pairs = text.split(',').map((pair) => /^\s*([\da-f-]{36})\s*=\s*(\S+)\s*$/i.exec(pair));
  if (pairs.some((pair) => pair === null)) return undefined;
  return new Map(pairs.map((pair) => [pair?.[1]?.toLowerCase() ?? '', pair?.[2] ?? '']));
}

function asTime(text: string): number | undefined {
  return /^\d+$/.test(text) && Number(text) >= 60 && Number(text) <= 86_400 ? Number(text) : undefined;
}

function asWeb(text: string): string | undefined {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined;
}

/** https, or a provider on this machine. */
function asIssuer(text: string): string | undefined {
  const url = URL.parse(text);
  return url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
    ? text
    : undefined;
}
