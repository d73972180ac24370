import { LANGS, type Lang } from '../../locales/index.ts';
import type { Base } from '../base.ts';
import { normalise, wordsOf } from './normalise.ts';
import type { ConceptType } from './understanding.ts';
import { VALUES } from './values.ts';
import type { Form } from './vocabulary.ts';

/** One way to say a concept. */
export interface Saying {
  readonly id: string;
  readonly type: ConceptType;
  /** `any` for names that are the same in all languages. */
  readonly lang: Lang | 'any';
  /** Its words that carry meaning, normalised. */
  readonly words: readonly string[];
  /** Letters such as "IT" or "EA", which must stand in capitals among other words. */
  readonly capitals: boolean;
  /** `name`: only the endings of a name; `exact`: as written. */
  readonly form: Form;
}

function formOf(type: ConceptType, id: string, words: readonly string[]): Form {
  const alone = words.length === 1 && (type === 'language-level' || id === 'finland');
  return alone ? 'exact' : (FORMS[type] ?? 'any');
}

const FORMS: Readonly<Partial<Record<ConceptType, Form>>> = {
  language: 'exact',
  country: 'name',
  municipality: 'name',
  institution: 'name',
};
/** Letters that stand for words: "IT", "EA", "ADR". */
export const isCapitals = (text: string): boolean => /^\p{Lu}{1,3}$/u.test(text);
/** Longer descriptions are not what people say. */
const MOST_WORDS = 6;
const list = (text: string): ReadonlySet<string> => new Set(normalise(text).split(/\s+/));
/** Words without which a saying means the same: "tein nettisivuja", "I made websites", "websaydyo ayaan sameeyay". */
const EMPTY: Readonly<Record<Lang, ReadonlySet<string>>> = {
  fi: list(
    `ja tai olen olin ollut oon ollu on ole oli oltiin minä mulla minulla minun mun me se ne hän sen siitä sitä siellä täällä tein teen tehdä tehnyt tehny tehtiin
     työtä työssä työskentelin työskennellyt toimin toiminut toimia jossa kun kuin että niin myös vain vaan nyt kerran koko sekä`,
  ),
  sv: list(
    `och eller jag har hade hår var är på i ett av till med för åt om att det de den som från mot under över sen sedan man vi ni min mitt mina där här så
     stad staden stader jobbade jobbat jobbar arbetade arbetat gjorde gjort göra ta tog tagit tar`,
  ),
  en: list(
    `a an the of in on at to for with and or i my was were am is are have had did do done made make making worked work as who that this it its he she we you they me so from into take took taken`,
  ),
  ar: list(
    `في من على مع إلى الى عن أو كنت أعمل عملت اشتغلت بشتغل اشتغل عمل شغل شغلي خبرة عندي معي لي انا كان كانت هذا هذه طلبي`,
  ),
  so: list(
    `ayaan baan ayan iyo ama waxaan waan ka ku u oo ah ee ayaa jiray jirey ahaa ahay ahayn karaa kara shaqeyn shaqayn shaqeeyay shaqeeyey samayn sameyn sameeyay samee
     soo la waxa ayay baa waxay wuxuu isku`,
  ),
};
const EMPTY_IN_ANY: ReadonlySet<string> = new Set(Object.values(EMPTY).flatMap((words) => [...words]));
/** Whether a word says nothing by itself in a language; where that is not known, in any. */
export const isEmpty = (word: string, lang: Lang | 'any' | undefined): boolean =>
  (lang === undefined || lang === 'any' ? EMPTY_IN_ANY : EMPTY[lang]).has(word);
/** What is done, such as "shaqo", and what ties one thing to another: without it the rest may mean something else. */
const BINDING = list(
  'isku شغل عمل اشتغلت عملت شغلي kanssa med for at om with to at from as by in on la u ka ku مع على عن الي من',
);
const DOING: ReadonlySet<ConceptType> = new Set(['occupation', 'competence']);

/** Everything that is looked for: names and everyday words of the base, plain values, and the countries of the world. */
export function sayingsOf(base: Base): readonly Saying[] {
  const all: Saying[] = [];
  const seen = new Set<string>();
  const add = (type: ConceptType, id: string, lang: Lang | 'any', text: string) => {
    const plain = text.replace(/\(.*?\)/g, ' ');
    for (const part of plain.split(/\s[/]\s/)) {
      const every = wordsOf(part).map((word) => word.text);
      const capitals = isCapitals(part.trim()) || /^\p{L}{2}$/u.test(part.trim());
      const full = every.filter((word) => capitals || !isEmpty(word, lang));
      // "Made websites" is websites; "in touch with companies" is more than companies.
      const bare = full.length === 1 && DOING.has(type) && every.some((word) => BINDING.has(word));
      const words = bare ? [] : full;
      const key = `${type} ${id} ${lang} ${words.join(' ')}`;
      if (words.length === 0 || words.length > MOST_WORDS || words.join('').length < 2 || seen.has(key))
        continue;
      seen.add(key);
      all.push({
        type,
        id,
        lang,
        words,
        capitals,
        form: formOf(type, id, words),
      });
    }
  };
  type Named = Iterable<{ id: string; name: Record<Lang, string>; words: Record<Lang, readonly string[]> }>;
  const named = (type: ConceptType, entries: Named, sameInAll: boolean) => {
    for (const { id, name, words } of entries)
      for (const lang of LANGS)
        for (const text of [name[lang], ...words[lang]]) {
          const foreign = /\p{Script=Arabic}/u.test(text) !== (lang === 'ar');
          add(type, id, (sameInAll && lang !== 'ar') || foreign ? 'any' : lang, text);
        }
  };
  named('occupation', base.occupations.values(), false);
  named('competence', base.competences.values(), false);
  named('field', base.fields.values(), false);
  named('card', base.cards.values(), false);
  named('institution', base.institutions.values(), true);
  named(
    'municipality',
    base.region.municipalities.filter(({ id }) => id !== 'other'),
    true,
  );
  for (const [type, rows] of VALUES)
    for (const [id, texts] of Object.entries(rows))
      for (const text of texts) {
        // "fi:somalia" is a language in Finnish only; elsewhere it is the country.
        const own = LANGS.find((lang) => text.startsWith(`${lang}:`));
        const lang = own ?? (/\p{Script=Arabic}/u.test(text) ? 'ar' : 'any');
        add(type, id, lang, own ? text.slice(3) : text);
      }
  for (const [id, lang, name] of countries()) add('country', id, lang, name);
  return all;
}

/** The countries of the world as the five languages call them (Unicode CLDR); `finland` by its name, the others by their code. */
function countries(): readonly (readonly [string, Lang, string])[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return LANGS.flatMap((lang) => {
    const names = new Intl.DisplayNames([lang], { type: 'region', fallback: 'none' });
    return letters
      .flatMap((a) => letters.map((b) => a + b))
      .filter((code) => !['EU', 'UN', 'ZZ', 'XA', 'XB', 'QO', 'EZ', 'FI'].includes(code))
      .flatMap((code) => {
        const name = names.of(code);
        return name === undefined ? [] : [[code.toLowerCase(), lang, name] as const];
      });
  });
}
