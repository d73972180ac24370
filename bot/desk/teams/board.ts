import type { Logger } from 'pino';
import type { Base } from '../../../knowledge/base.ts';
import type { Cloud } from '../../framework/cloud.ts';
import { oneAtATime } from '../../one-at-a-time.ts';
import { isOpen } from '../case.ts';
import type { Queue } from '../queue.ts';
import { caseCard } from './cards.ts';
import type { Notebook } from './notebook.ts';

export interface BoardsParts {
  readonly cloud: Pick<Cloud, 'send' | 'update'>;
  readonly notebook: Notebook;
  readonly queue: Pick<Queue, 'get' | 'all'>;
  readonly base: Base;
  readonly timeZone: string;
  readonly log: Logger;
}

/** Keeps the cards in teams' channels as the cases are: one when somebody waits, changed when somebody takes it. */
export function createBoards({ cloud, notebook, queue, base, timeZone, log }: BoardsParts) {
  const lock = oneAtATime();

  /** Brings the cards of one case to its present state; does nothing where they show it. */
  async function show(id: string): Promise<void> {
    const entry = queue.get(id);
    const was = await notebook.cards(id);
    if (!entry) return;
    const { version, state } = entry.case;
    const waits = state === 'waiting' || state === 'callback';
    const shown = new Set(was?.cards.map(({ board }) => board.address.conversation.id));
    const missing = (waits ? await notebook.boards() : []).filter(
      ({ address }) => !shown.has(address.conversation.id),
    );
    if (was?.version === version ? missing.length === 0 : !was && missing.length === 0) return;
    // Claimed first: of several processes that see the same change, one shows it.
    const claimed = { version, cards: was?.cards ?? [] };
    if (!(await notebook.setCards(id, claimed, was))) return;
    const at = { base, timeZone };
    const cards = [...claimed.cards];
    for (const { board, id: card } of was?.version === version ? [] : cards)
      await cloud.update(board.address, card, caseCard(entry, { ...at, lang: board.lang })).catch(failed);
    for (const board of missing) {
      const sent = await cloud
        .send(board.address, caseCard(entry, { ...at, lang: board.lang }))
        .catch(failed);
      if (sent) cards.push({ board, id: sent });
    }
    await notebook.setCards(id, { version, cards }, claimed);
  }

  function failed(error: Error & { statusCode?: number }): undefined {
    log.warn({ code: 'desk.teams-card', status: error.statusCode }, 'a card could not be shown');
  }

  return {
    show: (id: string) => lock.run(id, () => show(id)),
    /** Shows everybody who waits, such as after a restart or in a channel that is new. */
    async showAll(): Promise<void> {
      for (const { id, case: one } of queue.all()) if (isOpen(one.state)) await this.show(id);
    },
    settled: () => lock.settled(),
  };
}

export type Boards = ReturnType<typeof createBoards>;
