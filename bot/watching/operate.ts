import { timingSafeEqual } from 'node:crypto';
import type { Request, Response, Server } from 'restify';
import { isLoopback } from '../http/loopback.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Store } from '../storage/store.ts';
import type { Metrics } from './metrics.ts';

export interface OperateParts {
  readonly store: Store;
  readonly metrics: Metrics;
  /** Opens `/metrics` to others than this machine; absent: only this machine may read it. */
  readonly metricsToken: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Written and read back to see that the store keeps things. */
const PROBE = 'probe/ready';

/** For operators: `/readyz` (a message can be kept) and `/metrics` (Prometheus). */
export function mountOperate(server: Server, parts: OperateParts): void {
  const { store, metrics, metricsToken, now } = parts;

  server.get('/readyz', async (_request: Request, response: Response) => {
    response.header('Cache-Control', 'no-store');
    if (!(await keeps(store, now())))
      throw new HttpProblem(503, 'StoreUnavailable', 'nothing can be kept: see the log');
    response.send(200, { status: 'ready' });
  });

  server.get('/metrics', async (request: Request, response: Response) => {
    if (!mayRead(request, metricsToken))
      throw new HttpProblem(401, 'MissingToken', 'send METRICS_TOKEN as "Authorization: Bearer …"');
    response.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' });
    response.end(await metrics.text());
  });
}

/** Somebody else who looks at the same moment has shown the same. */
async function keeps(store: Store, now: number): Promise<boolean> {
  try {
    const before = await store.read(PROBE);
    await store.write(PROBE, now, before?.version ?? 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'store.stale';
  }
}

function mayRead({ headers, socket }: Request, token: string | undefined): boolean {
  // A reverse proxy on this machine speaks for others.
  if (token === undefined)
    return (
      headers['x-forwarded-for'] === undefined &&
      isLoopback((socket.remoteAddress ?? '').replace('::ffff:', ''))
    );
  const [given, wanted] = [headers.authorization ?? '', `Bearer ${token}`].map((text) => Buffer.from(text));
  return (
    given !== undefined &&
    wanted !== undefined &&
    given.length === wanted.length &&
    timingSafeEqual(given, wanted)
  );
}
