import { createHash } from 'node:crypto';
import { plainly } from '../../dialogs/picking.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { REGISTER } from '../storage/register.ts';
import { revise } from '../storage/revise.ts';
import type { Json, Store } from '../storage/store.ts';

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

/** What an editor may see of a message: short, without addresses and numbers, and of its words only those that many use, so that no name is left. */
export const withoutTraces = (text: string, isCommon: (word: string) => boolean): string => {
  const bare = text
    .split(/\s+/u)
    .map((word) => (/@|:\/\/|www\./iu.test(word) ? CUT : word))
    .join(' ')
    .replace(/\+?\p{N}[\p{N}\s().-]{2,}/gu, `${CUT} `)
    .replace(/(?<=[^\s.!?]\s)\p{Lu}\p{Ll}[\p{L}-]*/gu, CUT)
    .replace(/[\p{L}\p{M}]+(?:['’ʼ`-][\p{L}\p{M}]+)*/gu, (word) => (isCommon(word) ? word : CUT))
    .replace(/\[…\](?:\s*\[…\])+/gu, CUT)
    .replace(/\s+/g, ' ')
    .trim();
  return bare.length <= LONGEST ? bare : `${bare.slice(0, LONGEST).replace(/\s\S*$/, '')} …`;
};

/** Words of a conversation that are counted: under which key, and when last (milliseconds since 1970). */
export interface CountedHere {
  readonly key: string;
  readonly at: number;
}

/** A conversation, as far as what is counted of it goes. */
type Counted = Pick<Conversation, 'id' | 'misses'>;

/** What is stored of equal messages; `marks`: of the conversations they came from, as long as these are few. */
interface Kept extends CountedMiss {
  readonly marks?: readonly string[];
}

/** Counts what was not understood, and takes back what a seeker wants gone. */
export interface Misses {
  /** Under which key a message is counted; nothing is stored yet. */
  keyOf(miss: Miss): string;
  count(miss: Miss, conversationId: string): Promise<void>;
  /** Words that nobody else wrote are gone afterwards. */
  takeBack(conversation: Counted): Promise<void>;
}

/** So many different messages of one conversation are counted in the time for which they are kept. */
const MOST = 200;
/** Words that came from so many conversations are everybody's: they tell of nobody, and no more marks are kept. */
const EVERYBODYS = 20;
const KEPT = REGISTER.missed.days * 86_400_000;

/** What is counted of a conversation, with one more; undefined where it is too much. */
export function withCounted(
  counted: readonly CountedHere[] = [],
  more: CountedHere,
): CountedHere[] | undefined {
  const still = counted.filter(({ key, at }) => at > more.at - KEPT && key !== more.key);
  return still.length < MOST ? [...still, more] : undefined;
}

const hashed = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const markOf = (conversationId: string) => hashed(`mark ${conversationId}`);

export interface MissParts {
  readonly store: Store;
  /** The local day. */
  readonly today: () => string;
  /** Whether many use a word, so that it names nobody. */
  readonly isCommon: (word: string) => boolean;
}

/**
 * Counts misses in a store, the same words in the same place together. What comes while the last count is being written is
 * written with the next, so that a word which everybody says costs little.
 */
export function createMisses({ store, today, isCommon }: MissParts): Misses {
  const turn = oneAtATime();
  const waiting = new Map<string, { readonly marks: string[]; readonly written: Promise<void> }>();
  const keyOf = ({ lang, question, text }: Miss) =>
    `missed/${lang}/${hashed(`${question} ${plainly(withoutTraces(text, isCommon))}`)}`;

  return {
    keyOf,
    count(miss, conversationId) {
      const { lang, question, text } = miss;
      const key = keyOf(miss);
      const there = waiting.get(key);
      if (there) {
        there.marks.push(markOf(conversationId));
        return there.written;
      }
      const written = turn.run(key, async () => {
        const fresh = waiting.get(key)?.marks ?? [];
        waiting.delete(key);
        await revise<Kept>(store, key, (before) => ({
          lang,
          question,
          text: withoutTraces(text, isCommon),
          times: (before?.times ?? 0) + fresh.length,
          last: today(),
          marks: [...new Set([...(before?.marks ?? []), ...fresh])].slice(0, EVERYBODYS),
        }));
      });
      waiting.set(key, { marks: [markOf(conversationId)], written });
      return written;
    },
    async takeBack({ id, misses = [] }) {
      for (const { key } of misses)
        await turn.run(key, async () => {
          const left = await revise<Kept>(store, key, (before) =>
            before?.marks && before.marks.length < EVERYBODYS
              ? { ...before, marks: before.marks.filter((one) => one !== markOf(id)) }
              : undefined,
          );
          if (left?.marks?.length === 0) await store.delete(key);
        });
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
