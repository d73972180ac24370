import { isDeepStrictEqual } from 'node:util';
import type { Base } from '../base.ts';
import type { Advice, FactPath } from './advice.ts';
import type { Found } from './adviser.ts';
import { ALL, changeOf } from './change.ts';
import { ASKABLE, answersTo, likelihood, TOGETHER, usualTogether } from './known.ts';
import { told } from './outline.ts';

/** The facts of which some answer changes the pathways, the most changing first: exactly those, since a fact that nobody missed changes nothing. */
export function toAsk(found: Found, base: Base): Advice['ask'] {
  // Seen before answers are tried.
  const missed = ASKABLE.filter(found.inquiry.missed);
  const open = TOGETHER.filter(found.inquiry.missed);
  const together = open.length > 1 ? weightOfAll(open, found, base) : 0;
  return missed
    .map((fact) => {
      const alone = weightOf(fact, found, base);
      return { fact, matters: alone > 0 && open.includes(fact) ? Math.max(alone, together) : alone };
    })
    .filter(({ matters }) => matters > 0)
    .sort((a, b) => b.matters - a.matters);
}

/** How much the usual answers to several questions are expected to change together, where none of them does alone. */
function weightOfAll(
  facts: readonly FactPath[],
  { outlines, known, inquiry, again }: Found,
  base: Base,
): number {
  const answers = usualTogether(known, base);
  let change = 0;
  for (const { result, alike } of inquiry.trying(facts, answers, again))
    change += (changeOf(outlines, result) * alike.length) / answers.length;
  return Math.round(change / 2);
}

/** How much an answer is expected to change; a wish decides where all leads. 1 where only words change, 0 where nothing does. */
function weightOf(fact: FactPath, { pathways, outlines, known, inquiry, again }: Found, base: Base): number {
  const answers = answersTo(fact, known, base);
  const likely = likelihood(fact, answers, base);
  let change = 0;
  for (const { result, alike } of inquiry.trying([fact], answers, again)) {
    const changed = changeOf(outlines, result);
    if (fact === 'wish' && changed > 0) return ALL;
    for (const at of alike) change += changed * (likely[at] ?? 0);
  }
  if (change > 0) return Math.max(1, Math.round(change));
  const tell = () => again().map((outline) => told(outline, inquiry.facts));
  for (const { result } of inquiry.trying([fact], answers, tell))
    if (!isDeepStrictEqual(result, pathways)) return fact === 'wish' ? ALL : 1;
  return 0;
}
