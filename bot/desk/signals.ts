import type { Person } from './interface.ts';

/** What is told at once and never kept. */
export type Signal =
  | { readonly what: 'typing'; readonly from: 'seeker' | Person }
  /** The seeker's device has the activities before this number. */
  | { readonly what: 'delivered'; readonly count: number }
  | { readonly what: 'read'; readonly person: Person; readonly count: number };

/** Signals between the two sides of a conversation, within this process. */
export interface Signals {
  tell(conversationId: string, signal: Signal): void;
  watch(conversationId: string, listener: (signal: Signal) => void): () => void;
}

export function createSignals(): Signals {
  const listeners = new Map<string, Set<(signal: Signal) => void>>();
  return {
    tell(id, signal) {
      for (const listener of listeners.get(id) ?? []) listener(signal);
    },
    watch(id, listener) {
      const there = listeners.get(id) ?? new Set();
      listeners.set(id, there.add(listener));
      return () => {
        there.delete(listener);
        if (there.size === 0 && listeners.get(id) === there) listeners.delete(id);
      };
    },
  };
}
