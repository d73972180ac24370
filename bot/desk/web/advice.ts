import { z } from 'zod';
import { phrase, words } from '../../../dialogs/dialog.ts';
import { SITUATION_QUESTIONS } from '../../../dialogs/situation-questions.ts';
import { itemName, reasonLines } from '../../../dialogs/step-lines.ts';
import { profileSchema } from '../../../knowledge/schema/profile.ts';
import { type Lang, type PhraseKey, translator } from '../../../locales/index.ts';
import type { AdviceForm, AdviceView } from '../interface.ts';
import { EVERYBODY, type WebParts } from './parts.ts';
import { pathwayView } from './pathway-view.ts';
import { refuse } from './refusal.ts';

const langSchema = z.enum(['fi', 'sv', 'en']);
const askSchema = z.strictObject({ profile: profileSchema, lang: langSchema.default('fi') });
const langOf = (text: string | undefined): Lang => langSchema.catch('fi').parse(text);

/** The guide's advice for a client who is not named; nothing of it is kept. */
export function mountAdvice({ door, knowledge, today }: WebParts): void {
  const { base } = knowledge;

  door.get('/advice/form', EVERYBODY, async ({ query }): Promise<AdviceForm> => {
    const lang = langOf(query('lang'));
    const t = translator(lang);
    const fields = [...base.fields.values()].map(({ id, name }) => ({ value: id, label: name[lang] }));
    const cards = [...base.cards.values()].map(({ id, name }) => ({ value: id, label: name[lang] }));
    const occupations = [...base.occupations.values()]
      .map(({ id, name }) => ({ value: id, label: name[lang] }))
      .sort((a, b) => a.label.localeCompare(b.label, lang));
    const label = (fact: string) => t(phrase(`summary.fact.${fact}` as PhraseKey));
    return {
      facts: [
        { fact: 'wish.occupation', label: label('wish'), takes: 'occupation', choices: occupations },
        { fact: 'experience', label: label('experience'), takes: 'occupations', choices: occupations },
        ...SITUATION_QUESTIONS.map(({ fact, choices, several }) => ({
          fact,
          label: label(fact),
          takes: several ? ('many' as const) : ('one' as const),
          choices:
            fact === 'education.field'
              ? fields
              : fact === 'cards'
                ? cards
                : choices.map((one) => ({ value: one.value, label: t(phrase(one.label)) })),
        })),
      ],
    };
  });

  door.post('/advice', EVERYBODY, async ({ body }): Promise<AdviceView> => {
    const { profile, lang } = await body(askSchema);
    for (const { occupation } of profile.experience ?? [])
      if (!base.occupationOf(occupation))
        throw refuse('BadArgument', undefined, `profile.experience: there is no occupation "${occupation}"`);
    if (profile.wish && 'occupation' in profile.wish && !base.occupationOf(profile.wish.occupation))
      throw refuse(
        'BadArgument',
        undefined,
        `profile.wish: there is no occupation "${profile.wish.occupation}"`,
      );
    const t = translator(lang);
    const { pathways, notFitting, ask } = knowledge.advise(profile, today());
    return {
      pathways: pathways.map((pathway) => pathwayView(pathway, { knowledge, today: today(), lang })),
      notFitting: notFitting.slice(0, 6).map(({ item, because }) => ({
        name: t(itemName(item, { knowledge })),
        because: reasonLines(because, { knowledge }).map(t),
      })),
      ask: ask.map(({ fact }) => {
        const question = SITUATION_QUESTIONS.find((one) => one.fact === fact);
        return question
          ? t(phrase(question.text))
          : t(words({ fi: fact, sv: fact, en: fact, ar: fact, so: fact }));
      }),
    };
  });
}
