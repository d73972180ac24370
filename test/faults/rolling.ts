import { setTimeout as wait } from 'node:timers/promises';
import { freePort, sharedPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { guideProcess } from './guide-process.ts';
import { type Findings, seekers } from './seekers.ts';

export interface Rolled extends Findings {
  readonly restarts: number;
  /** Exit codes of the nodes that were asked to stop. */
  readonly exits: readonly (number | null)[];
  /** Milliseconds from SIGTERM until a node was gone; the longest. */
  readonly slowest: number;
}

/** Stops one of three nodes after the other with SIGTERM while seekers write, and starts each again, as for a new version. */
export async function rollingRestart({ rounds }: { readonly rounds: number }): Promise<Rolled> {
  const database = await (await sharedPostgres()).database();
  const nodes = await Promise.all(
    Array.from({ length: 3 }, async () =>
      guideProcess(await freePort(), { DATA_DIR: temporaryFolder('rolling'), DATABASE_URL: database }),
    ),
  );
  for (const node of nodes) await node.start();
  const load = seekers(
    nodes.map(({ url }) => url),
    6,
  );
  await load.begin();
  const exits: (number | null)[] = [];
  let slowest = 0;
  for (let round = 0; round < rounds; round++)
    for (const node of nodes) {
      await wait(200);
      const asked = Date.now();
      exits.push(await node.stop());
      slowest = Math.max(slowest, Date.now() - asked);
      await node.start();
    }
  const findings = await load.end();
  for (const node of nodes) await node.stop();
  return { ...findings, restarts: exits.length, exits, slowest };
}
