import { ConfigError } from './errors.ts';

export interface Config {
  readonly port: number;
  readonly host: string;
  /** PostgreSQL that keeps everything, for any number of processes; absent: the folder does, for one. */
  readonly databaseUrl: string | undefined;
  /** Folder of everything that is kept. */
  readonly dataDir: string;
  /** The address under which browsers reach this server; absent: as each request says. */
  readonly publicUrl: string | undefined;
  /** Web origins besides our own whose pages may use the Direct Line API. */
  readonly allowedOrigins: readonly string[];
  /** Lets other servers get Direct Line tokens; absent: nobody can. */
  readonly directLineSecret: string | undefined;
  /** Signs tokens; absent: one is made at the first start and kept with everything else. */
  readonly signingKey: string | undefined;
  /** Seconds until a chat token expires. */
  readonly tokenLifetime: number;
  /** IANA time zone in which "today" is reckoned. */
  readonly timeZone: string;
  readonly logLevel: LogLevel;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Reads the whole environment at once. Every setting has a default; `.env.example` lists them all.
 * @throws ConfigError with every problem at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];

  function read<T>(name: string, fallback: T, parse: (text: string) => T | undefined, expected: string): T {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return fallback;
    const value = parse(text);
    if (value === undefined) problems.push(`${name} is "${text}" but must be ${expected}`);
    return value ?? fallback;
  }

  const config: Config = {
    port: read('PORT', 3978, asPort, 'a port number from 0 to 65535'),
    host: read('HOST', 'localhost', (text) => text, 'a host name or address to listen on'),
    databaseUrl: readHidden(
      'DATABASE_URL',
      asDatabase,
      'must be an address such as "postgres://user:password@host/database"',
    ),
    dataDir: read('DATA_DIR', 'data', (text) => text, 'a folder'),
    publicUrl: read(
      'PUBLIC_URL',
      undefined,
      asOrigin,
      'an origin such as "https://guide.example", without a path',
    ),
    allowedOrigins: read(
      'ALLOWED_ORIGINS',
      [],
      asOrigins,
      'origins separated by commas, such as "https://osaajaks.example"',
    ),
    directLineSecret: readHidden(
      'DIRECT_LINE_SECRET',
      asSecret,
      'must have at least 32 characters and no spaces',
    ),
    signingKey: readHidden('SIGNING_KEY', asSecret, 'must have at least 32 characters and no spaces'),
    tokenLifetime: read('TOKEN_LIFETIME', 24 * 3_600, asSeconds, 'a number of seconds from 60 to 2592000'),
    timeZone: read('TIME_ZONE', 'Europe/Helsinki', asTimeZone, 'an IANA time zone such as "Europe/Helsinki"'),
    logLevel: read(
      'LOG_LEVEL',
      'info',
      (text) => LOG_LEVELS.find((level) => level === text),
      `one of ${LOG_LEVELS.join(', ')}`,
    ),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;

  /** What may hold a secret is never repeated in a message. */
  function readHidden(
    name: string,
    parse: (text: string) => string | undefined,
    expected: string,
  ): string | undefined {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return undefined;
    const value = parse(text);
    if (value === undefined) problems.push(`${name} ${expected}`);
    return value;
  }
}

const asSecret = (text: string) => (/^\S{32,}$/.test(text) ? text : undefined);

function asDatabase(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1 ? text : undefined;
}

function asPort(text: string): number | undefined {
  return /^\d+$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

function asSeconds(text: string): number | undefined {
  return /^\d+$/.test(text) && Number(text) >= 60 && Number(text) <= 2_592_000 ? Number(text) : undefined;
}

function asOrigin(text: string): string | undefined {
  const url = URL.parse(text.replace(/\/$/, ''));
  return url && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '')
    ? url.origin
    : undefined;
}

function asOrigins(text: string): readonly string[] | undefined {
  const origins = text.split(',').map((one) => asOrigin(one.trim()));
  return origins.every((one) => one !== undefined) ? origins : undefined;
}

function asTimeZone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
