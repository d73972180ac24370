import { LANGUAGES } from '../schema/common.ts';
import type { Asked, Outcome } from './command.ts';
import { isObject, type Json, type Written, writtenEntries } from './written.ts';

type Language = (typeof LANGUAGES)[number];
interface Found {
  readonly language: Language;
  readonly where: string;
  readonly problem: string;
  readonly fault: boolean;
}

/** A sentence, in which no two languages are the same by chance; names may be. */
const isSentence = (text: string) => text.trim().split(/\s+/).length >= 4;
const ARABIC = /[\u0600-\u06FF]/;

/** `coverage`: texts and words that a language lacks, or that were left in Finnish; a text that exists in Finnish only is a fault. */
export function coverage({ base }: Asked): Outcome {
  const entries = writtenEntries(base);
  const texts = entries.flatMap((written) =>
    [...translationsIn(written.entry)].map((found) => ({ ...found, written })),
  );
  const found = texts.flatMap(({ path, value, written }) => gapsIn(value, whereOf(written, path)));
  const faults = found.filter(({ fault }) => fault);
  const table = LANGUAGES.map((language) => {
    const count = texts.filter(({ value }) => isGiven(value[language])).length;
    const of = (fault: boolean) =>
      found.filter((one) => one.language === language && one.fault === fault).length;
    return `${language}: ${count} of ${texts.length} texts, ${of(true)} faults, ${of(false)} to look at`;
  });
  const list = (some: readonly Found[]) => some.map(({ where, problem }) => `  ${where}: ${problem}`);
  const doubts = found.filter(({ fault }) => !fault);
  return {
    lines: [
      ...table,
      ...(faults.length > 0 ? ['', `${faults.length} faults:`, ...list(faults)] : []),
      ...(doubts.length > 0 ? ['', `${doubts.length} to look at:`, ...list(doubts)] : []),
    ],
    exitCode: faults.length > 0 ? 1 : 0,
  };
}

const whereOf = ({ file, id }: Written, path: string) => `${file}, entry "${id}", field ${path}`;
const isGiven = (value: Json | undefined) =>
  typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) && value.length > 0;

/** Objects that are one thing in several languages: known by their Finnish. */
function* translationsIn(
  value: Json,
  path = '',
): Generator<{ readonly path: string; readonly value: { readonly [key: string]: Json } }> {
  if (Array.isArray(value))
    for (const [at, one] of value.entries()) yield* translationsIn(one, `${path}.${at}`);
  else if (isObject(value)) {
    if (LANGUAGES.some((language) => language in value)) yield { path: path.slice(1), value };
    else for (const [key, one] of Object.entries(value)) yield* translationsIn(one, `${path}.${key}`);
  }
}

function gapsIn(value: { readonly [key: string]: Json }, where: string): readonly Found[] {
  const given = LANGUAGES.filter((language) => isGiven(value[language]));
  if (given.length === 0) return [];
  const onlyFinnish = given.length === 1 && given[0] === 'fi';
  return LANGUAGES.flatMap((language): readonly Found[] => {
    const text = value[language];
    const at = { language, where: `${where}.${language}` };
    if (!isGiven(text)) {
      const words = Array.isArray(value.fi);
      const problem = words
        ? 'has no words'
        : onlyFinnish
          ? 'is missing: the text exists in Finnish only'
          : 'is missing';
      return [{ ...at, problem, fault: !words }];
    }
    if (typeof text !== 'string') return [];
    if (language !== 'fi' && text === value.fi)
      return [{ ...at, problem: `is the same as the Finnish: "${text}"`, fault: isSentence(text) }];
    if (language === 'ar' && !ARABIC.test(text))
      return [{ ...at, problem: `has no Arabic letters: "${text}"`, fault: isSentence(text) }];
    return [];
  });
}
