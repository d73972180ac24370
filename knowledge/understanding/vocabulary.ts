import { LANGS, type Lang } from '../../locales/index.ts';
import { soundOf, withoutPrefix } from './normalise.ts';
import { namesIn, rootOfVerb, stemsOf } from './stems.ts';

/** A word that is looked for; `any` language for names that are the same in all. */
export interface Term {
  readonly word: string;
  readonly lang: Lang | 'any';
  readonly form: Form;
}

/** In which forms a word is looked for: `exact` as written, `name` with the endings that names take, or `any`. */
export type Form = 'exact' | 'name' | 'any';

/** How alike a word and a term are, 0 to 1, and in which way: a form of it, a part of a compound, a relative, a slip of the finger. */
export interface Likeness {
  readonly score: number;
  readonly how: 'form' | 'part' | 'kin' | 'slip';
}
/** Numbers of terms that a word may be, with how alike they are. */
export type Alike = ReadonlyMap<number, Likeness>;

const LIKE = {
  same: { score: 1, how: 'form' },
  inflected: { score: 0.93, how: 'form' },
  foreign: { score: 0.88, how: 'form' },
  foreignInflected: { score: 0.85, how: 'form' },
  compound: { score: 0.84, how: 'part' },
  foreignCompound: { score: 0.8, how: 'part' },
  // Enough beside another word: "klippa gräsmattor".
  head: { score: 0.72, how: 'part' },
  kin: { score: 0.7, how: 'kin' },
  // Too little to be offered alone, enough beside another word.
  shortKin: { score: 0.65, how: 'kin' },
  sound: { score: 0.9, how: 'slip' },
  slip: { score: 0.82, how: 'slip' },
  shortSlip: { score: 0.6, how: 'slip' },
  slips: { score: 0.62, how: 'slip' },
  nameSlip: { score: 0.8, how: 'slip' },
  nameSlipInflected: { score: 0.72, how: 'slip' },
} as const satisfies Readonly<Record<string, Likeness>>;
/** Stems as short as this are shared by too many words. */
const SHORT = 3;
const GENERIC: Readonly<Partial<Record<Lang, RegExp>>> = {
  fi: /(hommi?|homma|hommat|hommissa|toita|tyo|tyota|tyossa|alan?|alaa|alalle|alalla|duuni|duunia|puol[ie]lle|puoli|juttuja|kurssi|kurssin)$/,
  sv: /(jobb|jobbet|arbete|arbetet|branschen?|yrket?|kurs|kursen|sektorn?)$/,
};
/** "I studied" is written like "I taught", and "she knows" like "teacher". */
const NOT_DERIVED = new Set([
  'درست',
  'درس',
  'ادرس',
  'بدرس',
  'دراسه',
  'دارس',
  'علم',
  'يعلم',
  'معلومات',
  'تعلم',
  'اتعلم',
]);
type Meet = (at: number, like: Likeness) => void;
/** No word that is looked for is longer, and no last part of a compound: so that made-up words cost little. */
const MOST_LETTERS = 32;
const LONGEST_TAIL = 20;
/** Words kept at hand with what they are like. */
const KEPT = 20_000;

/** What a word may be; `briefly`: compounds and misspellings, which take longest to find, are left out. */
export type LookUp = (word: string, lang: Lang | undefined, briefly?: boolean) => Alike;

/**
 * Looks words up in a vocabulary: the same word, then another form of it, then a compound that ends or begins with it, and only where
 * none of these is known, and the word is not an ordinary one, a misspelling.
 */
