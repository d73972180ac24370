import { type DeskSettings, readDesk } from './desk/settings.ts';
import { ConfigError } from './errors.ts';
import { readSms, type SmsSettings } from './sms/settings.ts';

export interface Config {
  readonly port: number;
  readonly host: string;
  /** PostgreSQL that keeps everything, for any number of processes; absent: the folder does, for one. */
  readonly databaseUrl: string | undefined;
  /** Folder of everything that is kept. */
  readonly dataDir: string;
  /** The address under which browsers reach this server; absent: as each request says. */
  readonly publicUrl: string | undefined;
  /** Web origins besides our own whose pages may show the guide and use the Direct Line API. */
  readonly allowedOrigins: readonly string[];
  /** The number to which one can write text messages, shown where no script runs; absent: there is none. */
  readonly smsNumber: string | undefined;
  /** Lets other servers get Direct Line tokens; absent: nobody can. */
  readonly directLineSecret: string | undefined;
  /** Opens /metrics to others than this machine; absent: only this machine may read it. */
  readonly metricsToken: string | undefined;
  /** Where traces go (OTLP/HTTP); absent: nowhere. */
  readonly tracesEndpoint: string | undefined;
  /** Signs tokens; absent: one is made at the first start and kept with everything else. */
  readonly signingKey: string | undefined;
  /** Seconds until a chat token expires. */
  readonly tokenLifetime: number;
  /** Requests a minute from one address, and messages a minute in one conversation; more are refused with 429. */
  readonly requestsPerMinute: number;
  readonly messagesPerMinute: number;
  /** Reverse proxies in front, whose X-Forwarded-For is believed. */
  readonly proxies: number;
  /** IANA time zone in which "today" is reckoned. */
  readonly timeZone: string;
  readonly logLevel: LogLevel;
  /** Id of the bot registration with Microsoft (Teams and other channels of Azure); absent: nothing listens at /api/messages. */
  readonly microsoftAppId: string | undefined;
  /** How the bot proves itself to Microsoft: by a secret, or by the identity of the Azure machine it runs on. */
  readonly microsoftAppType: MicrosoftAppType;
  readonly microsoftAppTenantId: string | undefined;
  readonly microsoftAppPassword: string | undefined;
  /** Host names that replies may be sent to; one that begins with "." stands for every name below it. */
  readonly botServiceHosts: readonly string[];
  /** Who signs what comes to /api/messages, and where the keys are published. */
  readonly botTokenIssuer: string;
  readonly botOpenIdUrl: string;
  /** Takes messages from anybody on this machine, without a registration: for the Agents Playground. */
  readonly botUnchecked: boolean;
  /** Absent: no text messages. */
  readonly sms: SmsSettings | undefined;
  readonly desk: DeskSettings;
}

export const MICROSOFT_APP_TYPES = ['SingleTenant', 'UserAssignedMsi'] as const;
export type MicrosoftAppType = (typeof MICROSOFT_APP_TYPES)[number];

