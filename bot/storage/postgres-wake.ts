import { Client, type Pool } from 'pg';
import type { Wake } from './wake.ts';

export interface PostgresWakeParts {
  readonly url: string;
  readonly pool: Pool;
  /** The node of the pool, whose own writes need no telling. */
  readonly node: string;
  /** Told when the listening connection broke; it is opened again. */
  readonly alarm: (error: Error) => void;
  /** Milliseconds between two looks at the keys that are followed, and before a broken connection is opened again. */
  readonly every?: number;
}

/** LISTEN/NOTIFY of PostgreSQL, with a look at the versions of the followed keys behind it, since a notification may be lost. */
export async function postgresWake({
  url,
  pool,
  node,
  alarm,
  every = 1_000,
}: PostgresWakeParts): Promise<Wake> {
  const listeners: { readonly prefix: string; readonly listener: (key: string) => void }[] = [];
  const followed: (() => readonly string[])[] = [];
  const seen = new Map<string, number>();
  let closed = false;
  let client: Client | undefined;

  const tell = (key: string) => {
    for (const { prefix, listener } of listeners) if (key.startsWith(prefix)) listener(key);
  };

  /** A notification reads "node version key". */
  function hear(payload: string): void {
    const [, writer, version, key = ''] = /^(\S*) (\d+) (.*)$/s.exec(payload) ?? [];
    if (writer !== node) tell(key);
    else if (seen.has(key)) seen.set(key, Number(version));
  }

  async function connect(): Promise<void> {
    const opened = new Client({ connectionString: url, application_name: node, keepAlive: true });
    opened.on('notification', ({ payload = '' }) => hear(payload));
    opened.on('error', (error) => {
      if (client === opened) client = undefined;
      if (!closed) alarm(error);
    });
    opened.on('end', () => {
      if (client === opened) client = undefined;
    });
    await opened.connect();
    await opened.query('LISTEN entries');
    client = opened;
  }

  async function catchUp(): Promise<void> {
    if (!client && !closed) await connect();
    const keys = new Set(followed.flatMap((keysOf) => keysOf()));
    for (const key of seen.keys()) if (!keys.has(key)) seen.delete(key);
    if (keys.size === 0) return;
    const { rows } = await pool.query<{ key: string; version: number }>({
      name: 'versions',
      text: 'SELECT key, version FROM entries WHERE key = ANY($1)',
      values: [[...keys]],
    });
    for (const { key, version } of rows) {
      if (seen.get(key) === version) continue;
      seen.set(key, version);
      tell(key);
    }
  }

  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= catchUp()
      .catch(alarm)
      .finally(() => {
        looking = undefined;
      });
  }, every);
  timer.unref();
  await connect();

  return {
    listen: (prefix, listener) => void listeners.push({ prefix, listener }),
    follow: (keys) => void followed.push(keys),
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
      await client?.end().catch(() => undefined);
    },
  };
}
