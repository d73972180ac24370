import { z } from 'zod';
import type { CaseDetail, Message, Messages } from '../interface.ts';
import { DONE } from './door.ts';
import { openCase } from './opened.ts';
import { COACHES, type WebParts } from './parts.ts';
import { draftView } from './plan-view.ts';
import { refuse } from './refusal.ts';
import type { Member } from './staff.ts';
import { withTranslations } from './translated.ts';
import { messageOf, rowOf } from './views.ts';

const readSchema = z.strictObject({ count: z.int().min(0) });
/** Messages of a conversation that are shown at once. */
const SHOWN = 100;

/** A case with its conversation, and who looked at it. */
export function mountCaseView(parts: WebParts): void {
  const { door, turns, queue, signals, reads, knowledge, today, translator } = parts;

  async function messagesOf(id: string, from: number, me: Member): Promise<readonly Message[]> {
    const { activities = [] } = (await turns.read(id, from)) ?? {};
    const messages = activities.map((one) => messageOf(one, me.id)).filter((one) => one !== undefined);
    return withTranslations(messages.slice(0, SHOWN), me.lang, translator);
  }

  door.get('/cases/:id', COACHES, async (ask): Promise<CaseDetail> => {
    const { id, me, conversation, record } = await openCase(parts, ask, 'case');
    const entry = queue.get(id);
    if (!entry) throw refuse('CaseGone');
    const from = Math.max(0, conversation.count - SHOWN);
    return {
      row: rowOf(entry, me, reads.get(id)?.get(me.id) ?? 0),
      messages: await messagesOf(id, from, me),
      from,
      callback: record.case.callback ?? null,
      notes: record.notes,
      history: record.case.history,
      plan: draftView(record, { knowledge, today: today(), lang: me.lang }),
      earlier: record.earlier,
    };
  });

  door.get('/cases/:id/messages', COACHES, async (ask): Promise<Messages> => {
    const { id, me, conversation } = await openCase(parts, ask, 'case');
    const from = Number(ask.query('from') ?? 0);
    if (!Number.isSafeInteger(from) || from < 0)
      throw refuse('BadArgument', undefined, 'from must be a number from 0 on');
    return { messages: await messagesOf(id, from, me), count: conversation.count };
  });

  door.get('/cases/:id/looks', COACHES, async (ask) => {
    const { id } = await openCase(parts, ask, 'looks');
    return { looks: (await turns.find(id))?.desk?.looks ?? [] };
  });

  door.post('/cases/:id/read', COACHES, async (ask) => {
    const { id, by, conversation } = await openCase(parts, ask);
    const { count } = await ask.body(readSchema);
    const known = reads.get(id) ?? new Map<string, number>();
    reads.set(id, known);
    if (count > (known.get(by.id) ?? 0) && count <= conversation.count) {
      known.set(by.id, count);
      signals.tell(id, { what: 'read', person: by, count });
    }
    return DONE;
  });
}
