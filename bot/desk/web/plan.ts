import { z } from 'zod';
import { phrase } from '../../../dialogs/dialog.ts';
import { itemFacts, itemName } from '../../../dialogs/step-lines.ts';
import type { Knowledge } from '../../../knowledge/index.ts';
import { type Lang, type Param, translator } from '../../../locales/index.ts';
import { redact } from '../../redact.ts';
import { FIRST_LANG } from '../../turn/exchange.ts';
import type { PlanDraft, Said } from '../interface.ts';
import { recordLook } from '../looks.ts';
import { type Draft, recordOf } from '../record.ts';
import { NOTE_LENGTH } from './lists.ts';
import { mustTakePart, openCase } from './opened.ts';
import { COACHES, type WebParts } from './parts.ts';
import { planView } from './plan-view.ts';
import { doneOf, refuse } from './refusal.ts';
import { messageOf } from './views.ts';

const MOST_STEPS = 12;
const comment = z
  .string()
  .trim()
  .max(NOTE_LENGTH)
  .transform((text) => redact(text, { keepContacts: true }));
const editSchema = z.strictObject({
  version: z.int().min(0),
  to: z.string().max(200),
  steps: z
    .array(z.strictObject({ item: z.string().max(200), comment: comment.optional() }))
    .min(1)
    .max(MOST_STEPS),
  comment: comment.optional(),
});
const sendSchema = z.strictObject({ key: z.string().min(1).max(100), version: z.int().min(1) });

/** A pathway as a coach changes it: reorder, drop, add, comment, and send. */
export function mountPlan(parts: WebParts): void {
  const { door, turns, desk, knowledge, today, now } = parts;
  const reader = (lang: Lang) => ({ knowledge, today: today(), lang });

  door.get('/cases/:id/plan', COACHES, async (ask): Promise<PlanDraft> => {
    const { me, conversation, record } = await openCase(parts, ask, 'plan');
    return planView(record, conversation.session, reader(me.lang));
  });

  door.put('/cases/:id/plan', COACHES, async (ask): Promise<PlanDraft> => {
    const opened = await openCase(parts, ask);
    mustTakePart(opened);
    const edit = await ask.body(editSchema);
    const { base } = knowledge;
    const known = (id: string) => base.offers.has(id) || base.cards.has(id) || base.occupations.has(id);
    if (edit.to !== 'guidance' && !base.occupations.has(edit.to))
      throw refuse('BadArgument', undefined, `to: there is no occupation "${edit.to}"`);
    const stranger = edit.steps.find(({ item }) => !known(item));
    if (stranger)
      throw refuse('BadArgument', undefined, `steps: there is nothing with the id "${stranger.item}"`);

    const amended = await turns.amend(opened.id, (conversation) => {
      const record = recordOf(conversation);
      if ((record.draft?.version ?? 0) !== edit.version) throw refuse('PlanChanged');
      const draft: Draft = {
        version: edit.version + 1,
        to: edit.to,
        steps: edit.steps.map(({ item, comment: said = '' }) => ({ item, comment: said })),
        comment: edit.comment ?? '',
        by: opened.by,
      };
      conversation.desk = { ...record, draft };
      return planView(conversation.desk, conversation.session, reader(opened.me.lang));
    });
    if (!amended) throw refuse('CaseGone');
    await recordLook(turns, opened.id, opened.by, 'plan', now());
    return amended.result;
  });

  door.post('/cases/:id/plan/send', COACHES, async (ask): Promise<Said> => {
    const opened = await openCase(parts, ask);
    mustTakePart(opened);
    const { key, version } = await ask.body(sendSchema);
    const done = await desk.say(
      opened.id,
      opened.by,
      {
        key,
        text(conversation) {
          const { draft } = recordOf(conversation);
          if (!draft || draft.version !== version) throw refuse('PlanChanged');
          return toldPlan(draft, knowledge, conversation.session.lang ?? FIRST_LANG);
        },
      },
      (conversation) => {
        const record = recordOf(conversation);
        if (!record.draft || record.draft.version !== version) throw refuse('PlanChanged');
        conversation.desk = {
          ...record,
          draft: { ...record.draft, sentAt: new Date(now()).toISOString() },
        };
        // The guide speaks of it as the seeker's plan from now on.
        const way = conversation.session.plan?.way ?? 'thorough';
        conversation.session.plan = { to: record.draft.to, way, savedOn: today() };
      },
    );
    const message = messageOf(doneOf(done).activity, opened.by.id);
    if (!message) throw refuse('CaseGone');
    return { message };
  });
}

/** The plan as the seeker reads it, in their language; comments are as they were written. */
function toldPlan({ to, steps, comment: whole, by }: Draft, knowledge: Knowledge, lang: Lang): string {
  const lines: Param[] = [
    phrase('desk.plan', { name: by.name, goal: itemName(to, { knowledge }) }),
    ...(whole === '' ? [] : [whole]),
    ...steps.flatMap(({ item, comment: said }, at): Param[] => {
      const provider = knowledge.base.offers.get(item)?.provider;
      const facts = itemFacts({ item, ...(provider !== undefined && { provider }) }, { knowledge });
      return [
        phrase('desk.planStep', { number: at + 1, name: itemName(item, { knowledge }) }),
        ...facts,
        ...(said === '' ? [] : [said]),
      ];
    }),
  ];
  return translator(lang)(phrase('step.block', { lines: { lines } }));
}
