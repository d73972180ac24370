import type { Activity } from '../../activity.ts';
import { numberOf } from '../../conversations/conversations.ts';
import { lastNumber, openEventStream } from '../../http/event-stream.ts';
import { recordOf } from '../record.ts';
import type { Signal } from '../signals.ts';
import { STREAMS } from './door.ts';
import { openCase } from './opened.ts';
import { COACHES, type WebParts } from './parts.ts';
import { draftView } from './plan-view.ts';
import { refuse } from './refusal.ts';
import { translationOf } from './translated.ts';
import { maySee, messageOf, rowOf } from './views.ts';

/** One conversation as it happens: messages by number, each once and in order, however often the connection breaks. */
export function mountCaseFeed(parts: WebParts): void {
  const { door, sessions, turns, queue, signals, reads, streams, translator, knowledge, today } = parts;

  door.get('/cases/:id/feed', COACHES, async (ask) => {
    const { id, me, by, record } = await openCase(parts, ask, 'case');
    const after = lastNumber(ask.request) ?? '0';
    if (!/^\d{1,12}$/.test(after))
      throw refuse('BadArgument', undefined, 'after must be a number that this server gave');
    const stream = openEventStream(ask.request, ask.response);
    streams.add(stream);
    let sent = Number(after);
    let notes = record.notes.length;
    let draft = record.draft?.version ?? 0;
    let replaying = true;

    const row = () => {
      const entry = queue.get(id);
      if (entry) stream.send('case', rowOf(entry, me, reads.get(id)?.get(me.id) ?? 0));
    };
    const send = (activities: readonly Activity[], count: number) => {
      for (const activity of activities) {
        const message = messageOf(activity, me.id);
        if (!message) continue;
        stream.send('message', message, String(numberOf(activity) + 1));
        // Nobody waits for the translator: what it says comes after.
        void translationOf(message, me.lang, translator).then((translated) => {
          if (translated) stream.send('translated', { number: message.number, translated });
        });
      }
      sent = count;
    };
    const bye = (code: 'NotYours' | 'SessionExpired') => {
      const { message } = refuse(code);
      stream.send('bye', { code, message });
      stream.close();
    };

    /** What is kept beside the messages: notes and the plan, and whether one may still look. */
    async function look(): Promise<void> {
      const conversation = await turns.find(id);
      const now = conversation && recordOf(conversation);
      if (!stream.open || !conversation || !now?.case) return;
      if (!maySee(now, me.id)) return bye('NotYours');
      for (const note of now.notes.slice(notes)) stream.send('note', note);
      notes = now.notes.length;
      if ((now.draft?.version ?? 0) !== draft)
        stream.send('plan', draftView(now, { knowledge, today: today(), lang: me.lang }));
      draft = now.draft?.version ?? 0;
    }

    function hear(signal: Signal): void {
      if (signal.what === 'delivered') stream.send('delivered', { count: signal.count });
      else if (signal.what === 'read') {
        if (signal.person.id !== by.id) stream.send('read', { person: signal.person, count: signal.count });
      } else if (signal.from === 'seeker') stream.send('typing', { from: 'seeker' });
      else if (signal.from.id !== by.id) stream.send('typing', { person: signal.from });
    }

    const stops = [
      turns.watch(id, (fresh, count) => {
        // Commits that come while the past is being read are read with it.
        if (!replaying && count > sent) send(fresh.slice(sent - count), count);
      }),
      queue.watch((change) => {
        if (change.id !== id) return;
        const { entry, what } = change;
        if (!entry) {
          stream.send('gone', { id });
          return stream.close();
        }
        row();
        if (what === 'moved' || entry.notes !== notes || entry.draft !== draft) void look();
      }),
      signals.watch(id, hear),
    ];
    const check = setInterval(async () => {
      const still = await sessions.of(ask.request);
      if (still === 'none' || still === 'expired') bye('SessionExpired');
    }, 30_000);
    check.unref();
    stream.onClose(() => {
      clearInterval(check);
      streams.delete(stream);
      for (const stop of stops) stop();
    });

    row();
    for (;;) {
      const past = await turns.read(id, sent);
      if (!past || past.count <= sent) break;
      send(past.activities, past.count);
    }
    replaying = false;
    return STREAMS;
  });
}
