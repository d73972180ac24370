import type { Logger } from 'pino';
import type { Desk } from './desk.ts';
import type { Cases } from './index.ts';

export interface SweepParts extends Cases {
  readonly desk: Pick<Desk, 'lapse' | 'unanswered'>;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Seconds that a seeker's message may stay unanswered. */
  readonly silence: number;
}

/** Milliseconds between two looks. */
const OFTEN = 5_000;

/**
 * Takes cases back from coaches who are gone or silent, and tells seekers when the service closed before anybody came: nobody waits
 * for somebody who is not there.
 */
export function createSweep({ queue, presence, moves, desk, log, now, silence }: SweepParts) {
  async function sweep(): Promise<void> {
    const gone = new Map<string, Promise<boolean>>();
    for (const { id, case: one, municipality } of queue.all()) {
      const { state, holder, unanswered } = one;
      if (state === 'waiting' && !one.told && !moves.isOpen(municipality ?? undefined)) {
        await desk.unanswered(id);
        log.info({ code: 'desk.unanswered', case: id }, 'closed before anybody came');
      }
      if (state !== 'held' || !holder) continue;
      const left = gone.get(holder.id) ?? presence.isGone(holder.id);
      gone.set(holder.id, left);
      const silent = unanswered !== undefined && Date.parse(unanswered) + silence * 1_000 < now();
      if (!silent && !(await left)) continue;
      await desk.lapse(id, holder);
      log.info({ code: 'desk.lapsed', case: id, coach: holder.id, silent }, 'back to the queue');
    }
  }

  let timer: NodeJS.Timeout | undefined;
  return {
    sweep,
    start(): void {
      timer = setInterval(
        () => sweep().catch((error: Error) => log.error({ err: error }, 'sweep failed')),
        OFTEN,
      );
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
