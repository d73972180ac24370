import { StaleWrite } from '../errors.ts';
import type { Store } from '../storage/store.ts';
import type { Wake } from '../storage/wake.ts';
import type { Person } from './interface.ts';

/** Somebody of the network who is at the desk, until the lease ends. */
export interface Here {
  readonly person: Person;
  readonly available: boolean;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Who is at the desk. A lease belongs to a coach, not to each of their cases: one small write keeps all of them. */
export interface Presence {
  /** Takes up who was there when the last process stopped, and whom other processes hear. */
  start(wake?: Wake): Promise<void>;
  /** Extends the lease. */
  beat(person: Person, available: boolean): Promise<void>;
  /** Ends it at once. */
  leave(id: string): Promise<void>;
  here(): readonly Here[];
  /** Whether the lease of a coach has ended, by what is stored: another process may have heard them. */
  isGone(id: string): Promise<boolean>;
  watch(listener: () => void): () => void;
}

export interface PresenceParts {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds that a lease lasts. */
  readonly lease: number;
}

const PREFIX = 'presence/';
const keyOf = (id: string) => `${PREFIX}${id}`;

export function createPresence({ store, now, lease }: PresenceParts): Presence {
  const all = new Map<string, Here>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const isHere = (one: Here | undefined) => one !== undefined && one.until > now();

  async function keep(one: Here): Promise<void> {
    const key = keyOf(one.person.id);
    const there = await store.read(key);
    await store
      .write(key, { ...one, person: { ...one.person } }, there?.version ?? 0, {
        expiresAt: one.until + lease,
      })
      .catch((error: Error) => {
        if (!(error instanceof StaleWrite)) throw error;
      });
  }

  // Written by `keep` alone.
  const read = async (id: string) => (await store.read(keyOf(id)))?.value as unknown as Here | undefined;

  async function look(id: string): Promise<void> {
    const kept = await read(id);
    if (!kept || kept.until === all.get(id)?.until) return;
    all.set(id, kept);
    tell();
  }

  return {
    async start(wake) {
      wake?.listen(PREFIX, (key) => void look(key.slice(PREFIX.length)).catch(() => undefined));
      for (const key of await store.list(PREFIX)) await look(key.slice(PREFIX.length));
    },
    async beat(person, available) {
      const before = all.get(person.id);
      const one = { person, available, until: now() + lease };
      all.set(person.id, one);
      if (!isHere(before) || before?.available !== available) tell();
      await keep(one);
    },
    async leave(id) {
      const there = all.get(id);
      if (!there) return;
      all.delete(id);
      tell();
      await keep({ ...there, until: now() });
    },
    here: () => [...all.values()].filter(isHere),
    async isGone(id) {
      if (isHere(all.get(id))) return false;
      return !isHere(await read(id));
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
