import type { Concept, ConceptType } from './understanding.ts';

/** A concept with how it was found. */
export interface Find extends Concept {
  /** Of how many words the saying is. */
  readonly words: number;
}

/** What keeps its meaning inside a longer saying. */
const NAMES: ReadonlySet<ConceptType> = new Set(['language', 'country', 'municipality', 'institution']);
/** Of the finds of one type that overlap, the one of most words, then the surest; each concept once; a guess gives way to what is sure. */
export function longest(found: readonly Find[]): readonly Concept[] {
  const better = [...found].sort(
    (a, b) =>
      b.words - a.words ||
      b.score - a.score ||
      b.span[1] - b.span[0] - (a.span[1] - a.span[0]) ||
      (a.id < b.id ? -1 : 1),
  );
  const kept: Find[] = [];
  const named = new Set<string>();
  const told: Find[] = [];
  for (const one of better) {
    if (kept.some((other) => givesWay(one, other))) continue;
    kept.push(one);
    if (named.has(`${one.type} ${one.id}`)) continue;
    named.add(`${one.type} ${one.id}`);
    told.push(one);
  }
  return told.map(({ id, type, span, score, word }) => ({ id, type, span, score, word }));
}

/** Whether a find is no more than a part of a better one, or another reading of the same words. */
function givesWay(one: Find, other: Find): boolean {
  if (other.span[0] >= one.span[1] || one.span[0] >= other.span[1]) return false;
  if (one.type === other.type) return true;
  const inside = other.span[0] <= one.span[0] && one.span[1] <= other.span[1];
  // The occupation stays beside its task: "drove a taxi".
  const stays = NAMES.has(one.type) || (one.type === 'occupation' && other.type === 'competence');
  if (other.words > one.words && inside && !stays) return true;
  return one.score < 0.83 && (other.score > one.score || other.words > one.words);
}
