import { readFileSync } from 'node:fs';
import type { Base } from '../../knowledge/base.ts';
import type { Concept } from '../../knowledge/understanding/understanding.ts';
import { LANGS, type Lang } from '../../locales/index.ts';

/** A sentence as people type it, and what is in it. */
export interface Sentence {
  readonly text: string;
  /** What must be found, as `type:id`; `|` where either will do. None: nothing may be found. */
  readonly finds: readonly string[];
  /** What may be found as well, being true of the sentence. */
  readonly may?: readonly string[];
}

/** How well concepts are found in sentences; the misses readable, one a line. */
export interface Found {
  readonly precision: number;
  readonly recall: number;
  readonly misses: readonly string[];
}

/** From here on, a find is at least offered as "did you mean". */
const OFFERED = 0.45;

const setsIn = (folder: string): ReadonlyMap<Lang, readonly Sentence[]> =>
  new Map(
    LANGS.map((lang) => [
      lang,
      readFileSync(new URL(`../knowledge/${folder}/${lang}.jsonl`, import.meta.url), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Sentence),
    ]),
  );

/** The sentences of each language, written by hand and kept out of all training; words were added while looking at them. */
export const conceptSets = setsIn('concepts');

/** Sentences that nobody looked at when words were added. */
export const unseenConceptSets = setsIn('concepts-anew');

/**
 * Precision and recall over all finds of the sentences. Right is what a sentence names, and the field and the tasks of an
 * occupation that it names; a number inside a length of time is part of it.
 */
export function measureConcepts(
  sentences: readonly Sentence[],
  find: (text: string) => readonly Concept[],
  base: Base,
): Found {
  const misses: string[] = [];
  let wanted = 0;
  let met = 0;
  let offered = 0;
  let right = 0;
  for (const { text, finds, may = [] } of sentences) {
    const all = find(text).filter(({ score }) => score >= OFFERED);
    const spans = all.filter(({ type }) => type === 'duration').map(({ span }) => span);
    const found = all.filter(
      ({ type, span }) => type !== 'number' || !spans.some(([from, to]) => from <= span[0] && span[1] <= to),
    );
    const named = finds.flatMap((one) => one.split('|'));
    const theirs = [...named, ...may].flatMap((one) => {
      const [type, id = ''] = one.split(':');
      return type === 'occupation' ? goesWith(id, base) : [];
    });
    const good = new Set([...named, ...may, ...theirs]);
    const names = new Set(found.map(({ type, id }) => `${type}:${id}`));
    const missing = finds.filter((one) => !one.split('|').some((way) => names.has(way)));
    const wrong = found.filter(({ type, id }) => !good.has(`${type}:${id}`));
    wanted += finds.length;
    met += finds.length - missing.length;
    offered += found.length;
    right += found.length - wrong.length;
    if (missing.length + wrong.length > 0)
      misses.push(
        [
          text,
          ...missing.map((one) => `not found: ${one}`),
          ...wrong.map(({ type, id, score, word }) => `wrong: ${type}:${id} ${score} "${word}"`),
        ].join('\n      '),
      );
  }
  return { precision: offered === 0 ? 1 : right / offered, recall: wanted === 0 ? 1 : met / wanted, misses };
}

function goesWith(id: string, { occupations }: Base): readonly string[] {
  const job = occupations.get(id);
  return job
    ? [`field:${job.field}`, ...job.competences.map(({ competence }) => `competence:${competence}`)]
    : [];
}
