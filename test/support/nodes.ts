import { pino } from 'pino';
import { createDelivery, type Sender } from '../../bot/conversations/delivery.ts';
import { createLease } from '../../bot/conversations/lease.ts';
import { createTurns, type Guide } from '../../bot/conversations/turns.ts';
import { openStorage } from '../../bot/storage/index.ts';
import { echoGuide } from './echo-guide.ts';
import { type Postgres, sharedPostgres } from './postgres.ts';

/** Several processes' worth of the guide on one PostgreSQL database. */
export async function startNodes(
  count: number,
  {
    send,
    guide = echoGuide(),
    postgres = sharedPostgres(),
  }: { send?: Sender['send']; guide?: Guide; postgres?: Promise<Postgres> } = {},
) {
  const databaseUrl = await (await postgres).database();
  const log = pino({ level: 'silent' });
  const alarms: Error[] = [];
  const nodes = await Promise.all(
    Array.from({ length: count }, async () => {
      const { store, shared } = await openStorage({ dataDir: '', databaseUrl }, (error) =>
        alarms.push(error),
      );
      if (!shared) throw new TypeError('PostgreSQL can be shared');
      const { node, wake } = shared;
      const delivery = createDelivery({
        store,
        senders: send ? [{ channelId: 'sms', send }] : [],
        log,
        now: Date.now,
        lease: createLease({ store, node, now: Date.now }),
        pauses: [5],
      });
      const turns = createTurns({ store, guide, now: Date.now, wake, outbox: delivery.outbox });
      await delivery.start(turns);
      return { store, wake, turns, delivery };
    }),
  );
  const at = (i: number) => {
    const node = nodes[i % count];
    if (!node) throw new RangeError('there is no such node');
    return node;
  };
  return {
    databaseUrl,
    alarms,
    at,
    async stop() {
      for (const { turns, delivery, wake, store } of nodes) {
        await turns.settled();
        await delivery.stop();
        await wake.close();
        await store.close();
      }
    },
  };
}
