import { pino } from 'pino';
import { createReturnCodes, type ReturnCodes } from '../../bot/codes/index.ts';
import type { Store } from '../../bot/storage/store.ts';

/** Return codes for a test, the same ones each time: "K7PM-X3RT", then "C3HN-W9DK" and so on. */
export function codesFor(store: Store, now: () => number): ReturnCodes {
  const next = ['K7PMX3RT', 'C3HNW9DK', 'T4XBR7JM', 'D9RFK3CN'];
  return createReturnCodes({
    store,
    secret: new TextEncoder().encode('a key for tests that is long enough to sign with'),
    log: pino({ level: 'silent' }),
    now,
    make: () => {
      const code = next.shift() ?? '';
      next.push(code);
      return code;
    },
  });
}
