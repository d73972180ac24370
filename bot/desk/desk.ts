import type { Base } from '../../knowledge/base.ts';
import { type Lang, type Text, translator } from '../../locales/index.ts';
import type { Activity } from '../activity.ts';
import { channelFor } from '../channels/index.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { GUIDE, type Log, numberOf } from '../conversations/conversations.ts';
import type { Guide, Turns } from '../conversations/turns.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { redact } from '../redact.ts';
import { FIRST_LANG } from '../turn/exchange.ts';
import { type Case, type CaseEvent, isOpen, takesPart } from './case.ts';
import type { Cases } from './index.ts';
import type { HistoryLine, Note, Outcome, Person, Refusal } from './interface.ts';
import { recordOf } from './record.ts';
import { DESK, handoffStatus, sayingOf } from './voice.ts';

/** Done, or why not. */
export type Result<T> = T | { readonly refused: Refusal['code']; readonly case?: Case };

/** A message of somebody of the network to a seeker. */
export interface Saying {
  /** The sender's own key; the same one twice is one message. */
  readonly key: string;
  readonly text: string;
  readonly lang?: Lang;
}

/** Everything that somebody of the network does to a case; each is one change of its conversation. */
export interface Desk {
  take(id: string, by: Person, capacity: number): Promise<Result<Case>>;
  /** Takes the conversation of a seeker who told their return code, whether they asked for a person or not. */
  takeByCode(id: string, by: Person, capacity: number): Promise<Result<Case>>;
  giveUp(id: string, by: Person): Promise<Result<Case>>;
  transfer(
    id: string,
    by: Person,
    to: { readonly coach?: Person; readonly team?: string },
    note: string,
  ): Promise<Result<Case>>;
  invite(id: string, by: Person, who: Person, note: string): Promise<Result<Case>>;
  uninvite(id: string, by: Person, who: string): Promise<Result<Case>>;
  giveBack(id: string, by: Person): Promise<Result<Case>>;
  close(id: string, by: Person, outcome: Outcome, note: string): Promise<Result<Case>>;
  /** The coach is silent or gone: back into the queue. */
  lapse(id: string, holder: Person): Promise<Result<Case>>;
  /** The service has closed before anybody came. */
  unanswered(id: string): Promise<Result<Case>>;
  /** `make` renders the text once the conversation is at hand, in the seeker's language. */
  say(
    id: string,
    by: Person,
    saying: Omit<Saying, 'text'> & { readonly text: string | ((conversation: Conversation) => string) },
    also?: (conversation: Conversation) => void,
  ): Promise<Result<{ readonly activity: Activity }>>;
  note(id: string, by: Person, text: string): Promise<Result<Note>>;
}

