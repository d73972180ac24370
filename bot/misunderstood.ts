import { createHash } from 'node:crypto';
import { plainly } from '../dialogs/picking.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { REGISTER } from './storage/register.ts';
import { revise } from './storage/revise.ts';
import type { Json, Store } from './storage/store.ts';

/** A message that the guide could not make sense of. */
export interface Miss {
  readonly lang: string;
  /** Where the guide stood: the dialog and the place of its question. */
  readonly question: string;
  readonly text: string;
}

/** What was not understood, how often, and on which day last. Holds nothing of who said it. */
export interface CountedMiss extends Miss {
  readonly times: number;
  readonly last: string;
}

const LONGEST = 80;
const CUT = '[…]';

/** What an editor may see of a message: short, without addresses, numbers, and names as far as capitals tell them. */
export const withoutTraces = (text: string): string => {
  const bare = text
    .replace(/\S*(?:@|:\/\/|www\.)\S*/giu, CUT)
    .replace(/\+?\p{N}[\p{N}\s().-]{2,}/gu, `${CUT} `)
    .replace(/(?<=[^\s.!?]\s+)\p{Lu}\p{Ll}[\p{L}-]*/gu, CUT)
    .replace(/\s+/g, ' ')
    .trim();
  return bare.length <= LONGEST ? bare : `${bare.slice(0, LONGEST).replace(/\s\S*$/, '')} …`;
};

/** One message of a conversation among those that were counted: where it is counted, and its mark there. */
export interface CountedHere {
  readonly key: string;
  readonly mark: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What is stored of equal messages; `marks` are random to whoever does not have the conversations. */
interface Kept extends CountedMiss {
  readonly marks?: readonly string[];
}

/** Counts what was not understood, and takes back what a seeker wants gone. */
export interface Misses {
  /** Where a message is to be counted; nothing is stored yet. `id`: of the message. */
  place(miss: Miss, id: string, now: number): CountedHere;
  /** The same message counts once, however often it is told. */
  count(miss: Miss, at: CountedHere): Promise<void>;
  /** Words that nobody else wrote are gone afterwards. */
  takeBack(counted: readonly CountedHere[]): Promise<void>;
}

/** So many messages of one conversation are counted in the time for which they are kept. */
const MOST = 200;
/** What so many wrote tells of nobody: older marks are not needed to take it back. */
const MARKS = 500;
const KEPT = REGISTER.missed.days * 86_400_000;

/** The messages of a conversation that are counted still, with one more; undefined where they are too many. */
export function withCounted(
  counted: readonly CountedHere[] = [],
  more: CountedHere,
): CountedHere[] | undefined {
  const still = counted.filter(({ at }) => at > more.at - KEPT);
  return still.length < MOST ? [...still, more] : undefined;
}

const hashed = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/**
 * Counts misses in a store, the same words in the same place together. What comes while the last count is being written is written
 * with the next, so that a word which everybody says costs little. `today`: the local day.
 */
export function createMisses(store: Store, today: () => string): Misses {
  const turn = oneAtATime();
  const waiting = new Map<string, { readonly marks: string[]; readonly written: Promise<void> }>();
  return {
    place: ({ lang, question, text }, id, now) => ({
      key: `missed/${lang}/${hashed(`${question} ${plainly(withoutTraces(text))}`)}`,
      mark: hashed(id),
      at: now,
    }),
    count({ lang, question, text }, { key, mark }) {
      const there = waiting.get(key);
      if (there) {
        there.marks.push(mark);
        return there.written;
      }
      const marks = [mark];
      const written = turn.run(key, async () => {
        waiting.delete(key);
        await revise<Kept>(store, key, (before) => {
          const known = before?.marks ?? [];
          const fresh = [...new Set(marks)].filter((one) => !known.includes(one));
          if (fresh.length === 0) return undefined;
          const words = { lang, question, text: withoutTraces(text), last: today() };
          return {
            ...words,
            times: (before?.times ?? 0) + fresh.length,
            marks: [...known, ...fresh].slice(-MARKS),
          };
        });
      });
      waiting.set(key, { marks, written });
      return written;
    },
    async takeBack(counted) {
      for (const { key, mark } of counted) {
        const left = await revise<Kept>(store, key, (before) =>
          before?.marks?.includes(mark)
            ? {
                ...before,
                times: before.times - 1,
                marks: before.marks.filter((one) => one !== mark),
              }
            : undefined,
        );
        if (left?.times === 0) await store.delete(key);
      }
    },
  };
}

// Only this file writes under this prefix.
const missOf = (value: Json): CountedMiss => {
  const { marks: _, ...miss } = value as unknown as Kept;
  return miss;
};

/** Everything that was counted, most frequent first. */
export async function missesIn(store: Store): Promise<readonly CountedMiss[]> {
  const kept = await Promise.all((await store.list('missed/')).map((key) => store.read(key)));
  return kept
    .flatMap((one) => (one ? [missOf(one.value)] : []))
    .sort((a, b) => b.times - a.times || a.lang.localeCompare(b.lang) || a.text.localeCompare(b.text));
}
