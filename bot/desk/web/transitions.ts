import { z } from 'zod';
import { codeIn } from '../../codes/code.ts';
import type { Case } from '../case.ts';
import type { Result } from '../desk.ts';
import type { CaseRow } from '../interface.ts';
import type { Ask } from './door.ts';
import { NOTE_LENGTH } from './lists.ts';
import { COACHES, type WebParts } from './parts.ts';
import { doneOf, refuse } from './refusal.ts';
import { type Member, personOf } from './staff.ts';
import { rowOf } from './views.ts';

const note = z.string().trim().max(NOTE_LENGTH);
const transferSchema = z.strictObject({
  to: z.union([
    z.strictObject({ coach: z.string().max(200) }),
    z.strictObject({ team: z.string().max(200) }),
  ]),
  note,
});
const inviteSchema = z.strictObject({ coach: z.string().max(200), note });
const closeSchema = z.strictObject({
  outcome: z.enum(['answered', 'plan', 'referred', 'appointment', 'not-reached', 'other']),
  note: note.optional(),
});
const codeSchema = z.strictObject({ code: z.string().trim().min(1).max(100) });
const NOT_OPENED = { unknown: 'CodeUnknown', limited: 'CodeLimited', parked: 'CodeParked' } as const;
const emptySchema = z.strictObject({});

/** Every transition of a case: one address each, one compare-and-write each. */
export function mountTransitions({ door, staff, desk, codes, queue, knowledge, reads }: WebParts): void {
  function move(path: string, work: (id: string, me: Member, ask: Ask) => Promise<Result<Case>>): void {
    door.post(`/cases/:id/${path}`, COACHES, (ask) => moved(ask, work));
  }

  async function moved(
    ask: Ask,
    work: (id: string, me: Member, ask: Ask) => Promise<Result<Case>>,
  ): Promise<CaseRow> {
    const id = ask.param('id');
    const me = await staff.of(ask.me);
    doneOf(await work(id, me, ask));
    return shown(id, me);
  }

  function shown(id: string, me: Member): CaseRow {
    const entry = queue.get(id);
    if (!entry) throw refuse('CaseGone');
    return rowOf(entry, me, reads.get(id)?.get(me.id) ?? 0);
  }

  async function colleague(id: string): Promise<Member> {
    const found = await staff.find(id);
    if (!found) throw refuse('BadArgument', undefined, `coach: there is no coach "${id}"`);
    return found;
  }

  move('take', async (id, me, { body }) => {
    await body(emptySchema);
    return desk.take(id, personOf(me), me.capacity);
  });
  move('return', async (id, me, { body }) => {
    await body(emptySchema);
    return desk.giveUp(id, personOf(me));
  });
  move('give-back', async (id, me, { body }) => {
    await body(emptySchema);
    return desk.giveBack(id, personOf(me));
  });
  move('transfer', async (id, me, { body }) => {
    const { to, note } = await body(transferSchema);
    if ('team' in to && !knowledge.base.teams.has(to.team))
      throw refuse('BadArgument', undefined, `to.team: there is no team "${to.team}"`);
    const target = 'team' in to ? to : { coach: personOf(await colleague(to.coach)) };
    return desk.transfer(id, personOf(me), target, note);
  });
  move('invite', async (id, me, { body }) => {
    const { coach, note } = await body(inviteSchema);
    return desk.invite(id, personOf(me), personOf(await colleague(coach)), note);
  });
  move('close', async (id, me, { body }) => {
    const { outcome, note } = await body(closeSchema);
    return desk.close(id, personOf(me), outcome, note ?? '');
  });
  door.post('/codes', COACHES, async (ask) => {
    const me = await staff.of(ask.me);
    const { code } = await ask.body(codeSchema);
    const read = codeIn(code);
    if (read === undefined) throw refuse('CodeUnknown');
    const found = await codes.openFor(read, personOf(me));
    if (typeof found === 'string') throw refuse(NOT_OPENED[found]);
    const id = found.conversation;
    doneOf(await desk.takeByCode(id, personOf(me), me.capacity));
    return shown(id, me);
  });
  door.del('/cases/:id/invite/:coach', COACHES, (ask) =>
    moved(ask, (id, me) => desk.uninvite(id, personOf(me), ask.param('coach'))),
  );
}
