import type { Turns } from '../conversations/turns.ts';
import type { Look, Person } from './interface.ts';
import { recordOf } from './record.ts';

/** The same look again within this time is one: a page that is opened and reloaded. Milliseconds. */
const SAME = 10 * 60_000;
/** So many are kept of one seeker; the oldest go first. */
const MOST = 500;

/** Writes down who looked at a seeker's profile, where the seeker can read it. */
export async function recordLook(
  turns: Pick<Turns, 'amend'>,
  id: string,
  by: Person,
  what: Look['what'],
  now: number,
): Promise<void> {
  await turns.amend(id, (conversation) => {
    const record = recordOf(conversation);
    const last = record.looks.findLast((look) => look.by.id === by.id && look.what === what);
    if (last && Date.parse(last.at) > now - SAME) return;
    const look = { at: new Date(now).toISOString(), by, what };
    conversation.desk = { ...record, looks: [...record.looks, look].slice(-MOST) };
  });
}