export interface DeskParts extends Cases {
  readonly turns: Turns;
  readonly guide: Guide;
  readonly base: Base;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Stands where no person did something. */
const NOBODY: Person = { id: 'desk', name: 'OsaajaKS', role: 'coach' };
/** Keys of messages remembered in a conversation. */
const SEEN = 100;

export function createDesk({ turns, guide, queue, moves, base, now }: DeskParts): Desk {
  const perCoach = oneAtATime();
  const time = () => new Date(now()).toISOString();

  /** One transition with what the seeker hears of it. */
  async function move(
    id: string,
    event: CaseEvent,
    {
      what,
      by,
      to,
      note = '',
    }: { what?: HistoryLine['what']; by: Person; to?: string | Text; note?: string },
  ): Promise<Result<Case>> {
    const amended = await turns.amend(id, async (conversation, log): Promise<Result<Case>> => {
      const before = recordOf(conversation).case;
      const result = await moves.apply(conversation, event);
      if ('refused' in result) return { ...result, ...(before && { case: before }) };
      if (result.next === before) return result.next;
      if (note !== '') addNote(conversation, by, note);
      if (what) await tell(conversation, log, handoffStatus(what, 'who' in event ? who(event) : by, to));
      markRead(conversation, by);
      return result.next;
    });
    return amended?.result ?? { refused: 'CaseGone' };
  }

  const who = (event: CaseEvent): Person => (event as Extract<CaseEvent, { do: 'invite' }>).who;

  async function tell(conversation: Conversation, log: Log, status: Partial<Activity>): Promise<void> {
    const { id, channelId } = conversation;
    const event = channelFor(channelId).knowsHandoff
      ? log.append(DESK, status)
      : // Where no channel would show it, only the guide hears of it.
        ({ ...status, from: DESK, channelId, conversation: { id } } as Activity);
    const { replies } = await guide(event, conversation);
    for (const reply of replies) log.append(GUIDE, reply);
  }

  /** What must not be kept is taken out of a coach's words, too; how somebody is reached stays. */
  function addNote(conversation: Conversation, by: Person, text: string): Note {
    const record = recordOf(conversation);
    const note = { at: time(), by, text: redact(text, { keepContacts: true }) };
    conversation.desk = { ...record, notes: [...record.notes, note] };
    return note;
  }

  /** Who acts in a conversation has read it. */
  function markRead(conversation: Conversation, by: Person): void {
    const record = recordOf(conversation);
    conversation.desk = { ...record, read: { ...record.read, [by.id]: conversation.count } };
  }

  const take: Desk['take'] = (id, by, capacity) =>
    perCoach.run(by.id, async () => {
      const held = [...queue.all()].filter((one) => one.case.holder?.id === by.id);
      if (held.length >= capacity && !held.some((one) => one.id === id)) return { refused: 'Full' };
      return move(id, { do: 'take', by }, { what: 'taken', by });
    });

  return {
    take,
    async takeByCode(id, by, capacity) {
      const found = await turns.find(id);
      if (!found) return { refused: 'CaseGone' };
      const before = recordOf(found).case;
      if (before?.state === 'held' && takesPart(before, by.id)) return before;
      if (!isOpen(before?.state)) await move(id, { do: 'open', reason: 'code' }, { by });
      return take(id, by, capacity);
    },
    giveUp: (id, by) => move(id, { do: 'return', by }, { what: 'returned', by }),
    transfer(id, by, to, note) {
      const name = to.coach?.name ?? base.teams.get(to.team ?? '')?.name;
      return move(
        id,
        { do: 'transfer', by, to },
        { what: 'transferred', by, note, ...(name !== undefined && { to: name }) },
      );
    },
    invite: (id, by, guest, note) =>
      move(id, { do: 'invite', by, who: guest }, { what: 'invited', by, note }),
    uninvite: (id, by, guest) => move(id, { do: 'uninvite', by, who: guest }, { by }),
    giveBack: (id, by) => move(id, { do: 'give-back', by }, { what: 'given-back', by }),
    close: (id, by, outcome, note) => move(id, { do: 'close', by, outcome }, { what: 'closed', by, note }),
    lapse: (id, holder) => move(id, { do: 'lapse', holder: holder.id }, { what: 'lapsed', by: holder }),

    unanswered: (id) => move(id, { do: 'unanswered' }, { what: 'unanswered', by: NOBODY }),

    async say(id, by, { key, text, lang }, also) {
      const amended = await turns.amend(
        id,
        async (conversation, log): Promise<Result<{ activity: Activity }>> => {
          const own = `desk ${by.id} ${key}`;
          const again = conversation.seen.find((one) => one.key === own);
          const before = again && (await turns.read(id, numberOf(again)))?.activities[0];
          if (before) return { activity: before };
          const was = recordOf(conversation).case;
          const result = await moves.apply(conversation, { do: 'said', by });
          if ('refused' in result) return { ...result, ...(was && { case: was }) };
          also?.(conversation);
          const words = typeof text === 'string' ? text : text(conversation);
          const { lang: heard = FIRST_LANG } = conversation.session;
          const activity = log.append(
            { id: by.id, name: by.name, role: 'bot' },
            {
              ...channelFor(conversation.channelId).render({
                text: translator(heard)(sayingOf(by, words)),
                lang: lang ?? heard,
                choices: [],
              }),
              channelData: { person: by, words, key },
            },
          );
          conversation.seen = [...conversation.seen, { key: own, id: activity.id }].slice(-SEEN);
          markRead(conversation, by);
          return { activity };
        },
      );
      return amended?.result ?? { refused: 'CaseGone' };
    },

    async note(id, by, text) {
      const amended = await turns.amend(id, (conversation): Result<Note> => {
        const record = recordOf(conversation);
        if (!record.case) return { refused: 'CaseGone' };
        return addNote(conversation, by, text);
      });
      return amended?.result ?? { refused: 'CaseGone' };
    },
  };
}
