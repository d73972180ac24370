import type { Pathway } from '../knowledge/pathways/advice.ts';
import type { Phrase, PhraseKey } from '../locales/index.ts';
import { type Known, phrase } from './dialog.ts';
import { LEVEL_LABELS } from './experience.ts';
import { itemName, reasonLines, type StepParts, stepParts } from './step-lines.ts';

/** A pathway as it stands on paper. */
export interface SheetPathway {
  readonly title: Phrase;
  readonly fit: Phrase;
  readonly why: readonly Phrase[];
  readonly gap: readonly Phrase[];
  readonly thisWeek: readonly Phrase[];
  readonly steps: readonly (StepParts & { readonly thisWeek: boolean })[];
}

/** A seeker's plan as phrases, so that it can stand in two languages side by side. */
export interface Sheet {
  /** The pathway that was kept, or all that fit where none was. */
  readonly pathways: readonly SheetPathway[];
  readonly kept: boolean;
  readonly jobs: readonly Phrase[];
  readonly competences: readonly Phrase[];
  readonly cards: readonly Phrase[];
}

/** What goes on the page that a seeker prints or saves: pathways, and what they have done and can do. */
export function planSheet(scene: Known): Sheet {
  const { profile, plan, knowledge, today } = scene;
  const { base } = knowledge;
  const told = Object.keys(profile).some((fact) => fact !== 'language');
  const found = told ? knowledge.advise(profile, today).pathways : [];
  const kept = found.filter(({ to, way }) => plan && to === plan.to && way === plan.way);
  return {
    pathways: (kept.length > 0 ? kept : found).map((pathway) => onPaper(pathway, scene)),
    kept: kept.length > 0,
    jobs: (profile.experience ?? []).map(({ occupation }) => itemName(occupation, scene)),
    competences: (profile.competences ?? []).map(({ id, level }) =>
      phrase('profile.competence', {
        task: base.competences.get(id)?.name ?? id,
        level: phrase(LEVEL_LABELS[level]),
      }),
    ),
    cards: (profile.cards ?? []).map((id) => itemName(id, scene)),
  };
}

function onPaper({ to, way, fit, because, gap, steps }: Pathway, scene: Known): SheetPathway {
  const { base } = scene.knowledge;
  const first = steps.find(({ thisWeek }) => thisWeek);
  const lacking = gap.filter(({ have, need }) => have < need);
  return {
    title: phrase('pathways.choice', { goal: itemName(to, scene), way: phrase(`way.${way}` as PhraseKey) }),
    fit: phrase(`fit.${fit}` as PhraseKey),
    why: reasonLines(because, scene).map((reason) => phrase('step.why', { reason })),
    gap:
      lacking.length === 0
        ? []
        : [
            phrase('pathways.gap', {
              count: lacking.length,
              list: {
                list: lacking.map(({ competence }) => base.competences.get(competence)?.name ?? competence),
              },
            }),
          ],
    thisWeek: first ? [phrase('pathways.thisWeek', { name: itemName(first.item, scene) })] : [],
    steps: steps.map((step, at) => ({ ...stepParts(step, at + 1, scene), thisWeek: step.thisWeek })),
  };
}
