import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { Pool } from 'pg';
import { StaleWrite } from '../errors.ts';
import { createAnnouncer, NODE } from './announcer.ts';
import { type Json, type Store, tally } from './store.ts';

const MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url));
/** Sorts after every key that begins with a prefix. */
const LAST = String.fromCodePoint(0x10ffff);

export interface PostgresStoreParts {
  /** Such as "postgres://guide@db/guide". */
  readonly url: string;
  /** Connections at most; each runs one short statement at a time. */
  readonly connections?: number;
  /** This process among those that share the database. */
  readonly node: string;
  /** Told when an idle connection broke; the next statement takes a new one. */
  readonly alarm: (error: Error) => void;
}

/** One row a key in PostgreSQL, for any number of processes. */
export interface PostgresStore extends Store {
  readonly pool: Pool;
}

/** Brings the tables up to date (one node at a time, forwards only) and opens the store. @throws when the database cannot be reached */
export async function postgresStore({
  url,
  node,
  connections = 10,
  alarm,
}: PostgresStoreParts): Promise<PostgresStore> {
  await runner({
    databaseUrl: url,
    dir: MIGRATIONS,
    direction: 'up',
    migrationsTable: 'migrations',
    advisoryLockMode: 'wait',
    log: () => undefined,
  });
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    query_timeout: 15_000,
    application_name: node,
  });
  pool.on('error', alarm);
  const announcer = node.startsWith(NODE) ? createAnnouncer(pool, node, alarm) : undefined;

  return {
    pool,
    async read(key) {
      const { rows } = await pool.query<{ value: string; version: number; expires_at: Date | null }>({
        name: 'read',
        text: 'SELECT value, version, expires_at FROM entries WHERE key = $1',
        values: [key],
      });
      const [row] = rows;
      if (!row) return undefined;
      const { value, version, expires_at: end } = row;
      return { value: JSON.parse(value) as Json, version, ...(end && { expiresAt: end.getTime() }) };
    },

    async write(key, value, replaces, { expiresAt } = {}) {
      const values = [key, JSON.stringify(value), expiresAt === undefined ? null : new Date(expiresAt)];
      const { rowCount } =
        replaces === 0
          ? await pool.query({
              name: 'insert',
              text: 'INSERT INTO entries (key, value, version, expires_at) VALUES ($1, $2, 1, $3) ON CONFLICT DO NOTHING',
              values,
            })
          : await pool.query({
              name: 'update',
              text: 'UPDATE entries SET value = $2, version = version + 1, expires_at = $3 WHERE key = $1 AND version = $4',
              values: [...values, replaces],
            });
      if (rowCount !== 1) throw new StaleWrite(key);
      announcer?.written(key, replaces + 1);
      return replaces + 1;
    },

    async delete(key) {
      await pool.query({ name: 'delete', text: 'DELETE FROM entries WHERE key = $1', values: [key] });
    },

    // A row is written whole or not at all.
    async clear() {},

    async list(prefix) {
      const { rows } = await pool.query<{ key: string }>({
        name: 'list',
        text: 'SELECT key FROM entries WHERE key >= $1 AND key < $2',
        values: [prefix, `${prefix}${LAST}`],
      });
      return rows.map(({ key }) => key);
    },

    async expire(now) {
      const { rows } = await pool.query<{ key: string }>({
        name: 'expire',
        text: 'DELETE FROM entries WHERE expires_at <= $1 RETURNING key',
        values: [new Date(now)],
      });
      return tally(rows.map(({ key }) => key));
    },

    async close() {
      await announcer?.close();
      await pool.end();
    },
  };
}
