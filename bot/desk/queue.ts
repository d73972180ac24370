import type { Base } from '../../knowledge/base.ts';
import type { Profile } from '../../knowledge/schema/profile.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { StaleWrite } from '../errors.ts';
import type { Store } from '../storage/store.ts';
import type { Wake } from '../storage/wake.ts';
import { type Case, isOpen } from './case.ts';
import type { DeskLang, Person } from './interface.ts';
import { recordOf } from './record.ts';

/** A case as this process sees it: copied from its conversation, which alone is the truth. */
export interface Entry {
  /** Of the conversation. */
  readonly id: string;
  readonly case: Case;
  readonly lang: DeskLang | null;
  readonly municipality: string | null;
  readonly field: string | null;
  readonly channel: string;
  readonly count: number;
  readonly read: Readonly<Record<string, number>>;
  readonly ownCoach: Person | null;
  /** How many notes there are, and which version of a plan: readers look again when they change. */
  readonly notes: number;
  readonly draft: number;
}

/** Something happened to a case: `moved`, the case itself; `spoke`, somebody wrote; `gone`, it was erased. */
export interface QueueChange {
  readonly number: number;
  readonly id: string;
  readonly what: 'moved' | 'spoke' | 'gone';
  readonly entry: Entry | undefined;
}

export interface Queue {
  /** Reads what was open when the last process stopped. */
  start(find: (id: string) => Promise<Conversation | undefined>, wake?: Wake): Promise<void>;
  get(id: string): Entry | undefined;
  all(): Iterable<Entry>;
  /** Told of every conversation that was kept. */
  see(conversation: Conversation): void;
  /** Makes sure that a case is found again after a restart; before its conversation is kept. */
  note(id: string, next: Case): Promise<void>;
  /** Takes away what leads to an erased case. */
  forget(id: string): Promise<void>;
  /** Number of the last change. */
  readonly number: number;
  /** Changes after a number, the last one of each case; undefined where they are not known any more. */
  since(number: number): readonly QueueChange[] | undefined;
  watch(listener: (change: QueueChange) => void): () => void;
  /** Cases that would be taken before this one would, by waiting time. */
  before(id: string): number;
  /** Median seconds that seekers waited lately; undefined where fewer than `FEW` waited. */
  usualWait(): number | undefined;
}

export interface QueueParts {
  readonly store: Store;
  readonly base: Base;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds between two looks for cases that nobody told of. */
  readonly lookEvery?: number;
}

/** Changes that are remembered for readers who come back. */
const REMEMBERED = 5_000;
/** Ended cases are listed so long. */
const LISTED = 30 * 86_400_000;
const LATELY = 4 * 3_600_000;
const FEW = 5;
const PREFIX = 'case/';
const OFTEN = 5_000;

