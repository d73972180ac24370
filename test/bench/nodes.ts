import { join } from 'node:path';
import { newConversation } from '../../bot/conversations/conversations.ts';
import { fileStore } from '../../bot/storage/files.ts';
import { postgresStore } from '../../bot/storage/postgres.ts';
import type { Json, Store } from '../../bot/storage/store.ts';
import { guideProcess } from '../faults/guide-process.ts';
import { freePort, sharedPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export interface Case {
  readonly kind: 'folder' | 'PostgreSQL';
  readonly nodes: number;
  /** Conversations of earlier days in the store. */
  readonly stored: number;
}

/** What a node says of itself at `/metrics`. */
export interface Figures {
  /** Processor time since its start, seconds. */
  readonly cpu: number;
  /** Bytes. */
  readonly heap: number;
  readonly resident: number;
}

/** The guide in processes of its own, as `npm start` runs it, over a store that is as full as it would be. */
export async function startGuides({ kind, nodes: count, stored }: Case) {
  const folder = temporaryFolder('load');
  const database = kind === 'PostgreSQL' ? await (await sharedPostgres()).database() : undefined;
  const alarm = (error: Error) => {
    throw error;
  };
  const store =
    database === undefined
      ? fileStore({ folder: join(folder, '0'), alarm })
      : await postgresStore({ url: database, node: 'bench', alarm });
  await fill(store, stored);
  await store.close();
  const nodes = await Promise.all(
    Array.from({ length: count }, async (_, i) =>
      guideProcess(await freePort(), {
        DATA_DIR: join(folder, String(i)),
        ...(database !== undefined && { DATABASE_URL: database }),
      }),
    ),
  );
  for (const node of nodes) await node.start();
  const urls = nodes.map(({ url }) => url);
  return {
    urls,
    /** Of each node. */
    look: () => Promise.all(urls.map(figuresOf)),
    async stop() {
      for (const node of nodes) await node.stop();
    },
  };
}

async function figuresOf(url: string): Promise<Figures> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
  return {
    cpu: value('process_cpu_seconds_total'),
    heap: value('nodejs_heap_size_used_bytes'),
    resident: value('process_resident_memory_bytes'),
  };
}

/** Conversations of earlier days. */
async function fill(store: Store, count: number): Promise<void> {
  const text = 'Olen ollut töissä keittiössä kaksi vuotta ja haluan oppia uutta. '.repeat(3);
  const one = newConversation({ id: '', channelId: 'directline', userId: 'u' }, Date.now(), 'fi');
  const tail = Array.from({ length: 6 }, () => ({ type: 'message', text }));
  const value = { ...one, tail, count: tail.length } as unknown as Json;
  let made = 0;
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (made < count) await store.write(`conversation/earlier-${made++}`, value, 0);
    }),
  );
}