export function vocabularyOf(
  terms: readonly Term[],
  isOrdinary: (word: string, lang: Lang | undefined) => boolean,
): LookUp {
  const exact = new Map<string, number[]>();
  const light = new Map<string, number[]>();
  const heavy = new Map<string, number[]>();
  const slips = new Map<string, number[]>();
  const put = (map: Map<string, number[]>, key: string, at: number) => {
    const known = map.get(key);
    if (!known) map.set(key, [at]);
    else if (known.at(-1) !== at) known.push(at);
  };
  terms.forEach(({ word, lang, form }, at) => {
    put(exact, word, at);
    if (form === 'exact') return;
    if (form === 'name') {
      if (word.length >= 6) for (const key of slipKeys(word)) put(slips, `name${key}`, at);
      return;
    }
    for (const one of lang === 'any' ? scriptLangs(word) : [lang]) {
      const stems = stemsOf(word, one);
      put(light, one + stems.light, at);
      if (stems.heavy.length >= (one === 'ar' ? 3 : 4)) put(heavy, one + stems.heavy, at);
      if (stems.light.length >= 4) for (const key of slipKeys(stems.light)) put(slips, one + key, at);
    }
  });
  const kept = new Map<string, Alike>();

  return (word, lang, briefly = false) => {
    const key = `${lang ?? ''}${briefly ? '-' : ' '}${word}`;
    const known = kept.get(key);
    if (known) return known;
    const alike = lookUp(word, lang, briefly);
    if (kept.size > KEPT) kept.clear();
    kept.set(key, alike);
    return alike;
  };

  function lookUp(word: string, lang: Lang | undefined, briefly: boolean): Alike {
    const alike = new Map<number, Likeness>();
    const meet: Meet = (at, like) => {
      if (like.score > (alike.get(at)?.score ?? 0)) alike.set(at, like);
    };
    const own = (at: number) => {
      const tongue = terms[at]?.lang;
      return lang === undefined || tongue === lang || tongue === 'any';
    };
    for (const form of formsOf(word))
      for (const at of exact.get(form) ?? [])
        if (own(at)) meet(at, LIKE.same);
        // A short word of another language is most often a word of this one.
        else if (form.length >= 5 && terms[at]?.form !== 'exact') meet(at, LIKE.foreign);
    if (word.length < 3 || word.length > MOST_LETTERS) return alike;

    const tongues = scriptLangs(word);
    for (const one of lang === undefined ? tongues : tongues.filter((other) => other === lang))
      related(word, one, true, briefly, meet);
    for (const one of tongues)
      for (const name of namesIn(word, one))
        for (const at of exact.get(name) ?? []) if (terms[at]?.form === 'name') meet(at, LIKE.inflected);
    // Words of another language come inflected, too, when they are long: "siivoojana ayaan shaqeeyay".
    if (alike.size === 0 && word.length >= 8 && lang !== undefined)
      for (const one of tongues) if (one !== lang) related(word, one, false, briefly, meet);
    // The head of a compound is little: the whole may be a misspelt word.
    const known = [...alike.values()].some(({ score }) => score > LIKE.head.score);
    if (!briefly && !known && word.length >= 5 && !isOrdinary(word, lang)) {
      for (const one of lang === undefined ? tongues : [lang]) misspelt(word, one, meet);
      misnamed(word, meet);
    }
    return alike;
  }

  function related(word: string, lang: Lang, own: boolean, briefly: boolean, meet: Meet): void {
    for (const form of formsOf(word)) {
      const stems = stemsOf(form, lang);
      const short = stems.light.length <= SHORT && lang !== 'ar';
      if (!short || word.length > SHORT)
        for (const at of light.get(lang + stems.light) ?? [])
          meet(at, short ? LIKE.shortKin : own ? LIKE.inflected : LIKE.foreignInflected);
      const kin = lang === 'ar' ? rootOfVerb(form) : stems.heavy;
      if (own && kin !== '' && (lang === 'ar' || word.length >= 5) && !NOT_DERIVED.has(form))
        for (const at of heavy.get(lang + kin) ?? []) meet(at, LIKE.kin);
    }
    if (!briefly && (lang === 'fi' || lang === 'sv')) compounds(word, lang, own, meet);
  }

  /** A compound ends with what it is a kind of ("laitossiivooja"), or begins with what the work is ("siivoushommia"). */
  function compounds(word: string, lang: Lang, own: boolean, meet: Meet): void {
    const like = own ? LIKE.compound : LIKE.foreignCompound;
    const part = (at: number) => {
      if (terms[at]?.lang === lang && terms[at]?.form === 'any') meet(at, like);
    };
    for (let from = Math.max(4, word.length - LONGEST_TAIL); from + 5 <= word.length; from++) {
      const tail = word.slice(from);
      for (const at of exact.get(tail) ?? []) part(at);
      const stem = stemsOf(tail, lang).light;
      if (stem.length >= 5)
        for (const at of light.get(lang + stem) ?? []) if ((terms[at]?.word.length ?? 0) >= 6) part(at);
    }
    for (let to = 4; to + 3 <= word.length; to++)
      for (const at of exact.get(word.slice(0, to)) ?? [])
        if (terms[at]?.lang === lang && terms[at]?.form === 'any') meet(at, LIKE.head);
    const head = word.replace(GENERIC[lang] ?? /$/, '');
    if (head === word || head.length < 4) return;
    const stems = stemsOf(head, lang);
    for (const at of exact.get(head) ?? []) part(at);
    for (const at of light.get(lang + stems.light) ?? []) part(at);
    if (stems.heavy.length > SHORT) for (const at of heavy.get(lang + stems.heavy) ?? []) part(at);
  }

  function misspelt(word: string, lang: Lang, meet: Meet): void {
    const stem = stemsOf(word, lang).light;
    if (stem.length < 5) return;
    const most = stem.length >= 10 ? 2 : 1;
    const seen = new Set<number>();
    for (const key of slipKeys(stem))
      for (const at of slips.get(lang + key) ?? []) {
        if (seen.has(at)) continue;
        seen.add(at);
        const other = stemsOf(terms[at]?.word ?? '', lang).light;
        if (Math.abs(other.length - stem.length) > most || other[0] !== stem[0]) continue;
        // One ending more is another word, not a slip: "chemist", "chemistry".
        if (other !== stem && stem.startsWith(other)) continue;
        const slipped = soundOf(stem) === soundOf(other) ? 0 : distance(stem, other, most);
        if (slipped > most) continue;
        meet(
          at,
          slipped === 0
            ? LIKE.sound
            : slipped > 1
              ? LIKE.slips
              : stem.length >= 6
                ? LIKE.slip
                : LIKE.shortSlip,
        );
      }
  }

  function misnamed(word: string, meet: Meet): void {
    if (word.length < 6) return;
    for (const form of [word, ...namesIn(word, 'fi')])
      for (const key of slipKeys(form))
        for (const at of slips.get(`name${key}`) ?? []) {
          const name = terms[at]?.word ?? '';
          if (name[0] !== form[0] || Math.abs(name.length - form.length) > 1) continue;
          if (distance(form, name, 1) <= 1) meet(at, form === word ? LIKE.nameSlip : LIKE.nameSlipInflected);
        }
  }
}

/** An Arabic word with and without the particles and the article that may be written onto it; any other as it is. */
function formsOf(word: string): readonly string[] {
  if (!/\p{Script=Arabic}/u.test(word)) return [word];
  const bare = withoutPrefix(word);
  const plain = word.replace(/^(?:و|ف)?(?:ب|ك)?ال|^(?:و|ف)?لل|^[وف][بلك]/, '');
  const verb = word.replace(/^[وف]?ب(?=[ايتن])/, '');
  return [...new Set([word, bare, ...[plain, verb].filter((form) => form.length >= 3)])];
}

const ARABIC: readonly Lang[] = ['ar'];
const LATIN: readonly Lang[] = LANGS.filter((lang) => lang !== 'ar');
const scriptLangs = (word: string) => (/\p{Script=Arabic}/u.test(word) ? ARABIC : LATIN);
const slipKeys = (stem: string) =>
  new Set([stem.slice(0, 3), `+${stem.slice(1, 4)}`, `~${soundOf(stem).slice(0, 3)}`]);

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
