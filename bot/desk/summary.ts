import { phrase, words } from '../../dialogs/dialog.ts';
import { LEVEL_LABELS } from '../../dialogs/experience.ts';
import { SITUATION_QUESTIONS } from '../../dialogs/situation-questions.ts';
import { itemName, reasonLines } from '../../dialogs/step-lines.ts';
import type { Knowledge } from '../../knowledge/index.ts';
import type { Profile } from '../../knowledge/schema/profile.ts';
import { type Param, type Phrase, type PhraseKey, translator } from '../../locales/index.ts';
import type { StaffLang, Summary, SummaryLine, SummarySection } from './interface.ts';
import type { OwnWords } from './own-words.ts';

export interface SummaryParts {
  readonly profile: Profile;
  /** What the seeker wrote in their own words. */
  readonly own: readonly OwnWords[];
  readonly knowledge: Knowledge;
  /** The local day. */
  readonly today: string;
  readonly lang: StaffLang;
}

/** One page for the coach, made from the answers, whatever language they were given in; beside what was heard, the words it was heard from. */
export function summaryOf({ profile, own, knowledge, today, lang }: SummaryParts): Summary {
  const t = translator(lang);
  const { base } = knowledge;
  const advice = knowledge.advise(profile, today);
  const line = (label: PhraseKey, value: Param): string =>
    t(phrase('summary.line', { label: phrase(label), value }));
  const beside = (concept: string): Pick<SummaryLine, 'words'> => {
    const heard = own.find(({ concepts }) => concepts.includes(concept));
    return heard ? { words: { text: heard.text, lang: heard.lang } } : {};
  };
  const section = (id: SummarySection['id'], lines: readonly SummaryLine[], empty?: PhraseKey) => ({
    id,
    title: t(phrase(`summary.${id}`)),
    lines: lines.length > 0 || !empty ? lines : [{ text: t(phrase(empty)) }],
  });

  const situation = SITUATION_QUESTIONS.filter(
    ({ fact }) => fact !== 'constraints' && fact !== 'cards',
  ).flatMap(({ fact, choices }): SummaryLine[] => {
    const value = factOf(profile, fact);
    if (typeof value !== 'string') return [];
    const told = choices.find((one) => one.value === value)?.label;
    const field = [...base.fields.values()].find(({ id }) => id === value);
    const shown: Param = told ? phrase(told) : field ? words(field.name) : value;
    return [{ text: line(factLabel(fact), shown), ...beside(value) }];
  });

  const experience = (profile.experience ?? []).map(({ occupation, years, country }): SummaryLine => {
    const id = base.occupationOf(occupation)?.id ?? occupation;
    const name = itemName(id, { knowledge });
    const facts = [
      name,
      ...(country === 'abroad' ? [phrase('summary.abroad')] : []),
      ...(years === undefined ? [] : [phrase('summary.years', { count: years })]),
    ];
    return { text: line('summary.fact.experience', facts.map(t).join(', ')), ...beside(id) };
  });
  const competences = (profile.competences ?? []).map(({ id, level, proof, country }): SummaryLine => {
    const found = base.competenceOf(id);
    const facts: Phrase[] = [
      phrase(LEVEL_LABELS[level]),
      phrase(`summary.proof.${proof ?? 'unknown'}`),
      ...(country === 'abroad' ? [phrase('summary.abroad')] : []),
    ];
    const text = `${found?.name[lang] ?? id}: ${facts.map(t).join(', ')}`;
    return { text, ...beside(found?.id ?? id) };
  });
  const cards = (profile.cards ?? []).map(
    (id): SummaryLine => ({
      text: line('summary.fact.cards', base.cards.get(id)?.name ?? id),
      ...beside(id),
    }),
  );

  const obstacles = (profile.constraints ?? []).map(
    (id): SummaryLine => ({ text: t(phrase(`situation.constraints.${id}`)), ...beside(id) }),
  );
  const pathways = advice.pathways.map(
    ({ to, way, fit, because, steps }): SummaryLine => ({
      text: t(
        phrase('pathways.choice', {
          goal: itemName(to, { knowledge }),
          way: phrase(`way.${way}` as PhraseKey),
        }),
      ),
      more: [
        t(phrase(`fit.${fit}` as PhraseKey)),
        ...reasonLines(because, { knowledge }).map(t),
        ...steps.map(({ item, because: why }, at) => {
          const [first] = reasonLines(why, { knowledge });
          const name = `${at + 1}. ${t(itemName(item, { knowledge }))}`;
          return first ? `${name}: ${t(first)}` : name;
        }),
      ],
    }),
  );
  const unknown = advice.ask.map(({ fact }): SummaryLine => ({ text: t(phrase(factLabel(fact))) }));

  return {
    lang,
    sections: [
      section('situation', situation, 'summary.nothing'),
      section('competences', [...experience, ...competences, ...cards], 'summary.nothing'),
      section('wish', wishLines(), 'summary.nothing'),
      section('obstacles', obstacles, profile.constraints ? 'summary.noObstacles' : 'summary.nothing'),
      section('pathways', pathways),
      section('unknown', unknown),
      section(
        'own-words',
        own.map(({ text, lang: of }) => ({ text, words: { text, lang: of } })),
        'summary.nothing',
      ),
    ],
  };

  function wishLines(): readonly SummaryLine[] {
    const { wish } = profile;
    if (!wish) return [];
    if ('occupation' in wish) {
      const id = base.occupationOf(wish.occupation)?.id ?? wish.occupation;
      return [{ text: t(itemName(id, { knowledge })), ...beside(id) }];
    }
    if ('goal' in wish) return [{ text: t(phrase(`summary.goal.${wish.goal}`)) }];
    const field = base.fields.get(wish.field);
    return [{ text: field?.name[lang] ?? wish.field, ...beside(wish.field) }];
  }
}

/** The label of a fact for professionals. */
function factLabel(fact: string): PhraseKey {
  const [group = ''] = fact.split('.');
  const own = `summary.fact.${group === 'wish' || group === 'experience' || group === 'competences' ? group : fact}`;
  // A test names every fact that may be asked and has no label.
  return own as PhraseKey;
}

function factOf(profile: Profile, fact: string): unknown {
  const [first = '', second] = fact.split('.');
  const group: unknown = profile[first as keyof Profile];
  return second === undefined ? group : (group as Record<string, unknown> | undefined)?.[second];
}
