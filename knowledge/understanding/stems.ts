import type { Lang } from '../../locales/index.ts';
import { soundOf } from './normalise.ts';

/**
 * What is left of a normalised word without its endings: `light` without those of inflection ("siivoojana" → "sivoj"), `heavy` also
 * without those that make an agent or an act of it ("siivooja", "siivosin" → "sivo"). Equal stems mean related words; they are no words.
 */
export interface Stems {
  readonly light: string;
  readonly heavy: string;
}

type Stem = (word: string) => string;
const list = (text: string) => text.split(' ');
/** Shorter stems tell too little. */
const LEAST = 3;

/** Takes off the longest of the endings that leaves a stem. */
function without(endings: readonly string[], least = LEAST): Stem {
  const known = new Set(endings);
  const longest = Math.max(...endings.map((one) => one.length));
  return (word) => {
    for (let from = Math.max(least, word.length - longest); from < word.length; from++)
      if (known.has(word.slice(from))) return word.slice(0, from);
    return word;
  };
}

/** Forms that keep none of their stem, each with the word it belongs to. */
function irregular(rows: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(rows).flatMap(([word, forms]) => list(forms).map((form) => [form, word])),
  );
}

const single = (word: string) => word.replace(/(\p{L})\1/gu, '$1');

const fiClitic = /(?<=[aeiouynt])(kin|kaan|kaa|han|ko|pa)$/;
const fiOwner = without(list('ni si nsa mme nne'), 4);
const fiEnding = without(
  list(
    'iks ks iksi issa ista illa ilta ille iin ihin ien jen ten den ksi ssa sta lla lta lle tta een aan oon uun yyn hin seen siin na ta ia in en an on un yn n a t i e ' +
      'nneet nnut nnyt nnu nny neet nut nyt nu ny sut syt maan massa masta malla minen mista misen miseen taan tiin sivat vat simme mme sin isin oin si aa tai tui',
  ),
);
/** Finnish: cases, persons and tenses off; the consonants that alternate written as one. */
const finnish: Stem = (given) => {
  // "Paimensin" is of "paimentaa".
  const word = FI_IRREGULAR[given] ?? given.replace(/(?<=..[nlr])si(?:n|t|mme|vat)?$/, 'taa');
  if (word.length < 5) return single(word);
  const bare = fiOwner(word.length > 7 ? word.replace(fiClitic, '') : word).replace(/nen$/, 's');
  const stem = fiEnding(bare);
  const short = stem.length > LEAST ? stem.replace(/(?<=...)[aei]$/, '') : stem;
  return single(
    short
      .replace(/(?<=[^o])oj$/, 'o')
      .replace(/ej$/, '')
      .replace(/uks$/, 'us')
      .replace(/(?<=...)as$/, '')
      .replace(/n[tns]$/, 'nt')
      .replace(/l[tls]$/, 'lt')
      .replace(/r[trs]$/, 'rt')
      .replace(/d/g, 't')
      .replace(/(?<=.)v/g, 'p'),
  );
};
const FI_IRREGULAR = irregular({
  ajaa: 'ajoin ajan ajanut ajanu ajoi ajaminen ajoa ajelin ajamaan ajamisen',
  myyda: 'myin myyn myynyt myyny myymassa myymista myynti myyntia myynnissa myymaan',
  vieda: 'vein vien vienyt vieny viemassa',
  tuoda: 'toin tuon tuonut tuonu',
  pesta: 'pesin pesen pessyt pessy peseminen pesu pesua',
  hakea: 'hain haen hakenut hakenu',
});
const fiDerived = without(list('j us mis mo ri nt sto'), 4);

const svEnding = without(
  list(
    'arnas ornas ernas arna orna erna aren arens or ar er en et an na n t ade ades at ad te de tt it ande ende as a e s',
  ),
);
const SV_IRREGULAR = irregular({
  sydd: 'sy sydde sytt syr sydda',
  salja: 'salde salt saljer sald',
  dra: 'drog dragit drar',
  skara: 'skar skurit',
  lagga: 'lade la lagt lagger',
  skriva: 'skrev skrivit skriver',
  gav: 'ge gett ger',
  bara: 'burit bar',
  hugga: 'hogg huggit',
  kora: 'korde kort kor',
  skota: 'skotte skott skoter',
});
const swedish: Stem = (given) => {
  const word = SV_IRREGULAR[given] ?? given;
  return word.length < 4 ? word : single(svEnding(word));
};
const svDerived = without(list('ar ning ing ersk or er'), 3);

