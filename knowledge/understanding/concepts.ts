import type { Base } from '../base.ts';
import { normalise, soundOf, type Word, withoutPrefix, wordsOf } from './normalise.ts';
import type { Concept, ConceptType } from './understanding.ts';
import { ANSWERS, NUMBERS, UNITS, VALUES } from './values.ts';

/** One way to say a concept. */
interface Saying {
  readonly id: string;
  readonly type: ConceptType;
  readonly words: readonly string[];
}

/** Alike enough to be offered at all. */
const LEAST = 0.45;
/** A message is read to here. */
const MOST_WORDS = 150;

/** Finds concepts of the knowledge base, and plain values, in a text of any of the five languages. Pure; the index is built once. */
export function conceptFinder(base: Base): (text: string) => readonly Concept[] {
  const sayings = sayingsOf(base);
  const byFirst = new Map<string, Saying[]>();
  for (const saying of sayings) {
    const first = saying.words[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), saying]);
  }
  const vocabulary = new Set(sayings.flatMap(({ words }) => words));
  const near = neighbours(vocabulary);
  const exact = new Map<string, Saying[]>();
  for (const saying of sayings) {
    const key = saying.words.join(' ');
    exact.set(key, [...(exact.get(key) ?? []), saying]);
  }

  return (text) => {
    const words = wordsOf(text).slice(0, MOST_WORDS);
    const alike = words.map(({ text: word }) => near(word));
    const found: Concept[] = [];
    words.forEach((word, at) => {
      for (const [first, score] of alike[at] ?? []) {
        for (const saying of byFirst.get(first) ?? []) {
          const match = follow(saying, at, score);
          if (match) found.push(concept(saying, text, word, words[match.last] ?? word, match.score));
        }
      }
    });
    return longest([...found, ...valuesIn(text, words)]);

    /** The other words of a saying come after the first, in order, with at most one word between two. */
    function follow(
      { words: rest }: Saying,
      at: number,
      first: number,
    ): { last: number; score: number } | undefined {
      let last = at;
      let sum = first;
      for (const wanted of rest.slice(1)) {
        const next = [1, 2]
          .map((step) => [last + step, alike[last + step]?.get(wanted) ?? 0] as const)
          .find(([, score]) => score > 0);
        if (!next) return undefined;
        last = next[0];
        sum += next[1];
      }
      const score = sum / rest.length;
      return score >= LEAST ? { last, score } : undefined;
    }
  };
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

function sayingsOf(base: Base): readonly Saying[] {
  const all: Saying[] = [];
  const add = (type: ConceptType, id: string, texts: readonly string[]) => {
    const seen = new Set<string>();
    for (const text of texts) {
      const words = wordsOf(text.replace(/\(.*?\)/g, ' ')).map((word) => word.text);
      const key = words.join(' ');
      if (words.length === 0 || words.length > 5 || key.length < 2 || seen.has(key)) continue;
      seen.add(key);
      all.push({ type, id, words });
    }
  };
  const named = (
    type: ConceptType,
    entries: Iterable<{ id: string; name: Record<string, string>; words: Record<string, readonly string[]> }>,
  ) => {
    for (const { id, name, words } of entries)
      add(type, id, [...Object.values(name), ...Object.values(words).flat()]);
  };
  named('occupation', base.occupations.values());
  named('competence', base.competences.values());
  named('field', base.fields.values());
  named('card', base.cards.values());
  named('institution', base.institutions.values());
  named(
    'municipality',
    base.region.municipalities.filter(({ id }) => id !== 'other'),
  );
  for (const [type, rows] of VALUES) for (const [id, texts] of Object.entries(rows)) add(type, id, texts);
  for (const [id, names] of countries()) add('country', id, names);
  return all;
}

/** The countries of the world as the five languages call them (Unicode CLDR); `finland` by its name, the others by their code. */
function countries(): readonly (readonly [string, readonly string[]])[] {
  const names = ['fi', 'sv', 'en', 'ar', 'so'].map(
    (lang) => new Intl.DisplayNames([lang], { type: 'region', fallback: 'none' }),
  );
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((a) => letters.map((b) => a + b))
    .filter((code) => !['EU', 'UN', 'ZZ', 'XA', 'XB', 'QO', 'EZ'].includes(code))
    .map(
      (code) =>
        [
          code === 'FI' ? 'finland' : code.toLowerCase(),
          [...new Set(names.map((name) => name.of(code)).filter((name) => name !== undefined))],
        ] as const,
    )
    .filter(([, found]) => found.length > 0);
}

type Alike = ReadonlyMap<string, number>;

/** Words of the vocabulary that a word may be: the same, inflected, compounded or misspelt; each with how alike they are, 0 to 1. */
function neighbours(vocabulary: ReadonlySet<string>): (word: string) => Alike {
  const buckets = new Map<string, string[]>();
  const into = (key: string, word: string) => {
    const bucket = buckets.get(key);
    if (bucket) bucket.push(word);
    else buckets.set(key, [word]);
  };
  const keysOf = (word: string) =>
    new Set([word.slice(0, 3), `+${word.slice(1, 4)}`, `~${soundOf(word).slice(0, 3)}`]);
  for (const word of vocabulary) for (const key of keysOf(word)) into(key, word);
  const kept = new Map<string, Alike>();

  return (word) => {
    const known = kept.get(word);
    if (known) return known;
    const alike = new Map<string, number>();
    const forms = [...new Set([word, withoutPrefix(word)])].filter((form) => form.length > 1).slice(0, 2);
    for (const form of forms) {
      if (vocabulary.has(form)) alike.set(form, 1);
      if (form.length < 3 || form.length > 40) continue;
      for (const key of keysOf(form)) {
        for (const other of buckets.get(key) ?? []) {
          const score = likeness(form, other);
          if (score >= LEAST && score > (alike.get(other) ?? 0)) alike.set(other, score);
        }
      }
      // A compound ends with what it is a kind of: "laitossiivooja".
      for (let at = 3; at + 5 <= form.length; at++) {
        const tail = form.slice(at);
        if (vocabulary.has(tail) && !alike.has(tail)) alike.set(tail, 0.8);
      }
    }
    if (kept.size > 20_000) kept.clear();
    kept.set(word, alike);
    return alike;
  };
}

