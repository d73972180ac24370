import type { Context } from 'mocha';

/** Where real browsers and processes are waited for. */
const REAL = /\/test\/(?:web|faults)\//;

/** Mocha's root hook: on a busy machine a real browser may be late, so what waits for one is tried again, twice at most. */
export const mochaHooks = {
  beforeEach(this: Context) {
    if (REAL.test(this.currentTest?.file ?? '')) this.currentTest?.retries(2);
  },
};
