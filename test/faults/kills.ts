import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, sharedPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { guideProcess } from './guide-process.ts';
import { type Findings, seekers } from './seekers.ts';

export interface Kills extends Findings {
  readonly kills: number;
  /** Milliseconds from the kill until a message was acknowledged again, by whichever node; the longest. */
  readonly slowest: number;
}

/** Ends a node with SIGKILL at random moments while seekers write, and starts it again. */
export async function killUnderLoad(
  kind: 'folder' | 'PostgreSQL',
  { kills, nodes: count }: { readonly kills: number; readonly nodes: number },
): Promise<Kills> {
  const folder = temporaryFolder('kills');
  const database = kind === 'PostgreSQL' ? await (await sharedPostgres()).database() : undefined;
  const nodes = await Promise.all(
    Array.from({ length: count }, async (_, i) =>
      guideProcess(await freePort(), {
        DATA_DIR: join(folder, String(i)),
        ...(database !== undefined && { DATABASE_URL: database }),
      }),
    ),
  );
  await Promise.all(nodes.map((node) => node.start()));
  const load = seekers(
    nodes.map(({ url }) => url),
    4,
  );
  await load.begin();
  let slowest = 0;
  for (let i = 0; i < kills; i++) {
    await wait(20 + Math.random() * 300);
    const node = nodes[i % count];
    await node?.kill();
    const [killed, before] = [Date.now(), load.acknowledged];
    const started = node?.start();
    while (load.acknowledged === before) await wait(5);
    slowest = Math.max(slowest, Date.now() - killed);
    await started;
  }
  const findings = await load.end();
  await Promise.all(nodes.map((node) => node.stop()));
  rmSync(folder, { recursive: true, force: true });
  return { ...findings, kills, slowest };
}
