import type { Conversation } from '../../conversations/conversation.ts';
import { takesPart } from '../case.ts';
import type { Look, Person } from '../interface.ts';
import { recordLook } from '../looks.ts';
import type { DeskRecord } from '../record.ts';
import { recordOf } from '../record.ts';
import type { Ask } from './door.ts';
import type { WebParts } from './parts.ts';
import { refuse } from './refusal.ts';
import { type Member, personOf } from './staff.ts';
import { maySee } from './views.ts';

/** A case that somebody may see. */
export interface Opened {
  readonly id: string;
  readonly me: Member;
  readonly by: Person;
  readonly conversation: Conversation;
  readonly record: DeskRecord & { readonly case: NonNullable<DeskRecord['case']> };
}

/**
 * Opens the case of a request, and writes the look down where one is named.
 * @throws HttpProblem CaseGone, or NotYours after writing the attempt down
 */
export async function openCase(
  { turns, staff, now }: WebParts,
  { me: session, param }: Ask,
  what?: Look['what'],
): Promise<Opened> {
  const id = param('id');
  const me = await staff.of(session);
  const by = personOf(me);
  const conversation = await turns.find(id);
  const record = conversation && recordOf(conversation);
  if (!conversation || !record?.case) throw refuse('CaseGone');
  const seen = maySee(record, me.id);
  if (!seen) await recordLook(turns, id, by, 'refused', now());
  if (!seen) throw refuse('NotYours', record.case);
  if (what) await recordLook(turns, id, by, what, now());
  return { id, me, by, conversation, record: { ...record, case: record.case } };
}

/** Only who holds the case or is invited into it may go on. @throws HttpProblem NotYours, CaseMoved */
export function mustTakePart({ record, me }: Opened): void {
  if (record.case.state !== 'held') throw refuse('CaseMoved', record.case);
  if (!takesPart(record.case, me.id)) throw refuse('NotYours', record.case);
}
