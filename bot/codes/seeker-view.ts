import type { Turns } from '../turns.ts';
import { paused } from './guidance.ts';

/** The conversations as whoever holds the device may see them: on a shared phone nothing of before a pause. `now`: milliseconds since 1970. */
export function forSeeker<T extends Pick<Turns, 'read' | 'find'>>(turns: T, now: () => number): T {
  return {
    ...turns,
    async read(id: string, from: number) {
      const session = (await turns.find(id))?.session;
      const feed = await turns.read(id, Math.max(from, session?.shared?.from ?? 0));
      return feed && session && paused(session, now()) ? { activities: [], count: feed.count } : feed;
    },
  };
}
