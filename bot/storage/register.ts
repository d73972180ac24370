import { GuideError } from '../errors.ts';
import type { Json, Store } from './store.ts';

/** One kind of stored data: the first part of its keys names it. */
export interface Collection {
  readonly holds: string;
  readonly why: string;
  /** Whose data it is. Of a conversation: the second part of the key is the conversation's id. */
  readonly of: 'conversation' | 'staff' | 'nobody';
  /** Days after it was last written until it is deleted by itself; absent: as long as it is needed. */
  readonly days?: number;
  /** Stays when the seeker has everything erased, since it holds nothing that was said. */
  readonly outlivesErasure?: true;
}

/**
 * Everything that is stored, why, and how long: the record of processing that the GDPR (article 30) asks for, as data.
 * Retention, erasure and backups follow it, and nothing can be stored that is not in it.
 */
export const REGISTER = {
  conversation: {
    holds:
      'the last messages, the answers (profile), the pathway that was kept, the language; in which words they were told what is kept, and when; the case, the notes of coaches, and who looked',
    why: 'so that guidance goes on where it was',
    of: 'conversation',
    days: 730,
    // Rewritten empty in the same step that erases.
    outlivesErasure: true,
  },
  feed: {
    holds: 'earlier messages, fifty a page',
    why: 'so that the seeker, and a coach who was asked for, can read what was said',
    of: 'conversation',
    days: 730,
  },
  case: {
    holds: 'that a human was asked for in a conversation, and how far it is',
    why: 'so that the queue is whole after a restart',
    of: 'conversation',
    days: 365,
  },
  outbox: {
    holds: 'that something is still to be brought to the seeker’s channel',
    why: 'so that nothing is lost when a process ends',
    of: 'conversation',
    days: 30,
    outlivesErasure: true,
  },
  lease: {
    holds: 'which process brings the messages of a conversation',
    why: 'so that nothing is sent twice',
    of: 'conversation',
    days: 1,
    outlivesErasure: true,
  },
  missed: {
    holds:
      'a few words that were not understood, redacted, and how often; not who wrote them, only marks by which what somebody wants gone can be taken back',
    why: 'so that editors teach the guide how people speak',
    of: 'nobody',
    days: 90,
  },
  used: {
    holds: 'random ids of single-use tickets',
    why: 'so that an address in a history opens nothing',
    of: 'nobody',
    days: 1,
  },
  erasure: {
    holds: 'the id of a conversation that was erased, and when',
    why: 'so that no backup brings it back',
    of: 'conversation',
    days: 400,
    outlivesErasure: true,
  },
  code: {
    holds: 'by a keyed hash of a return code: in which conversation its guidance is, and where it was before',
    why: 'so that guidance goes on in another channel',
    of: 'nobody',
    days: 90,
  },
  guess: {
    holds: 'how many wrong return codes came in an hour, by keyed hashes',
    why: 'so that nobody finds a code by trying',
    of: 'nobody',
    days: 1,
  },
  'sms-in': {
    holds: 'a text message until it is answered, then only that it was',
    why: 'so that each is answered once, also after a restart',
    of: 'nobody',
    days: 7,
  },
  'sms-out': {
    holds: 'what became of a text message that was sent, without its text',
    why: 'so that none is sent twice, and it is known which did not arrive',
    of: 'nobody',
    days: 40,
  },
  'sms-number': {
    holds: 'by a keyed hash of a telephone number: that it wants no messages, and how many it sent this hour',
    why: 'so that nothing follows a stop, which has no end, and no number costs too much, which is kept for 40 days',
    of: 'nobody',
  },
  'sms-month': {
    holds: 'how many messages and segments were sent in a month',
    why: 'so that the costs are known and limited',
    of: 'nobody',
    days: 730,
  },
  'teams-board': {
    holds: 'which channels of Teams show the queue',
    why: 'so that coaches in Teams see who waits',
    of: 'staff',
  },
  'teams-card': {
    holds: 'which messages in Teams show a case, and which state of it',
    why: 'so that a card says who took it',
    of: 'conversation',
    days: 30,
  },
  'teams-chat': {
    holds:
      'how a coach is reached in Teams, which conversation they hold there, and how much of it they have seen',
    why: 'so that nothing that is said to them is lost or doubled',
    of: 'staff',
    days: 400,
  },
  presence: {
    holds: 'until when a coach counts as being at the desk',
    why: 'so that a seeker does not wait for somebody who is gone',
    of: 'staff',
    days: 1,
  },
  staff: {
    holds: 'name, roles and settings of who signed in to the desk',
    why: 'so that colleagues can pass conversations on',
    of: 'staff',
    days: 400,
  },
  'desk-session': {
    holds: 'who is signed in to the desk, by the hash of a random key',
    why: 'so that a sign-in outlives a restart',
    of: 'staff',
    days: 1,
  },
  'desk-sign-in': {
    holds: 'random values of a sign-in that is under way',
    why: 'so that nobody else can end it',
    of: 'nobody',
    days: 1,
  },
  probe: {
    holds: 'the time of the last check',
    why: 'so that a check sees whether things are kept',
    of: 'nobody',
    days: 1,
  },
  secret: { holds: 'the key that signs tokens', why: 'so that tokens outlive a restart', of: 'nobody' },
} as const satisfies Readonly<Record<string, Collection>>;

const DAY = 86_400_000;
const rows: ReadonlyMap<string, Collection> = new Map(Object.entries(REGISTER));
const collectionOf = (key: string) => key.slice(0, key.indexOf('/'));

/** A key outside the register was to be written: a fault of the program. */
export class Unregistered extends GuideError {
  override readonly name = 'Unregistered';
  readonly code = 'store.unregistered';

  constructor(collection: string) {
    super(
      `"${collection}/…" may not be stored: say in bot/storage/register.ts what it holds, why, and how long.`,
    );
  }
}

/** The store as the guide may use it: takes only what the register names, and gives each value its end. `now`: milliseconds since 1970. */
export function registered(store: Store, now: () => number): Store {
  return {
    ...store,
    async write(key: string, value: Json, replaces: number, options = {}) {
      const row = rows.get(collectionOf(key));
      if (!row) throw new Unregistered(collectionOf(key));
      const { expiresAt = row.days === undefined ? undefined : now() + row.days * DAY } = options;
      return store.write(key, value, replaces, expiresAt === undefined ? {} : { expiresAt });
    },
  };
}

/** The conversation whose data a key holds. */
export function conversationOf(key: string): string | undefined {
  return rows.get(collectionOf(key))?.of === 'conversation' ? key.split('/')[1] : undefined;
}

/** Deletes everything about a conversation but what holds nothing that was said. */
export async function eraseConversation(store: Store, id: string): Promise<void> {
  for (const [collection, { of, outlivesErasure }] of rows) {
    if (of !== 'conversation') continue;
    await store.clear(`${collection}/${id}`);
    if (outlivesErasure) continue;
    await store.delete(`${collection}/${id}`);
    for (const key of await store.list(`${collection}/${id}/`)) await store.delete(key);
  }
}
