import { newSession } from '../conversations/conversation.ts';
import { numberOf } from '../conversations/conversations.ts';
import type { Turns } from '../conversations/turns.ts';
import { paused } from './guidance.ts';

/** The conversations as whoever holds the device may see them: on a shared phone nothing of before a pause. `now`: milliseconds since 1970. */
export function forSeeker<T extends Pick<Turns, 'read' | 'find'>>(turns: T, now: () => number): T {
  return {
    ...turns,
    async read(id: string, from: number) {
      const feed = await turns.read(id, from);
      if (!feed?.shared) return feed;
      const { shared, activities, count } = feed;
      const shown = paused(feed, now()) ? [] : activities.filter((one) => numberOf(one) >= shared.from);
      return { activities: shown, count };
    },
    async find(id: string) {
      const found = await turns.find(id);
      if (!found || !paused(found.session, now())) return found;
      const { desk: _, misses: __, session, ...rest } = found;
      const { lang, shared } = session;
      return { ...rest, session: { ...newSession(lang), ...(shared && { shared }) }, tail: [] };
    },
  };
}
