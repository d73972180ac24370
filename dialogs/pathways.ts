import type { Advice, Pathway } from '../knowledge/pathways/advice.ts';
import { changesFor } from '../knowledge/pathways/reason.ts';
import type { PhraseKey } from '../locales/index.ts';
import {
  type Act,
  call,
  choice,
  type Dialog,
  dialog,
  end,
  goTo,
  phrase,
  question,
  type Scene,
  say,
  type Turn,
  tell,
  unheard,
  wait,
  words,
} from './dialog.ts';
import { inBrief } from './pathway-in-brief.ts';
import { itemName, reasonLines, shortLines, stepLines } from './step-lines.ts';

type Place = { at: 'choosing' } | { at: 'reading'; index: number };

/** At most three pathways, each with a step for this week, the reasons, what to check, and why others do not fit. */
export const pathways: Dialog<Place> = dialog<Place>('pathways', {
  begin: (scene) => wait({ at: 'choosing' }, ...overview(scene)),
  places: {
    choosing: {
      ask(_, scene) {
        const advice = adviceOf(scene);
        return question(
          phrase('pathways.which', { count: advice.pathways.length }),
          'pathways.why',
          [
            ...advice.pathways.map((pathway, index) => ({
              value: `path-${index}`,
              label: label(pathway, scene),
            })),
            ...(advice.notFitting.length > 0 ? [choice('why-not', 'pathways.whyNot')] : []),
            choice('wish', 'pathways.otherWish'),
            choice('person', 'welcome.person'),
            choice('enough', 'pathways.enough'),
          ],
          { listens: ['occupation', 'field'] },
        );
      },
      hear(_, { picked: [value], understood, skip }, scene) {
        const read = value?.match(/^path-(\d)$/)?.[1];
        if (read !== undefined) return details(Number(read), scene);
        switch (value) {
          case 'why-not':
            return wait({ at: 'choosing' }, ...whyNot(scene));
          case 'wish':
            return goTo('wish');
          case 'person':
            return askPerson(scene);
          case 'enough':
            return end(say('pathways.goodbye'));
          default:
            if (skip) return end(say('pathways.goodbye'));
            return understood.concepts.some(({ type }) => type === 'occupation' || type === 'field')
              ? goTo('wish')
              : unheard;
        }
      },
    },
    reading: {
      ask: () =>
        question(
          phrase('pathways.andNow'),
          'pathways.why',
          [
            choice('keep', 'pathways.keep'),
            choice('back', 'pathways.showOthers'),
            choice('person', 'welcome.person'),
          ],
          { listens: ['answer'] },
        ),
      hear({ index }, { picked: [value], understood, skip }, scene) {
        const yes = understood.concepts.some(({ type, id }) => type === 'answer' && id === 'yes');
        if (value === 'keep' || (value === undefined && yes)) return keep(index, scene);
        if (value === 'person') return askPerson(scene);
        return value === 'back' || skip ? wait({ at: 'choosing' }) : unheard;
      },
    },
  },
});

/** A wish that cannot be served is a reason of its own for a person. */
const askPerson = (scene: Scene): Turn<Place> =>
  adviceOf(scene).unmet.length > 0 ? call('person', { do: 'because', reason: 'rule' }) : call('person');

const adviceOf = ({ knowledge, profile, today }: Scene): Advice => knowledge.advise(profile, today);

const label = ({ to, way }: Pathway, scene: Scene) =>
  phrase('pathways.choice', { goal: itemName(to, scene), way: phrase(`way.${way}` as PhraseKey) });

function title(pathway: Pathway, index: number, scene: Scene) {
  return phrase('pathways.title', {
    number: index + 1,
    goal: itemName(pathway.to, scene),
    way: phrase(`way.${pathway.way}` as PhraseKey),
  });
}

const shortTitle = (pathway: Pathway, scene: Scene) =>
  phrase('step.block', {
    lines: {
      lines: [
        label(pathway, scene),
        phrase(`fit.${pathway.fit}` as PhraseKey),
        ...reasonLines(pathway.because, scene).slice(0, 1),
      ],
    },
  });

function overview(scene: Scene): readonly Act[] {
  const { pathways: found, unmet } = adviceOf(scene);
  return [
    say('pathways.found', { count: found.length }),
    // Where every character costs, the question names them.
    ...found.map((pathway, index) => tell(summary(pathway, index, scene), null)),
    ...(unmet.length > 0 ? [say('pathways.unmet')] : []),
  ];
}

function summary(pathway: Pathway, index: number, scene: Scene) {
  const first = pathway.steps.find(({ thisWeek }) => thisWeek);
  return phrase('step.block', {
    lines: {
      lines: [
        title(pathway, index, scene),
        phrase(`fit.${pathway.fit}` as PhraseKey),
        ...reasonLines(pathway.because, scene).map((reason) => phrase('step.why', { reason })),
        phrase('pathways.steps', {
          count: pathway.steps.length,
          names: { list: pathway.steps.map(({ item }) => itemName(item, scene)) },
        }),
        ...inBrief(pathway, scene),
        ...(first ? [phrase('pathways.thisWeek', { name: itemName(first.item, scene) })] : []),
      ],
    },
  });
}

function details(index: number, scene: Scene): Turn<Place> {
  const pathway = adviceOf(scene).pathways[index];
  if (!pathway) return unheard;
  const { base } = scene.knowledge;
  const lacking = pathway.gap.filter(({ have, need }) => have < need);
  return wait(
    { at: 'reading', index },
    tell(title(pathway, index, scene), shortTitle(pathway, scene)),
    ...(lacking.length > 0
      ? [
          tell(
            phrase('pathways.gap', {
              count: lacking.length,
              list: {
                list: lacking
                  .slice(0, 4)
                  .map(({ competence }) => base.competences.get(competence)?.name ?? competence),
              },
            }),
            null,
          ),
        ]
      : []),
    ...pathway.steps.map((step, at) =>
      tell(
        stepLines(step, at + 1, scene),
        at === 0 ? shortLines(pathway, scene) : null,
        step.thisWeek ? 'step-now' : 'step',
      ),
    ),
  );
}

/** Why not; and where the seeker can do something about every reason, what. */
function whyNot(scene: Scene): readonly Act[] {
  const { pathways, notFitting } = adviceOf(scene);
  const { wish } = scene.profile;
  const { base } = scene.knowledge;
  const goals = [...(wish && 'occupation' in wish ? [wish.occupation] : []), ...pathways.map(({ to }) => to)];
  // What leads where the seeker wants to go is missed first.
  const leads = ({ item }: { readonly item: string }) =>
    goals.some((goal) => base.offers.get(item)?.gives.occupations?.includes(goal));
  return [...notFitting]
    .sort((a, b) => Number(leads(b)) - Number(leads(a)))
    .slice(0, 4)
    .map(({ item, because }) =>
      say('pathways.notFitting', {
        name: itemName(item, scene),
        reasons: {
          lines: [
            ...reasonLines(because, scene).slice(0, 2),
            ...changesFor(because, base).map((text) => words(text)),
          ],
        },
      }),
    );
}

function keep(index: number, scene: Scene): Turn<Place> {
  const pathway = adviceOf(scene).pathways[index];
  if (!pathway) return unheard;
  const first = pathway.steps.find(({ thisWeek }) => thisWeek);
  return wait(
    { at: 'choosing' },
    { do: 'keep', plan: { to: pathway.to, way: pathway.way, savedOn: scene.today } },
    say('pathways.kept', { name: first ? itemName(first.item, scene) : '' }),
    { do: 'giveCode', once: true },
    { do: 'offerPlan' },
  );
}
