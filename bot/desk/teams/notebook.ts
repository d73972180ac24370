import { StaleWrite } from '../../errors.ts';
import type { ChannelAddress } from '../../framework/cloud.ts';
import type { Json, Store } from '../../storage/store.ts';
import type { StaffLang } from '../interface.ts';

/** A team's channel that shows the queue. */
export interface Board {
  readonly address: ChannelAddress;
  readonly lang: StaffLang;
}

/** The cards of one case, and which state of it they show. */
export interface Cards {
  readonly version: number;
  readonly cards: readonly { readonly board: Board; readonly id: string }[];
}

/** A coach's private chat with the bot, and the conversation that is held in it. */
export interface Chat {
  readonly coach: string;
  readonly address: ChannelAddress;
  readonly lang: StaffLang;
  readonly case?: string;
  /** Messages of the conversation with a smaller number are here already. */
  readonly seen: number;
}

/** What the desk in Teams has to know after a restart. */
export interface Notebook {
  boards(): Promise<readonly Board[]>;
  setBoards(change: (now: readonly Board[]) => readonly Board[]): Promise<void>;
  cards(id: string): Promise<Cards | undefined>;
  /** Writes where nobody else did since `cards` was read; false: somebody did. */
  setCards(id: string, next: Cards, was: Cards | undefined): Promise<boolean>;
  chat(coach: string): Promise<Chat | undefined>;
  setChat(next: Chat): Promise<void>;
  chats(): Promise<readonly Chat[]>;
}

const BOARDS = 'teams-board/all';
const cardsOf = (id: string) => `teams-card/${id}`;
const chatOf = (coach: string) => `teams-chat/${coach}`;

export function createNotebook(store: Store): Notebook {
  // Written by this file alone.
  const read = async <T>(key: string) => (await store.read(key))?.value as T | undefined;
  const asJson = (value: unknown) => value as Json;

  async function change<T>(key: string, make: (now: T | undefined) => T): Promise<void> {
    const there = await store.read(key);
    try {
      await store.write(key, asJson(make(there?.value as T | undefined)), there?.version ?? 0);
    } catch (error) {
      if (!(error instanceof StaleWrite)) throw error;
      await change(key, make);
    }
  }

  return {
    boards: async () => (await read<readonly Board[]>(BOARDS)) ?? [],
    setBoards: (make) => change<readonly Board[]>(BOARDS, (now) => make(now ?? [])),
    cards: (id) => read<Cards>(cardsOf(id)),
    async setCards(id, next, was) {
      const there = await store.read(cardsOf(id));
      if (JSON.stringify(there?.value) !== JSON.stringify(was)) return false;
      try {
        await store.write(cardsOf(id), asJson(next), there?.version ?? 0);
        return true;
      } catch (error) {
        if (error instanceof StaleWrite) return false;
        throw error;
      }
    },
    chat: (coach) => read<Chat>(chatOf(coach)),
    setChat: (next) => change<Chat>(chatOf(next.coach), () => next),
    async chats() {
      const keys = await store.list('teams-chat/');
      const all = await Promise.all(keys.map((key) => read<Chat>(key)));
      return all.filter((one) => one !== undefined);
    },
  };
}
