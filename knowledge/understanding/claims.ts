import { normalise, type Word } from './normalise.ts';

const list = (text: string) => new Set(normalise(text).split(/\s+/));

/** Words that deny what is said in their clause. */
const NOT = list(
  `en et ei emme eivat enka eika eipa enpa inte aldrig ej ingen inget inga saknar not never no none without dont doesnt didnt havent hasnt isnt arent wasnt werent cant cannot couldnt wont wouldnt aint
   لم لا ما ليس لست ليست مو مش مهو ماني بدون بلا ولا ومش ماكنت ماعندي مابدي معنديش مب مهب
   ma maan maya weligay waligay aan la'aan lahayn`,
);
/** With these, what is denied is knowing the way or finding it, not the thing itself. */
const BUT_THEN = list(
  `tieda tiia tied loyda loydy loydan loyd loytynyt ymmarra muista vet hittar hitta hittat forstar minns know find found understand remember sure idea why
   لماذا ليش كيف وين fahmin garanayo hubo helin heli xasuusto`,
);
/** No longer being able to is to have been able; no longer wanting to is not. */
const NO_MORE = list('enaa enaan longer anymore langre');
const WANT = list('halua haluais haluu vill want wanna like haluaisi بدي اريد ابغي ابي rabo doonayo');
/** Where one clause ends and the next begins. */
const BUT = list(
  'mutta mut vaan men utan but however so بس لكن ولكن انما laakiin laakin balse se hase aniguna anigu',
);
/** Whoever speaks of themself. */
const ME = list(
  `mina ma mie oon olen olin olisin jag i im ive ill انا وانا كنت وكنت بدي waxaan waan aan ayaan baan anigu aniguna waxan ayan`,
);
/** The others whose work is told: they stand at the beginning of a clause. */
const OTHERS = list(
  `mieheni vaimoni aitini isani veljeni siskoni isoveljeni pikkuveljeni isosiskoni pikkusiskoni poikani tyttareni kaverini ystavani serkkuni setani tatini enoni appeni anoppini lapseni naapurini
   husband wife mother father brother sister son daughter friend cousin uncle aunt mom mum dad boyfriend girlfriend neighbour neighbor parents grandfather grandmother
   زوجي زوجتي ابي والدي ابوي امي والدتي اخي اخوي اختي ابني ابنتي بنتي صديقي صديقتي عمي خالي عمتي خالتي جاري جارتي مرتي جوزي صاحبي جدي جدتي
   ninkayga ninkaygu xaaskayga xaaskaygu aabahay aabbahay hooyaday walaalkay walaashay wiilkayga wiilkaygu gabadhayda gabadhaydu saaxiibkay saaxiibtay adeerkay abtigay eeddaday habaryartay ilmaadeerkay`,
);
/** Somebody's own: "mun mies", "min man". */
const MINE = list('mun minun min mitt mina my');
const KIN = list(
  'mies vaimo aiti iska isa faija mutsi veli sisko isoveli pikkuveli poika tytar kaveri serkku seta taati eno poikaystava tyttoystava man fru sambo mamma pappa mor far bror syster son dotter kompis van kusin farbror pojkvan flickvan storasyster lillasyster storebror lillebror isosisko isoveli pikkusisko pikkuveli hustru make maka granne',
);
const IS = list('on oli ar var is was');
/** Together with the other, it is one's own work. */
const WITH = list('kanssa kans kaa med with مع la');

/** Which words belong to what the seeker says they have not done, or to what another person does. */
export function notTheirOwn(text: string, words: readonly Word[]): readonly boolean[] {
  const result: boolean[] = words.map(() => false);
  let from = 0;
  for (let at = 1; at <= words.length; at++) {
    const word = words[at];
    const before = words[at - 1];
    const joint = word && before ? text.slice(before.to, word.from) : '.';
    const apart =
      !word ||
      /[.,;:!?،؛؟()\n]|\s[-–]\s/.test(joint) ||
      BUT.has(word.text) ||
      (/^(and|ja|och|and|iyo|و)$/.test(before?.text ?? '') && (ME.has(word.text) || isOther(words, at))) ||
      /^وانا$/.test(word.text);
    if (!apart) continue;
    const clause = words.slice(from, at);
    const texts = clause.map((one) => one.text);
    const asks = text
      .slice(words[at - 1]?.to ?? 0)
      .trimStart()
      .startsWith('?');
    if (isDenied(texts, asks) || isAnothers(texts)) result.fill(true, from, at);
    from = at;
  }
  return result;
}

function isDenied(clause: readonly string[], asks: boolean): boolean {
  const at = clause.findIndex((word) => NOT.has(word));
  // A denial alone is an answer, and "not only …" is none.
  if (at < 0 || clause.length === 1) return false;
  if (asks || clause.some((word) => BUT_THEN.has(word))) return false;
  if (/^(vain|bara|only|pelkastaan|فقط|kaliya)$/.test(clause[at + 1] ?? '')) return false;
  // "En" is Swedish for "a", "no" is Finnish for "well", "ma" asks in Somali.
  const word = clause[at] ?? '';
  const others = clause.filter((_, i) => i !== at);
  if (word === 'en') {
    const next = clause[at + 1] ?? '';
    const swedish = others.some((one) =>
      /^(jag|ar|var|pa|som|i|och|jobbade|hade|har|med|at|av|till)$/.test(one),
    );
    if (swedish || next === '') return false;
  }
  if (
    word === 'no' &&
    at === 0 &&
    /^(joo|niin|ma|mina|oon|olen|olin|kylla|siis|mulla|i|im)$/.test(clause[1] ?? '')
  )
    return false;
  if (word === 'ma' && (at === 0 || clause.at(-1) === 'baa') && !/[oian]$/.test(clause[at + 1] ?? ''))
    return false;
  if (word === 'ma' && others.some((one) => /^(oon|olen|olin|teen|tein|haluun|haluan|oisin)$/.test(one)))
    return false;
  if (word === 'aan' && !others.some((one) => /(hayn|ayn|hin)$/.test(one))) return false;
  if (word === 'ما' && /^(هي|هو|اسم|معنى)$/.test(clause[at + 1] ?? '')) return false;
  if (clause.some((one) => NO_MORE.has(one)) && !clause.some((one) => WANT.has(one))) return false;
  return true;
}

function isOther(words: readonly Word[], at: number): boolean {
  const word = words[at]?.text ?? '';
  return OTHERS.has(word) || (MINE.has(word) && KIN.has(words[at + 1]?.text ?? ''));
}

function isAnothers(clause: readonly string[]): boolean {
  const at = clause
    .slice(0, 3)
    .findIndex(
      (word, i) =>
        OTHERS.has(word) || (KIN.has(word) && (MINE.has(clause[i - 1] ?? '') || IS.has(clause[i + 1] ?? ''))),
    );
  if (at < 0) return false;
  if (WITH.has(clause[at + 1] ?? '') || WITH.has(clause[at - 1] ?? '') || WITH.has(clause[at - 2] ?? ''))
    return false;
  return !clause.some((word) => ME.has(word) && !(word === 'ma' || word === 'i'));
}
