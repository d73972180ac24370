import type { CaseState, HistoryLine, Outcome, Person, Reason, Refusal } from './interface.ts';

/** A seeker's wish for a person, from the first word to the end. Lives in its conversation's record: that is its truth. */
export interface Case {
  readonly state: CaseState;
  /** Grows with every transition. */
  readonly version: number;
  readonly reason: Reason;
  readonly openedAt: string;
  /** Since when it is in this state. */
  readonly since: string;
  readonly holder?: Person;
  readonly invited: readonly Person[];
  /** To whom a colleague sent it. */
  readonly to?: { readonly coach?: Person; readonly team?: string };
  /** What was left for when nobody was there. */
  readonly callback?: { readonly message: string; readonly reach: string };
  /** When the oldest message came that nobody of the network has answered. */
  readonly unanswered?: string;
  /** Seconds from the opening until somebody took it first. */
  readonly waited?: number;
  /** The seeker was told that the service closed before anybody came. */
  readonly told?: true;
  /** The crisis numbers were shown while a person held it. */
  readonly warned?: true;
  readonly outcome?: Outcome;
  readonly history: readonly HistoryLine[];
}

/** What can happen to a case. A coach's lease is kept per coach (`presence.ts`); `lapse` is what its end does to a case. */
export type CaseEvent =
  | { readonly do: 'open'; readonly reason: Reason; readonly callback?: Case['callback'] }
  | { readonly do: 'take'; readonly by: Person }
  | { readonly do: 'return'; readonly by: Person }
  | {
      readonly do: 'transfer';
      readonly by: Person;
      readonly to: { readonly coach?: Person; readonly team?: string };
    }
  | { readonly do: 'invite'; readonly by: Person; readonly who: Person }
  | { readonly do: 'uninvite'; readonly by: Person; readonly who: string }
  | { readonly do: 'give-back'; readonly by: Person }
  | { readonly do: 'close'; readonly by: Person; readonly outcome: Outcome }
  | { readonly do: 'leave' }
  /** The coach with this id is silent or gone; nothing happens where another one holds the case by now. */
  | { readonly do: 'lapse'; readonly holder: string }
  /** The service closed and nobody has come. */
  | { readonly do: 'unanswered' }
  | { readonly do: 'heard' }
  | { readonly do: 'danger' }
  | { readonly do: 'said'; readonly by: Person };

export type Step = { readonly next: Case } | { readonly refused: Refusal['code'] };

/** States in which somebody is still to come or is there. */
export const isOpen = (state: CaseState | undefined): boolean =>
  state === 'waiting' || state === 'held' || state === 'callback';

/** Whether this person may read and write in the case. */
export const takesPart = (theCase: Case, id: string): boolean =>
  theCase.holder?.id === id || theCase.invited.some((one) => one.id === id);

const refuse = (refused: Refusal['code']): Step => ({ refused });

/** The next state of a case, or why not; `at` is an ISO time. Pure: who writes it decides by comparing versions. */
export function step(now: Case | undefined, event: CaseEvent, at: string): Step {
  if (event.do === 'open') return open(now, event, at);
  if (!now) return refuse('CaseGone');
  const { holder: _holder, unanswered: _unanswered, ...free } = now;
  const toQueue = (what: HistoryLine['what'], by: Person | null): Case => ({
    ...moved(free, 'waiting', at, what, by),
    invited: [],
  });

  // Danger stays the first thing to know of a case, whatever happens to it.
  const unlessDanger = (reason: Reason): Reason => (now.reason === 'danger' ? 'danger' : reason);

  switch (event.do) {
    case 'take': {
      if (now.state === 'held') return refuse('CaseTaken');
      if (now.state !== 'waiting' && now.state !== 'callback') return refuse('CaseMoved');
      const { to: _to, told: _told, ...rest } = now;
      const waited = now.waited ?? Math.round((Date.parse(at) - Date.parse(now.openedAt)) / 1_000);
      return {
        next: {
          ...moved(rest, 'held', at, 'taken', event.by),
          holder: event.by,
          ...(now.state === 'waiting' && { waited }),
          unanswered: at,
        },
      };
    }
    case 'leave': {
      if (!isOpen(now.state)) return refuse('CaseMoved');
      return { next: { ...moved(free, 'left', at, 'left', null), invited: [] } };
    }
    case 'lapse': {
      if (now.state !== 'held' || now.holder?.id !== event.holder) return refuse('CaseMoved');
      return { next: { ...toQueue('lapsed', now.holder), reason: unlessDanger('lapsed') } };
    }
    case 'unanswered': {
      if (now.state !== 'waiting' || now.told) return refuse('CaseMoved');
      return { next: { ...moved(now, 'waiting', now.since, 'unanswered', null, at), told: true } };
    }
    case 'heard':
      return { next: now.state === 'held' && !now.unanswered ? { ...now, unanswered: at } : now };
    case 'danger':
      return { next: { ...now, reason: 'danger', ...(now.state === 'held' && { warned: true }) } };
  }

  if (now.state !== 'held') return refuse('CaseMoved');
  if (event.do === 'said') {
    if (!takesPart(now, event.by.id)) return refuse('NotYours');
    const { unanswered: _done, ...answered } = now;
    return { next: answered };
  }
  if (now.holder?.id !== event.by.id) return refuse('NotYours');
  switch (event.do) {
    case 'return':
      return { next: toQueue('returned', event.by) };
    case 'transfer':
      return {
        next: { ...toQueue('transferred', event.by), reason: unlessDanger('transfer'), to: event.to },
      };
    case 'invite': {
      if (takesPart(now, event.who.id)) return { next: now };
      const invited = [...now.invited, event.who];
      return { next: { ...moved(now, 'held', now.since, 'invited', event.who, at), invited } };
    }
    case 'uninvite': {
      const gone = now.invited.find(({ id }) => id === event.who);
      if (!gone) return { next: now };
      const invited = now.invited.filter(({ id }) => id !== event.who);
      return { next: { ...moved(now, 'held', now.since, 'uninvited', gone, at), invited } };
    }
    case 'give-back':
      return { next: { ...moved(free, 'returned', at, 'given-back', event.by), invited: [] } };
    case 'close': {
      const closed = moved(free, 'closed', at, 'closed', event.by);
      return { next: { ...closed, invited: [], outcome: event.outcome } };
    }
  }
}

/** A second wish while one is open adds to it: a message to a waiting case, danger to any. */
function open(now: Case | undefined, event: Extract<CaseEvent, { do: 'open' }>, at: string): Step {
  const { reason, callback } = event;
  if (now?.state === 'held') return { next: reason === 'danger' ? { ...now, reason } : now };
  if (now && isOpen(now.state)) {
    const state = callback ? 'callback' : 'waiting';
    const kept = { ...now, ...(reason === 'danger' && { reason }), ...(callback && { callback }) };
    return { next: state === now.state ? kept : moved(kept, state, at, 'opened', null) };
  }
  const fresh: Omit<Case, 'state' | 'version' | 'since' | 'history'> = {
    reason,
    openedAt: at,
    invited: [],
    ...(callback && { callback }),
  };
  return {
    next: {
      ...fresh,
      state: callback ? 'callback' : 'waiting',
      version: (now?.version ?? 0) + 1,
      since: at,
      history: [{ at, what: 'opened', by: null }],
    },
  };
}

function moved(
  from: Case,
  state: CaseState,
  since: string,
  what: HistoryLine['what'],
  by: Person | null,
  at = since,
): Case {
  return { ...from, state, since, version: from.version + 1, history: [...from.history, { at, what, by }] };
}
