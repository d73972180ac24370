import type { Lang } from '../../locales/index.ts';
import type { Base } from '../base.ts';
import { amountsIn } from './amounts.ts';
import { answerIn } from './answers.ts';
import { notTheirOwn } from './claims.ts';
import { fieldsByTask, type Indexed, indexed } from './concept-index.ts';
import { normalise, type Word, wordsOf } from './normalise.ts';
import { type Find, longest } from './overlaps.ts';
import { isCapitals, isEmpty, type Saying } from './sayings.ts';
import { isServedBy } from './served.ts';
import type { Concept, ConceptType } from './understanding.ts';
import type { Alike, Likeness } from './vocabulary.ts';

/** Finds concepts of the knowledge base, and plain values, in a text; `lang` is its language, where it is known. */
export type FindConcepts = (text: string, lang?: Lang) => readonly Concept[];

/** Alike enough to be offered at all. */
const LEAST = 0.45;
/** What is denied, or told of somebody else, is kept below what is offered. */
const NOT_OFFERED = 0.3;
const NOTHING: Alike = new Map();
/** A message is read to here. */
const MOST_WORDS = 150;
/** After so many letters in long words, more than people write, the rest are looked for as they stand or inflected only. */
const LONG = 8;
const MOST_IN_LONG = 500;
/** The words of a saying stand no farther from each other, empty words not counted. */
const NEAR = 3;
/** What may have another form than the one that is written down. */
const DERIVED: ReadonlySet<ConceptType> = new Set(['occupation', 'competence']);
/** What is claimed of oneself, so that a denial takes it back. */
const CLAIMED: ReadonlySet<ConceptType> = new Set([
  'occupation',
  'competence',
  'field',
  'card',
  'municipality',
  'country',
  'education-level',
]);