/** The hosts of Microsoft's public cloud: https://microsoft.github.io/teams-sdk, "Service URL validation", and the channels of Azure Bot Service. */
export const MICROSOFT_HOSTS: readonly string[] = [
  'smba.trafficmanager.net',
  'smba.onyx.prod.teams.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  '.botframework.com',
];

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

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

  const publicUrl = read(
    'PUBLIC_URL',
    undefined,
    asOrigin,
    'an origin such as "https://guide.example", without a path',
  );
  const config: Config = {
    port: read('PORT', 3978, asPort, 'a port number from 0 to 65535'),
    host: read('HOST', 'localhost', (text) => text, 'a host name or address to listen on'),
    databaseUrl: readHidden(
      'DATABASE_URL',
      asDatabase,
      'must be an address such as "postgres://user:password@host/database"',
    ),
    dataDir: read('DATA_DIR', 'data', (text) => text, 'a folder'),
    publicUrl,
    allowedOrigins: read(
      'ALLOWED_ORIGINS',
      [],
      asOrigins,
      'origins separated by commas, such as "https://osaajaks.example"',
    ),
    smsNumber: read(
      'SMS_NUMBER',
      undefined,
      (text) => (/^\+\d{7,15}$/.test(text.replaceAll(' ', '')) ? text : undefined),
      'a phone number such as "+358 40 123 4567"',
    ),
    directLineSecret: readHidden(
      'DIRECT_LINE_SECRET',
      asSecret,
      'must have at least 32 characters and no spaces',
    ),
    signingKey: readHidden('SIGNING_KEY', asSecret, 'must have at least 32 characters and no spaces'),
    metricsToken: readHidden('METRICS_TOKEN', asSecret, 'must have at least 32 characters and no spaces'),
    tracesEndpoint: read('OTEL_EXPORTER_OTLP_ENDPOINT', undefined, asAddress, 'an http address'),
    tokenLifetime: read('TOKEN_LIFETIME', 24 * 3_600, asSeconds, 'a number of seconds from 60 to 2592000'),
    requestsPerMinute: read('REQUESTS_PER_MINUTE', 1_200, asCount, 'a whole number from 1 on'),
    messagesPerMinute: read('MESSAGES_PER_MINUTE', 60, asCount, 'a whole number from 1 on'),
    proxies: read('PROXIES', 0, asProxies, 'the number of reverse proxies in front, from 0 to 9'),
    timeZone: read('TIME_ZONE', 'Europe/Helsinki', asTimeZone, 'an IANA time zone such as "Europe/Helsinki"'),
    logLevel: read(
      'LOG_LEVEL',
      'info',
      (text) => LOG_LEVELS.find((level) => level === text),
      `one of ${LOG_LEVELS.join(', ')}`,
    ),
    microsoftAppId: read('MICROSOFT_APP_ID', undefined, asGuid, 'a GUID'),
    microsoftAppType: read(
      'MICROSOFT_APP_TYPE',
      'SingleTenant',
      (text) => MICROSOFT_APP_TYPES.find((type) => type === text),
      `one of ${MICROSOFT_APP_TYPES.join(', ')}`,
    ),
    microsoftAppTenantId: read('MICROSOFT_APP_TENANT_ID', undefined, asGuid, 'a GUID'),
    microsoftAppPassword: readHidden(
      'MICROSOFT_APP_PASSWORD',
      asSecret,
      'must have at least 32 characters and no spaces',
    ),
    botServiceHosts: read(
      'BOT_SERVICE_HOSTS',
      MICROSOFT_HOSTS,
      asHosts,
      'host names separated by commas, such as "smba.trafficmanager.net,.botframework.com"',
    ),
    botTokenIssuer: read('BOT_TOKEN_ISSUER', 'https://api.botframework.com', asAddress, 'an http address'),
    botOpenIdUrl: read(
      'BOT_OPENID_URL',
      'https://login.botframework.com/v1/.well-known/openidconfiguration',
      asAddress,
      'an http address',
    ),
    botUnchecked: read('BOT_UNCHECKED', false, asYes, '"yes" or "no"'),
    sms: readSms(env, publicUrl, problems),
    desk: readDesk({ read, readHidden, problems }),
  };
  checkBot();
  if (problems.length > 0) throw new ConfigError(problems);
  return config;

  /** A bot that cannot answer, or that anybody in the network could speak to, is not started. */
  function checkBot(): void {
    const { microsoftAppId: id, microsoftAppType: type, host } = config;
    if (id && !config.microsoftAppTenantId)
      problems.push('MICROSOFT_APP_TENANT_ID is missing: MICROSOFT_APP_ID needs it');
    if (id && type === 'SingleTenant' && !config.microsoftAppPassword)
      problems.push('MICROSOFT_APP_PASSWORD is missing: a SingleTenant bot needs it');
    if (config.botUnchecked && id)
      problems.push('BOT_UNCHECKED is "yes" but must be "no" where MICROSOFT_APP_ID is set');
    if (config.botUnchecked && !LOOPBACK.includes(host))
      problems.push(`BOT_UNCHECKED is "yes" but HOST is "${host}": only localhost may go unchecked`);
  }

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

function asGuid(text: string): string | undefined {
  return /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text) ? text.toLowerCase() : undefined;
}

function asYes(text: string): boolean | undefined {
  return text === 'yes' ? true : text === 'no' ? false : undefined;
}

function asAddress(text: string): string | undefined {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined;
}

function asHosts(text: string): readonly string[] | undefined {
  const hosts = text.split(',').map((one) => one.trim().toLowerCase());
  return hosts.every((one) => /^\.?[\w-]+(?:\.[\w-]+)*$/.test(one)) ? hosts : undefined;
}

const asCount = (text: string) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined);
const asProxies = (text: string) => (/^\d$/.test(text) ? Number(text) : undefined);

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