const EN_IRREGULAR = irregular({
  drive: 'drove driven',
  teach: 'taught',
  sell: 'sold',
  build: 'built',
  take: 'took taken',
  give: 'gave given',
  lay: 'laid',
  write: 'wrote written',
  feed: 'fed',
  keep: 'kept',
  sew: 'sewn',
  sweep: 'swept',
  buy: 'bought',
  run: 'ran',
  grow: 'grew grown',
  hold: 'held',
  cut: 'cutting',
  tyre: 'tire tires',
});
const enEnding = without(list('ies es s ed ing d'));
const english: Stem = (word) =>
  word.length < 4
    ? word
    : single(enEnding(EN_IRREGULAR[word] ?? word))
        .replace(/(?<=..)y$/, '')
        .replace(/(?<=...)e$/, '');
const enDerived = without(list('er or ist ment'), 3);

const arEnding = without(list('ات ون ين ت تو نا ها هم كم'));
const arShortEnding = without(list('ه ي ا ان ني يه ته و'), 4);
/** Arabic: the article and endings off; particles written onto a word are the business of whoever looks it up. */
const arabic: Stem = (word) => arShortEnding(arEnding(word.replace(/^ال(?=...)/, '')));
const bones = (word: string) => {
  const bare = word.replace(/(?<=.)[اوي]/g, '');
  return bare.length >= LEAST ? bare : '';
};
/** The consonants that carry the meaning of a noun: those of "لحام" are those of "ألحم" and "لحمت". */
const skeleton: Stem = (word) =>
  bones(
    without(list('ات ون ين ه ي ا'))(
      word
        .replace(/^ال(?=...)/, '')
        .replace(/^ا(?=...)/, '')
        .replace(/^ت(..)ي(.)$/, '$1$2'),
    ),
  );

/** The same of a word that has the form of a verb in the first person; else empty: other words have too many relatives. */
export function rootOfVerb(word: string): string {
  const [, past] = /^[وف]?(.{3,5})ت$/.exec(word) ?? [];
  const [, now] = /^[وف]?(?:ب[يتنا]?|[انيت])(.{3,4})$/.exec(word) ?? [];
  return word.startsWith('ال') ? '' : bones(past ?? now ?? '');
}

const soEnding = without(
  list(
    'yo day kay gay hay shay kayga kaygu kaaga keeda kooda tayda taydu dayda daydu gayga ka ku kii ga gu gii ha hii ta tu tii da du dii sha shu shii ' +
      'yo yaal yaasha yada yadii oyin oyinka ooyin ooyinka o aha ' +
      'anayaa anayay nayaa nayay nayey naya eeyay eyay ayay ayey eysay inta idda iddii ista isaga in id is itaan iyaa iyay yaa aa ay ey tay nay een eyn ayn inay inayaa i ee ' +
      'eeyo eeyaa eeye eynayay aynayay e y',
  ),
);
const somali: Stem = (word) =>
  word.length < 4 ? soundOf(word) : soundOf(soEnding(word).replace(/(?<=....)[aeo]$/, ''));
const soDerived = without(list('iye iy aye ay eye iso is aal ayal le yakan in id e'), 3);

const finnishHeavy: Stem = (word) => {
  const bare = fiDerived(finnish(word));
  return bare.length > 4 ? bare.replace(/[aeio]$/, '') : bare;
};

const STEMS: Readonly<Record<Lang, { light: Stem; heavy: Stem }>> = {
  fi: { light: finnish, heavy: finnishHeavy },
  sv: { light: swedish, heavy: (word) => svDerived(swedish(word)) },
  en: { light: english, heavy: (word) => enDerived(english(word)) },
  ar: { light: arabic, heavy: skeleton },
  so: { light: somali, heavy: (word) => soDerived(somali(word)) },
};

/** The stems of a normalised word, read as a word of the language. */
export function stemsOf(word: string, lang: Lang): Stems {
  const { light, heavy } = STEMS[lang];
  return { light: light(word), heavy: heavy(word) };
}

const NAME_ENDINGS: Readonly<Partial<Record<Lang, readonly string[]>>> = {
  fi: list(
    'n an en in on un yn iin seen ssa issa sta ista lla lta lle illa ilta ille eilla eilta eille oissa oista ksi iksi ks st lt laisen lainen laiselta',
  ),
  sv: ['s'],
  en: ['s'],
  so: list('da ka ga ha ta dii iis'),
};

/** What a name may be when endings that names take are taken off; names keep the rest as it is. */
export function namesIn(word: string, lang: Lang): readonly string[] {
  return (NAME_ENDINGS[lang] ?? [])
    .filter((ending) => word.length - ending.length >= 3 && word.endsWith(ending))
    .map((ending) => word.slice(0, -ending.length));
}
