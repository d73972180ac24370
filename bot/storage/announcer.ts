import type { Pool } from 'pg';

/** The names of nodes begin so: the database leaves it to them to tell of what they wrote (migrations/0003_announce_after.sql). */
export const NODE = 'guide-node-';

/** What other nodes listen for. */
const LISTENED = /^(?:conversation|case|presence)\//;
/** Milliseconds in which what is written is told together. */
const TOGETHER = 10;

/** Tells the other nodes of what this one wrote. */
export interface Announcer {
  /** The key was written, and is kept for good. */
  written(key: string, version: number): void;
  /** Resolves when everything is told. */
  close(): Promise<void>;
}

/**
 * NOTIFY after the commit and in a statement of its own: PostgreSQL commits transactions that notify one at a time, each waiting for
 * the disk, so that a notification within the write would hold up every other write. What is lost when a node dies in between is
 * found by those who look at versions (`postgresWake`).
 */
export function createAnnouncer(pool: Pool, node: string, alarm: (error: Error) => void): Announcer {
  const waiting = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let telling: Promise<unknown> | undefined;

  function tell(): void {
    timer = undefined;
    const lines = [...waiting].map(([key, version]) => `${node} ${version} ${key}`);
    waiting.clear();
    const told = pool.query({
      name: 'announce',
      text: `SELECT pg_notify('entries', line) FROM unnest($1::text[]) AS line`,
      values: [lines],
    });
    telling = Promise.all([telling, told.catch(alarm)]);
  }

  return {
    written(key, version) {
      if (!LISTENED.test(key)) return;
      waiting.set(key, version);
      timer ??= setTimeout(tell, TOGETHER);
    },
    async close() {
      clearTimeout(timer);
      if (waiting.size > 0) tell();
      await telling;
    },
  };
}
