import { phrase } from '../../../dialogs/dialog.ts';
import { itemName, reasonLines } from '../../../dialogs/step-lines.ts';
import type { Knowledge } from '../../../knowledge/index.ts';
import type { Pathway } from '../../../knowledge/pathways/advice.ts';
import { type Lang, type PhraseKey, translator } from '../../../locales/index.ts';
import type { PathwayView, PlanStep } from '../interface.ts';

/** What a view is written with. */
export interface Reader {
  readonly knowledge: Knowledge;
  readonly today: string;
  readonly lang: Lang;
}

/** A step of a plan, named in the reader's language. */
export function stepView(item: string, comment: string, { knowledge, lang }: Reader): PlanStep {
  const { base } = knowledge;
  const offer = base.offers.get(item);
  const kind = offer?.kind ?? (base.cards.has(item) ? 'card' : 'job-search');
  const translate = translator(lang);
  return {
    item,
    name: translate(itemName(item, { knowledge })),
    kind: translate(phrase(`kind.${kind}` as PhraseKey)),
    provider: (offer && base.institutions.get(offer.provider)?.name[lang]) ?? null,
    comment,
  };
}

/** A pathway with its reasons, in the reader's language. */
export function pathwayView(pathway: Pathway, reader: Reader): PathwayView {
  const { knowledge, lang } = reader;
  const translate = translator(lang);
  return {
    to: pathway.to,
    title: translate(
      phrase('pathways.choice', {
        goal: itemName(pathway.to, { knowledge }),
        way: phrase(`way.${pathway.way}` as PhraseKey),
      }),
    ),
    fit: translate(phrase(`fit.${pathway.fit}` as PhraseKey)),
    because: reasonLines(pathway.because, { knowledge }).map(translate),
    steps: pathway.steps.map((step) => ({
      ...stepView(step.item, '', reader),
      kind: translate(phrase(`kind.${step.kind}` as PhraseKey)),
      thisWeek: step.thisWeek,
      because: reasonLines(step.because, { knowledge }).map(translate),
      check: reasonLines(step.check, { knowledge }).map(translate),
    })),
    gap: pathway.gap
      .filter(({ have, need }) => have < need)
      .map(({ competence }) => knowledge.base.competences.get(competence)?.name[lang] ?? competence),
  };
}
