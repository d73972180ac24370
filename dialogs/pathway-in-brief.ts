import type { Pathway } from '../knowledge/pathways/advice.ts';
import type { Phrase, PhraseKey } from '../locales/index.ts';
import { phrase, type Scene } from './dialog.ts';

/** Longer ways are told in months. */
const WEEKS_TOLD = 26;
const WEEKS_IN_A_MONTH = 4.35;

/** What a way takes and gives, so that ways can be compared: time, money, and the language of its main step. */
export function inBrief({ steps }: Pathway, { knowledge: { base } }: Scene): readonly Phrase[] {
  const offers = steps.flatMap(({ item }) => base.offers.get(item) ?? []);
  const lasting = steps.flatMap(({ weeks, item }) =>
    weeks ? [{ weeks, offer: base.offers.get(item) }] : [],
  );
  const [from, to] = lasting.reduce(
    ([least, most], { weeks }) => [least + weeks[0], most + weeks[1]],
    [0, 0],
  );
  const studies = lasting.filter(({ offer }) => offer?.kind !== 'job-search');
  const main = studies.reduce<(typeof studies)[number] | undefined>(
    (longest, one) => (longest && longest.weeks[1] >= one.weeks[1] ? longest : one),
    undefined,
  )?.offer;
  return [
    ...(to > 1 ? [timeOf(from, to)] : []),
    ...(main && main.income !== 'none' ? [phrase(`income.${main.income}` as PhraseKey)] : []),
    ...(offers.some(({ cost }) => cost !== 'free') ? [phrase('pathways.someCost')] : []),
    ...(main
      ? [
          phrase('step.languages', {
            languages: { list: main.languages.map((lang) => phrase(`language.${lang}` as PhraseKey)) },
          }),
        ]
      : []),
  ];
}

function timeOf(from: number, to: number): Phrase {
  if (to <= WEEKS_TOLD) return phrase('pathways.inWeeks', { from: Math.ceil(from), to: Math.ceil(to) });
  const months = (weeks: number) => Math.max(1, Math.round(weeks / WEEKS_IN_A_MONTH));
  return phrase('pathways.inMonths', { from: months(from), to: months(to) });
}