/** All cases of this process's view, with a numbered list of what changed. */
export function createQueue({ store, base, now, lookEvery = OFTEN }: QueueParts): Queue {
  const entries = new Map<string, Entry>();
  const listeners = new Set<(change: QueueChange) => void>();
  let changes: QueueChange[] = [];
  let number = 0;

  function tell(id: string, what: QueueChange['what'], entry: Entry | undefined): void {
    number += 1;
    const change = { number, id, what, entry };
    changes.push(change);
    if (changes.length > 2 * REMEMBERED) changes = changes.slice(-REMEMBERED);
    for (const listener of listeners) listener(change);
  }

  async function put(id: string, next: Case): Promise<void> {
    const key = `${PREFIX}${id}`;
    const there = await store.read(key);
    const ends = isOpen(next.state) ? {} : { expiresAt: now() + LISTED };
    await store.write(key, next.state, there?.version ?? 0, ends).catch((error: Error) => {
      if (!(error instanceof StaleWrite)) throw error;
      return put(id, next);
    });
  }

  /** Cases that another process opened and nobody told of. */
  async function lookForNew(look: (id: string) => Promise<void>): Promise<void> {
    for (const key of await store.list(PREFIX)) {
      const id = key.slice(PREFIX.length);
      if (!entries.has(id) && !id.includes('/')) await look(id);
    }
  }

  const queue: Queue = {
    async start(find, wake) {
      // What other processes do to cases is seen here, too.
      const look = async (id: string) => {
        const conversation = await find(id);
        if (conversation) queue.see(conversation);
        else if (entries.delete(id)) tell(id, 'gone', undefined);
      };
      wake?.listen(PREFIX, (key) => void look(key.slice(PREFIX.length)).catch(() => undefined));
      wake?.listen('conversation/', (key) => {
        const id = key.slice('conversation/'.length);
        if (entries.has(id)) void look(id).catch(() => undefined);
      });
      // Behind what may be lost on the way: who is waiting or held is looked after each second, and new cases each few.
      wake?.follow(() =>
        [...entries.values()].filter((one) => isOpen(one.case.state)).map(({ id }) => `conversation/${id}`),
      );
      if (wake) setInterval(() => void lookForNew(look).catch(() => undefined), lookEvery).unref();
      const keys = await store.list(PREFIX);
      await eachOf(keys, 16, async (key) => {
        const id = key.slice(PREFIX.length);
        // What an earlier release kept there is adopted, not judged.
        if (id.includes('/')) return;
        const conversation = await find(id);
        const entry = conversation && entryOf(conversation, base);
        if (entry) entries.set(id, entry);
        else await store.delete(key);
      });
    },
    get: (id) => entries.get(id),
    all: () => entries.values(),
    see(conversation) {
      const { id } = conversation;
      const before = entries.get(id);
      const entry = entryOf(conversation, base);
      if (!entry) {
        if (entries.delete(id)) tell(id, 'gone', undefined);
        return;
      }
      // Of two commits the later one counts, in whatever order they are told.
      if (before && before.count > entry.count && before.case.version >= entry.case.version) return;
      entries.set(id, entry);
      tell(id, before && sameCase(before.case, entry.case) ? 'spoke' : 'moved', entry);
    },
    note: put,
    forget: (id) => store.delete(`${PREFIX}${id}`),
    get number() {
      return number;
    },
    since(from) {
      if (from === number) return [];
      const first = changes[0]?.number;
      if (first === undefined || from < first - 1 || from > number) return undefined;
      return [...new Map(changes.slice(from - first + 1).map((change) => [change.id, change])).values()];
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    before(id) {
      const since = entries.get(id)?.case.since;
      let count = 0;
      for (const entry of entries.values())
        if (entry.id !== id && entry.case.state === 'waiting' && (!since || entry.case.since < since))
          count += 1;
      return count;
    },
    usualWait() {
      const waits: number[] = [];
      for (const { case: one } of entries.values()) {
        const taken = one.waited !== undefined && one.history.find(({ what }) => what === 'taken');
        if (taken && Date.parse(taken.at) > now() - LATELY) waits.push(one.waited ?? 0);
      }
      return waits.length < FEW ? undefined : waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)];
    },
  };
  return queue;
}

function entryOf(conversation: Conversation, base: Base): Entry | undefined {
  const { case: theCase, read, ownCoach, notes, draft } = recordOf(conversation);
  if (!theCase) return undefined;
  const { lang, profile } = conversation.session;
  return {
    id: conversation.id,
    case: theCase,
    lang: lang ?? null,
    municipality: profile.municipality ?? null,
    field: fieldOf(profile, base),
    channel: conversation.channelId,
    count: conversation.count,
    read,
    ownCoach: ownCoach ?? null,
    notes: notes.length,
    draft: draft?.version ?? 0,
  };
}

/** The field of the wish; where there is none, of the last experience or the education. */
function fieldOf({ wish, experience, education }: Profile, base: Base): string | null {
  const occupation =
    wish && 'occupation' in wish ? wish.occupation : !wish ? experience?.at(-1)?.occupation : undefined;
  const field = wish && 'field' in wish ? wish.field : undefined;
  return field ?? (occupation && base.occupationOf(occupation)?.field) ?? education?.field ?? null;
}

const sameCase = (a: Case, b: Case) =>
  a.version === b.version && a.state === b.state && a.reason === b.reason;

async function eachOf<T>(all: readonly T[], most: number, work: (one: T) => Promise<void>): Promise<void> {
  const rest = [...all];
  const worker = async () => {
    for (let one = rest.pop(); one !== undefined; one = rest.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
