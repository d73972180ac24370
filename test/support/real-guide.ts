import { pino } from 'pino';
import type { Guide } from '../../bot/conversations/turns.ts';
import { createCases } from '../../bot/desk/index.ts';
import { createGuide } from '../../bot/guide.ts';
import type { Store } from '../../bot/storage/store.ts';
import { codesFor } from './codes.ts';
import { DAY, knowledge } from './conversation.ts';

/** The guide with the real knowledge base, on the day of the tests, for a server that browsers visit. */
export async function realGuide(store: Store): Promise<Guide> {
  const { base } = await knowledge;
  return createGuide({
    knowledge: await knowledge,
    desk: createCases({ store, base, now: Date.now, timeZone: 'Europe/Helsinki' }).moves,
    codes: codesFor(store, Date.now),
    today: () => DAY,
    log: pino({ level: 'silent' }),
  });
}