/** Finds concepts in a text of any of the five languages. Pure; the index is built once. */
export function conceptFinder(base: Base): FindConcepts {
  const { near, byFirst } = indexed(base);
  const fieldsOf = fieldsByTask(base);

  return (text, lang) => {
    const words = wordsOf(text).slice(0, MOST_WORDS);
    let letters = 0;
    const alike = words.map((word) => {
      if (word.text.length >= LONG) letters += word.text.length;
      return alikeTo(word, text, lang, letters > MOST_IN_LONG);
    });
    const full = words.flatMap(({ text: word }, at) => (isEmpty(word, lang) ? [] : [at]));
    const place = new Map(full.map((at, order) => [at, order]));
    const found: Find[] = [];
    words.forEach((_, at) => {
      for (const [term, like] of alike[at] ?? [])
        for (const saying of byFirst.get(term) ?? []) {
          const match = follow(saying, at, like);
          if (match) found.push(match);
        }
    });
    const others = notTheirOwn(text, words);
    const settled = longest(found.filter((one) => fits(one, words))).map((one) => {
      const at = words.findIndex(({ to }) => to > one.span[0]);
      const denied = others[at] && CLAIMED.has(one.type) && one.id !== 'none';
      const served = one.type === 'occupation' && isServedBy(one.id, one.span, words);
      return denied || served ? { ...one, score: NOT_OFFERED } : one;
    });
    const amounts = amountsIn(text, words).flatMap(({ type, value, from, to, score }) => {
      const [first, last] = [words[from], words[to]];
      return first && last ? [concept({ id: String(value), type }, text, first, last, score)] : [];
    });
    const heard = inContext(settled, words);
    const answer = answerIn(text, words, heard.length > 0);
    return inOrder([...withFields(heard), ...amounts, ...(answer ? [answer] : [])]);

    /** The other words of a saying stand near its first, in any order. */
    function follow(saying: Indexed, at: number, first: Likeness): Find | undefined {
      const [, ...rest] = saying.terms;
      if (rest.length === 0) return alone(saying, first) ? find(saying, at, at, first.score) : undefined;
      // "Truckkort och heta arbeten" are two cards: in several words each is one of its own.
      const parts = saying.type === 'competence';
      if (first.how === 'part' && !parts) return undefined;
      const taken = [at];
      let sum = first.score;
      let away = 0;
      for (const term of rest) {
        const [next, score] = nearest(term, taken, parts);
        if (next === undefined) return undefined;
        away += next === (taken.at(-1) ?? at) + 1 ? 0 : 1;
        taken.push(next);
        sum += score;
      }
      const mean = sum / saying.terms.length;
      if (mean < 0.7) return undefined;
      return find(saying, Math.min(...taken), Math.max(...taken), mean - 0.02 * away);
    }

    function nearest(
      term: number,
      taken: readonly number[],
      parts: boolean,
    ): readonly [number | undefined, number] {
      const last = place.get(taken.at(-1) ?? 0) ?? full.findIndex((at) => at >= (taken.at(-1) ?? 0));
      for (const step of [1, 2, -1, 3, -2, -3]) {
        if (Math.abs(step) > NEAR) continue;
        const next = full[last + step];
        if (next === undefined || taken.includes(next)) continue;
        const like = alike[next]?.get(term);
        if (like && (parts || like.how !== 'part')) return [next, like.score];
      }
      return [undefined, 0];
    }

    function find(saying: Indexed, from: number, to: number, score: number): Find | undefined {
      const [first, last] = [words[from], words[to]];
      if (!first || !last || score < LEAST) return undefined;
      return {
        ...concept(saying, text, first, last, score),
        words: saying.terms.length,
        ...(saying.capitals && { capitals: true }),
      };
    }
  };

  /** What a word may be; a word with a hyphen is looked for as a whole and in its parts ("B1-nivå"). */
  function alikeTo(
    { text: word, from, to }: Word,
    text: string,
    lang: Lang | undefined,
    briefly: boolean,
  ): Alike {
    const source = text.slice(from, to);
    if (isEmpty(word, lang) && !isCapitals(source)) return NOTHING;
    const whole = near(word, lang, briefly);
    if (!source.includes('-')) return whole;
    const parts = source.split('-').map((part) => near(normalise(part), lang, briefly));
    return new Map([...parts.flatMap((part) => [...part]), ...whole]);
  }

  /** A field is worth naming beside an occupation or a task only where it is another word for it. */
  function withFields(found: readonly Concept[]): readonly Concept[] {
    const sure = found.filter(({ type, score }) => DERIVED.has(type) && score >= 0.7);
    if (sure.length === 0) return found;
    const theirs = new Set(sure.flatMap(({ id }) => fieldsOf.get(id) ?? []));
    return found.map((one) =>
      one.type === 'field' && !theirs.has(one.id) ? { ...one, score: Math.min(one.score, 0.4) } : one,
    );
  }
}

function concept(
  { id, type }: Pick<Saying, 'id' | 'type'>,
  text: string,
  from: Word,
  to: Word,
  score: number,
): Concept {
  return {
    id,
    type,
    span: [from.from, to.to],
    score: Math.round(Math.min(1, score) * 100) / 100,
    word: text.slice(from.from, to.to),
  };
}

/** Whether a word may stand for a saying by itself: relatives only of occupations and tasks, parts of compounds not of tasks. */
function alone({ type }: Saying, { score, how }: Likeness): boolean {
  if (how === 'part') return type !== 'competence' && score >= 0.8;
  return score >= (DERIVED.has(type) ? 0.7 : 0.8) || (how === 'slip' && score >= 0.6);
}

/** Letters such as "IT" are only meant where they stand in capitals, or nearly alone. */
function fits(one: Find & { readonly capitals?: boolean }, words: readonly Word[]): boolean {
  return !one.capitals || words.length <= 2 || isCapitals(one.word.split('-')[0] ?? '');
}

/** How well somebody speaks is only told where a language is named, or nothing else is said. */
function inContext(found: readonly Concept[], words: readonly Word[]): readonly Concept[] {
  const tongues = found.filter(({ type }) => type === 'language');
  const kept = found.filter(
    ({ type, word }) =>
      type !== 'language-level' ||
      tongues.length > 0 ||
      /\d/.test(word) ||
      wordsOf(word).length >= Math.min(words.length, 3) ||
      words.length <= 2,
  );
  return kept;
}

const inOrder = (found: readonly Concept[]): readonly Concept[] =>
  [...found].sort((a, b) => a.span[0] - b.span[0] || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0));
