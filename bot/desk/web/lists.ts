import { z } from 'zod';
import { fieldIdSchema, LANGUAGES } from '../../../knowledge/schema/common.ts';
import { lastNumber, openEventStream } from '../../http/event-stream.ts';
import { LONGEST } from '../../turn/listen.ts';
import { takesPart } from '../case.ts';
import type { CaseList, CaseRow, CaseState, Heartbeat, Me } from '../interface.ts';
import type { Entry, QueueChange } from '../queue.ts';
import { DONE, STREAMS } from './door.ts';
import { COACHES, EVERYBODY, type WebParts } from './parts.ts';
import { refuse } from './refusal.ts';
import { type Member, personOf } from './staff.ts';
import { rowOf } from './views.ts';

/** Seconds between two signs of life of a coach's page. */
const HEARTBEAT = 20;
export const NOTE_LENGTH = 2_000;

const LISTS: Readonly<Record<string, (entry: Entry, me: string) => boolean>> = {
  queue: ({ case: { state } }) => state === 'waiting' || state === 'callback',
  callback: ({ case: { state } }) => state === 'callback',
  mine: ({ case: one }, me) => one.state === 'held' && takesPart(one, me),
  closed: ({ case: one }, me) => ENDED.includes(one.state) && one.history.some(({ by }) => by?.id === me),
};
const ENDED: readonly CaseState[] = ['closed', 'returned', 'left'];

const wishSchema = z.strictObject({
  languages: z.array(z.enum(LANGUAGES)).min(1).optional(),
  fields: z.array(fieldIdSchema).optional(),
  available: z.boolean().optional(),
  lang: z.enum(['fi', 'sv', 'en']).optional(),
  capacity: z.int().min(1).max(50).optional(),
});

/** Who I am, who waits, and the feed of both. */
export function mountLists(parts: WebParts): void {
  const { door, sessions, staff, queue, presence, moves, reads, streams, translator, lease, silence, now } =
    parts;
  // This process, so that numbers of an earlier one are not taken for ours.
  const run = now().toString(36);

  const row = (entry: Entry, me: Member): CaseRow => rowOf(entry, me, reads.get(entry.id)?.get(me.id) ?? 0);
  const here = () => presence.here().map(({ person }) => person);

  function listOf(me: Member, ...names: readonly string[]): CaseList {
    const wanted = names.map((name) => LISTS[name]);
    const cases: CaseRow[] = [];
    for (const entry of queue.all())
      if (wanted.some((fits) => fits?.(entry, me.id))) cases.push(row(entry, me));
    cases.sort((a, b) => a.rank - b.rank || (a.openedAt < b.openedAt ? -1 : a.openedAt > b.openedAt ? 1 : 0));
    return { cases, feed: `${run}-${queue.number}`, usualWait: queue.usualWait() ?? null, here: here() };
  }

  const meOf = (member: Member, expiresAt: number): Me => ({
    ...member,
    held: [...queue.all()].filter((one) => one.case.holder?.id === member.id).length,
    hours: moves.hours(member.team),
    heartbeat: HEARTBEAT,
    lease,
    silence,
    limits: { message: LONGEST, note: NOTE_LENGTH },
    translates: translator !== undefined,
    expiresAt: new Date(expiresAt).toISOString(),
  });

  door.get('/me', EVERYBODY, async ({ me }) => meOf(await staff.of(me), me.until));
  door.put('/me', EVERYBODY, async ({ me, body }) =>
    meOf(await staff.set(me, await body(wishSchema)), me.until),
  );
  door.post('/sign-out', EVERYBODY, async ({ me, response }) => {
    await presence.leave(me.id);
    response.header('Set-Cookie', await sessions.end(me));
    return DONE;
  });
  door.post('/heartbeat', EVERYBODY, async ({ me }): Promise<Heartbeat> => {
    const { until } = await sessions.touch(me);
    if (me.roles.some((role) => role === 'coach' || role === 'lead')) {
      const member = await staff.of(me);
      await presence.beat(personOf(member), member.available);
    }
    return { expiresAt: new Date(until).toISOString() };
  });

  door.get('/cases', COACHES, async ({ me, query }) => {
    const name = query('list') ?? 'queue';
    if (!Object.hasOwn(LISTS, name))
      throw refuse('BadArgument', undefined, `list must be one of ${Object.keys(LISTS).join(', ')}`);
    return listOf(await staff.of(me), name);
  });

  door.get('/feed', COACHES, async ({ me: session, request, response }) => {
    const me = await staff.of(session);
    const stream = openEventStream(request, response);
    streams.add(stream);
    const [of, number] = (lastNumber(request) ?? '').split('-');
    const missed = of === run && number !== '' ? queue.since(Number(number)) : undefined;
    if (missed) for (const change of missed) send(change);
    else stream.send('list', listOf(me, 'queue', 'mine'), `${run}-${queue.number}`);
    stream.send('here', here());

    // What others say is theirs; of it, only those who take part hear that there is something new.
    function send({ id, what, entry, number: at }: QueueChange): void {
      if (!entry) stream.send('gone', { id }, `${run}-${at}`);
      else if (what === 'moved' || takesPart(entry.case, me.id))
        stream.send('row', row(entry, me), `${run}-${at}`);
    }
    const stops = [queue.watch(send), presence.watch(() => stream.send('here', here()))];
    const check = setInterval(async () => {
      const still = await sessions.of(request);
      if (still !== 'none' && still !== 'expired') return;
      stream.send('bye', { code: 'SessionExpired', message: 'the session has ended: sign in again' });
      stream.close();
    }, 30_000);
    check.unref();
    stream.onClose(() => {
      clearInterval(check);
      streams.delete(stream);
      for (const stop of stops) stop();
    });
    return STREAMS;
  });
}
