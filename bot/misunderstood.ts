import { createHash } from 'node:crypto';
import { plainly } from '../dialogs/picking.ts';
import { StaleWrite } from './errors.ts';
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

const ATTEMPTS = 5;

/** Counts misses in a store, the same words in the same place together. `today`: the local day. */
export function missCounter(store: Store, today: () => string): (miss: Miss) => Promise<void> {
  return async ({ lang, question, text }) => {
    const shown = withoutTraces(text);
    const name = createHash('sha256')
      .update(`${question} ${plainly(shown)}`)
      .digest('hex')
      .slice(0, 16);
    const key = `missed/${lang}/${name}`;
    for (let attempt = 1; ; attempt++) {
      const kept = await store.read(key);
      const times = kept ? missOf(kept.value).times : 0;
      const counted: CountedMiss = { lang, question, text: shown, times: times + 1, last: today() };
      try {
        await store.write(key, { ...counted }, kept?.version ?? 0);
        return;
      } catch (error) {
        if (!(error instanceof StaleWrite) || attempt === ATTEMPTS) throw error;
      }
    }
  };
}

// Only `missCounter` writes under this prefix.
const missOf = (value: Json) => value as unknown as CountedMiss;

/** Everything that was counted, most frequent first. */
export async function missesIn(store: Store): Promise<readonly CountedMiss[]> {
  const kept = await Promise.all((await store.list('missed/')).map((key) => store.read(key)));
  return kept
    .flatMap((one) => (one ? [missOf(one.value)] : []))
    .sort((a, b) => b.times - a.times || a.lang.localeCompare(b.lang) || a.text.localeCompare(b.text));
}