/** How alike two words are, from endings and from slips of the finger. */
function likeness(said: string, word: string): number {
  if (said === word) return 1;
  if (word.length < 4 || said.length < 3) return 0;
  if (soundOf(said) === soundOf(word)) return 0.92;
  let shared = 0;
  while (shared < said.length && shared < word.length && said[shared] === word[shared]) shared += 1;
  const rest = word.length - shared;
  const more = said.length - shared;
  // An ending put on, or the last letters of the stem changed: "kokki" – "kokkina", "siivooja" – "siivoojia".
  if (rest === 0 && more <= 5 && shared >= 4) return more <= 3 ? 0.93 : 0.85;
  if (rest <= 2 && more <= 5 && shared >= 4 && shared >= word.length * 0.66) return 0.86 - 0.04 * rest;
  const longer = Math.max(said.length, word.length);
  if (Math.abs(said.length - word.length) > 2 || longer < 5) return 0;
  const slips = distance(said, word, longer >= 8 ? 2 : 1);
  if (slips > (longer >= 8 ? 2 : 1)) return 0;
  return slips === 1 ? 0.84 : 0.72;
}

/** Damerau's distance (optimal string alignment), given up beyond `most`. */
function distance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}

const ANSWER_WAYS = Object.entries(ANSWERS).flatMap(([id, ways]) =>
  ways.map((way) => [id, wordsOf(way).map((word) => word.text)] as const),
);
const NUMBER_WAYS = new Map(
  Object.entries(NUMBERS).flatMap(([value, ways]) =>
    ways.map((way) => [normalise(way), Number(value)] as const),
  ),
);
const UNIT_WAYS = new Map(
  Object.entries(UNITS).flatMap(([months, ways]) =>
    ways.map((way) => [normalise(way), Number(months)] as const),
  ),
);

/** Answers, numbers and lengths of time. */
function valuesIn(text: string, words: readonly Word[]): readonly Concept[] {
  const found: Concept[] = [];
  const texts = words.map((word) => word.text);
  const answer = ANSWER_WAYS.filter(
    ([, way]) => way.length > 0 && way.every((word, i) => texts[i] === word),
  ).sort(([, a], [, b]) => b.length - a.length)[0];
  const first = words[0];
  if (answer && first) {
    const last = words[answer[1].length - 1] ?? first;
    found.push(
      concept(
        { id: answer[0], type: 'answer' },
        text,
        first,
        last,
        words.length === answer[1].length ? 1 : 0.85,
      ),
    );
  }
  words.forEach((word, at) => {
    const value = numberOf(word.text);
    const unitHere = UNIT_WAYS.get(word.text);
    if (value !== undefined) {
      found.push(
        concept({ id: String(value), type: 'number' }, text, word, word, /\d/.test(word.text) ? 1 : 0.85),
      );
      const next = words[at + 1];
      const months = next && UNIT_WAYS.get(next.text);
      if (next && months !== undefined)
        found.push(
          concept({ id: String(Math.round(value * months)), type: 'duration' }, text, word, next, 0.95),
        );
    } else if (unitHere !== undefined && (unitHere === 24 || unitHere === 2)) {
      found.push(concept({ id: String(unitHere), type: 'duration' }, text, word, word, 0.95));
    } else if (unitHere !== undefined) {
      // Somali and spoken languages may say the number after the unit, or leave it out for one.
      const next = words[at + 1];
      const count = next && numberOf(next.text);
      const before = words[at - 1] && numberOf(words[at - 1]?.text ?? '');
      if (before === undefined && next && count !== undefined)
        found.push(
          concept({ id: String(Math.round(count * unitHere)), type: 'duration' }, text, word, next, 0.8),
        );
    }
  });
  return found;
}

function numberOf(word: string): number | undefined {
  const digits = word.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) =>
    String((digit.codePointAt(0) ?? 0) % 16),
  );
  if (/^\d{1,6}$/.test(digits)) return Number(digits);
  return NUMBER_WAYS.get(word);
}

/** Of the finds of one type that overlap, the longest, then the surest; each concept once. */
function longest(found: readonly Concept[]): readonly Concept[] {
  const better = [...found].sort(
    (a, b) => b.span[1] - b.span[0] - (a.span[1] - a.span[0]) || b.score - a.score || (a.id < b.id ? -1 : 1),
  );
  const kept: Concept[] = [];
  for (const one of better) {
    const clash = kept.some(
      ({ type, span, id }) =>
        type === one.type && (id === one.id || (span[0] < one.span[1] && one.span[0] < span[1])),
    );
    if (!clash) kept.push(one);
  }
  return kept.sort((a, b) => a.span[0] - b.span[0] || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0));
}
