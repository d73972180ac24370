import { normalise } from './normalise.ts';
import spoken from './spoken.json' with { type: 'json' };

/** What is spoken, contracted or dialect (`spoken.json`), by its normalised form, and the words it stands for. */
const WRITTEN: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values(spoken)
    .flatMap((words) => Object.entries(words))
    .map(([said, written]) => [normalise(said), normalise(written).split(' ')]),
);

/** The words as one would write them: contractions and spoken forms resolved, the rest as it is. */
export const asWritten = (words: readonly string[]): readonly string[] =>
  words.flatMap((word) => WRITTEN.get(word) ?? [word]);

/** The endings that words of one meaning differ by, and how many letters must be left before them. */
const ENDINGS: readonly (readonly [atLeast: number, endings: string])[] = [
  [3, 'ingly ations ation ings ing edly ies ied ers er ed es s e ly y'],
  [5, 'arna erna orna ande ende ades aren ade ar or en et na te t a'],
  [
    5,
    'issa ista ilta illa ille ssa sta lla lta lle ksi nsa mme tte aan een iin vat ni si kin ko an in un yn n i',
  ],
  [5, 'yaasha yada yaal aha kii tii tayda kayga gayga ayda ka ga ha ta da sha ku gu hu tu du ayo yo o'],
];
const SHORTEST = new Map(
  ENDINGS.toReversed().flatMap(([atLeast, endings]) =>
    endings.split(' ').map((ending) => [ending, atLeast] as const),
  ),
);

/** A word without its ending, whatever its language: what `stems.ts` does by language and more finely, for mixed text. */
export function rootOf(word: string): string {
  for (let length = 6; length > 0; length--) {
    const atLeast = SHORTEST.get(word.slice(-length));
    if (atLeast !== undefined && word.length - length >= atLeast) return word.slice(0, -length);
  }
  return word;
}
