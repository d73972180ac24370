/** The right to open one stream, once, soon. */
export interface Ticket {
  readonly conversationId: string;
  readonly watermark: number;
}

export interface Tickets {
  give(ticket: Ticket): string;
  take(id: string): Ticket | undefined;
}

/** Milliseconds until an unused ticket is void. */
const LIFETIME = 60_000;

/** Single-use tickets for streams: a stream's address in a log or a history opens nothing. */
export function createTickets(now: () => number, newId: () => string): Tickets {
  const open = new Map<string, Ticket & { readonly until: number }>();
  return {
    give(ticket) {
      for (const [id, { until }] of open) {
        if (until > now()) break; // the rest is younger
        open.delete(id);
      }
      const id = newId();
      open.set(id, { ...ticket, until: now() + LIFETIME });
      return id;
    },
    take(id) {
      const ticket = open.get(id);
      open.delete(id);
      return ticket && ticket.until > now() ? ticket : undefined;
    },
  };
}
