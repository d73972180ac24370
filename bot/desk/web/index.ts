import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { Knowledge } from '../../../knowledge/index.ts';
import type { Guide, Turns } from '../../conversations/turns.ts';
import type { Store } from '../../storage/store.ts';
import { createDesk, type Desk } from '../desk.ts';
import type { Cases } from '../index.ts';
import type { Signals } from '../signals.ts';
import { createSweep } from '../sweep.ts';
import type { Translator } from '../translator.ts';
import { mountAdvice } from './advice.ts';
import { mountCaseFeed } from './case-feed.ts';
import { mountCaseView } from './case-view.ts';
import { createDoor } from './door.ts';
import { mountLibrary } from './library.ts';
import { mountLists } from './lists.ts';
import { createLocalLink } from './local-link.ts';
import type { OpenIdConnect } from './oidc.ts';
import type { WebParts } from './parts.ts';
import { mountPlan } from './plan.ts';
import { createSessions, type SignedIn } from './sessions.ts';
import { mountSignIn } from './sign-in.ts';
import { createStaff } from './staff.ts';
import { mountSummary } from './summary-view.ts';
import { mountTalk } from './talk.ts';
import { mountTransitions } from './transitions.ts';

export interface WebDeskParts extends Cases {
  readonly store: Store;
  readonly turns: Turns;
  readonly guide: Guide;
  readonly knowledge: Knowledge;
  readonly codes: WebParts['codes'];
  readonly signals: Signals;
  readonly translator?: Translator | undefined;
  /** Absent: one signs in by a one-time link. */
  readonly oidc?: OpenIdConnect | undefined;
  readonly log: Logger;
  readonly now: () => number;
  readonly today: () => string;
  /** Seconds after which a coach who gives no sign of life is gone, and after which an unanswered seeker is given back. */
  readonly lease: number;
  readonly silence: number;
}

/** The desk as the server mounts it. */
export interface WebDesk {
  mount(server: Server, publicUrl: string | undefined): void;
  readonly desk: Desk;
  /** The path of a link that lets somebody in once, on this machine. */
  localLink(who: SignedIn): string;
  /** One look for cases whose coach is gone. */
  sweep(): Promise<void>;
  /** Begins to look for them. */
  start(): void;
  /** Ends every stream. */
  stop(): void;
}

export function createWebDesk(parts: WebDeskParts): WebDesk {
  const { store, turns, guide, knowledge, queue, presence, moves, signals, oidc, log, now } = parts;
  const desk = createDesk({ turns, guide, queue, presence, moves, base: knowledge.base, now });
  const sweep = createSweep({ queue, presence, moves, desk, log, now, silence: parts.silence });
  const link = createLocalLink(now);
  const streams: WebParts['streams'] = new Set();

  return {
    desk,
    mount(server, publicUrl) {
      const secure = publicUrl?.startsWith('https:') ?? false;
      const sessions = createSessions({ store, now, secure });
      const door = createDoor({ server, sessions, log, publicUrl });
      const web: WebParts = {
        door,
        sessions,
        staff: createStaff({ store, base: knowledge.base }),
        desk,
        codes: parts.codes,
        turns,
        signals,
        knowledge,
        translator: parts.translator,
        queue,
        presence,
        moves,
        today: parts.today,
        now,
        reads: new Map(),
        streams,
        lease: parts.lease,
        silence: parts.silence,
      };
      mountSignIn({ server, store, sessions, log, now, oidc, link, publicUrl, secure });
      for (const mount of [
        mountLists,
        mountCaseView,
        mountCaseFeed,
        mountTransitions,
        mountTalk,
        mountPlan,
        mountSummary,
        mountLibrary,
        mountAdvice,
      ])
        mount(web);
    },
    localLink: (who) => `/desk/sign-in?code=${link.give(who)}`,
    sweep: sweep.sweep,
    start: sweep.start,
    stop() {
      sweep.stop();
      for (const stream of streams) stream.close();
    },
  };
}
