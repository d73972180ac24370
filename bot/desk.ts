import type { Case, Desk } from './errands.ts';
import type { Store } from './storage/store.ts';

/** Where messages for a human are kept until the desk's staff read them: one entry a case, below its conversation. */
export function storedDesk(store: Store, now: () => number): Desk {
  return {
    async open(opened: Case) {
      const key = `case/${opened.conversationId}/${opened.id.replace(/.*\|/, '')}`;
      if (await store.read(key)) return;
      await store.write(key, { ...opened, openedAt: new Date(now()).toISOString() }, 0);
    },
  };
}
