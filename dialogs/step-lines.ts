import type { Pathway, Reason, Step } from '../knowledge/pathways/advice.ts';
import type { Param, Phrase, PhraseKey } from '../locales/index.ts';
import { everywhere, phrase, type Scene, words } from './dialog.ts';

/** What a step or goal is called. */
export function itemName(item: string, { knowledge: { base } }: Pick<Scene, 'knowledge'>): Phrase {
  if (item === 'guidance') return phrase('pathways.guidance');
  const found = base.offers.get(item) ?? base.cards.get(item) ?? base.occupations.get(item);
  return words(found?.name ?? everywhere(item));
}

/** At most four reasons, each a sentence. */
export const reasonLines = (
  reasons: readonly Reason[],
  { knowledge }: Pick<Scene, 'knowledge'>,
): readonly Phrase[] => reasons.slice(0, 4).map((reason) => knowledge.reason(reason));

/** A pathway's steps where every character costs: what and where, for this week's also how and why; then what to check. */
export function shortLines({ steps }: Pathway, scene: Scene): Phrase {
  const { base } = scene.knowledge;
  const checks = steps.flatMap(({ check }) => check).map((reason) => scene.knowledge.reason(reason));
  const distinct = checks.filter(
    (one, index) => checks.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index,
  );
  return phrase('step.block', {
    lines: {
      lines: [
        ...steps.flatMap((step, index) => {
          const line = phrase('step.short', { number: index + 1, name: itemName(step.item, scene) });
          if (!step.thisWeek) return [line];
          const provider = base.institutions.get(step.provider ?? '')?.name;
          const url = base.offers.get(step.item)?.url;
          return [
            line,
            provider ? phrase('step.shortNow', { provider }) : phrase('step.shortFirst'),
            ...reasonLines(step.because, scene).slice(0, 1),
            ...(url ? [url.replace(/^https?:\/\//, '').replace(/\/$/, '')] : []),
          ];
        }),
        ...distinct.slice(0, 2).map((reason) => phrase('step.check', { reason })),
      ],
    },
  });
}

/** A step in its parts, each a phrase. */
export interface StepParts {
  /** Number, kind and name, and whether it can be taken this week. */
  readonly title: Phrase;
  /** What, where, how long, in which language, at what cost, with what effect on income, and the page. */
  readonly facts: readonly Phrase[];
  readonly why: readonly Phrase[];
  readonly check: readonly Phrase[];
}

/** A step in its parts, as the number `number` of its pathway. */
export function stepParts(step: Step, number: number, scene: Pick<Scene, 'knowledge'>): StepParts {
  return {
    title: phrase(step.thisWeek ? 'step.titleThisWeek' : 'step.title', {
      number,
      kind: phrase(`kind.${step.kind}` as PhraseKey),
      name: itemName(step.item, scene),
    }),
    facts: itemFacts(step, scene),
    why: reasonLines(step.because, scene).map((reason) => phrase('step.why', { reason })),
    check: reasonLines(step.check, scene).map((reason) => phrase('step.check', { reason })),
  };
}

/** What, where, how long, in which language, at what cost, with what effect on income, and where to read more. */
export function itemFacts(
  { item, provider: by, weeks }: Pick<Step, 'item' | 'provider' | 'weeks'>,
  { knowledge: { base } }: Pick<Scene, 'knowledge'>,
): readonly Phrase[] {
  const offer = base.offers.get(item);
  const card = base.cards.get(item);
  const provider = base.institutions.get(by ?? '');
  const facts: Phrase[] = [];
  if (offer || card) facts.push(words((offer ?? card)?.what ?? everywhere('')));
  if (provider)
    facts.push(
      phrase('step.provider', {
        provider: provider.name,
        places: { list: (offer?.places ?? []).map(placeName) },
      }),
    );
  if (weeks)
    facts.push(
      weeks[0] === weeks[1]
        ? phrase('step.weeks', { count: weeks[0] })
        : phrase('step.weeksRange', { from: weeks[0], count: weeks[1] }),
    );
  if (offer) {
    facts.push(
      phrase('step.languages', {
        languages: { list: offer.languages.map((lang) => phrase(`language.${lang}` as PhraseKey)) },
      }),
    );
    facts.push(phrase(`cost.${offer.cost}` as PhraseKey));
    if (offer.income !== 'none') facts.push(phrase(`income.${offer.income}` as PhraseKey));
    if (offer.url) facts.push(phrase('step.contact', { url: offer.url }));
  }
  return facts;

  function placeName(place: string): Param {
    if (place === 'online') return phrase('step.online');
    return base.region.municipalities.find(({ id }) => id === place)?.name ?? place;
  }
}

/** A step in full, as one message. */
export function stepLines(step: Step, number: number, scene: Scene): Phrase {
  const { title, facts, why, check } = stepParts(step, number, scene);
  return phrase('step.block', { lines: { lines: [title, ...facts, ...why, ...check] } });
}
