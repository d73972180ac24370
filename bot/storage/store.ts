export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value and the version it had when read; a write must name the version it replaces. */
export interface Kept<T extends Json = Json> {
  readonly value: T;
  readonly version: number;
  /** Milliseconds since 1970 from which it may be gone; absent: it stays. */
  readonly expiresAt?: number;
}

/** How many there are, by the first part of their keys. */
export type Tally = ReadonlyMap<string, number>;

/** Where the guide keeps things between messages. Everything it needs from a database, and no more. Keys are paths such as `conversation/abc`. */
export interface Store {
  /** The value is the caller's own: changing it changes nothing that is stored. */
  read(key: string): Promise<Kept | undefined>;
  /**
   * Writes where the stored version is still `replaces` (0: nothing stored yet) and gives the new version.
   * Kept for good once it resolves.
   * @throws StaleWrite when somebody else wrote meanwhile
   */
  write(
    key: string,
    value: Json,
    replaces: number,
    options?: { readonly expiresAt?: number },
  ): Promise<number>;
  delete(key: string): Promise<void>;
  /** Takes away what was set aside or left half written under a key; what is stored under it stays. */
  clear(key: string): Promise<void>;
  /** Keys that begin with the prefix, in no particular order. */
  list(prefix: string): Promise<readonly string[]>;
  /** Deletes what has expired by `now` (milliseconds since 1970) and says how many, by the first part of their keys. */
  expire(now: number): Promise<Tally>;
  close(): Promise<void>;
}

/** Counts keys by their first part. */
export function tally(keys: Iterable<string>): Tally {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const collection = key.slice(0, key.indexOf('/'));
    counts.set(collection, (counts.get(collection) ?? 0) + 1);
  }
  return counts;
}
