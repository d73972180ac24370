import { randomUUID } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Logger, pino } from 'pino';
import restify, { type Request, type Response, type Server } from 'restify';
import type { Azure } from './azure/index.ts';
import { forSeeker } from './codes/seeker-view.ts';
import type { Config } from './config.ts';
import type { Turns } from './conversations/turns.ts';
import { mountDeskPage } from './desk/page.ts';
import type { Signals } from './desk/signals.ts';
import type { WebDesk } from './desk/web/index.ts';
import { DIRECT_LINE, mountDirectLine } from './direct-line/index.ts';
import { createStreams } from './direct-line/streams.ts';
import { createTickets, type Once } from './direct-line/tickets.ts';
import { createTokens } from './direct-line/tokens.ts';
import { addressOf, createFloods, TooMany } from './http/flood.ts';
import { badArgument, HttpProblem, notFound } from './http/problem.ts';
import { isReadable } from './http/readable.ts';
import { secureHeaders } from './http/secure-headers.ts';
import { mountChatToken } from './pages/chat-token.ts';
import { type MyDataParts, mountMyData } from './pages/my-data/index.ts';
import { mountPages, type PagesParts } from './pages/pages.ts';
import { mountPlan, type PlanParts } from './pages/plan.ts';
import { mountSheetPage } from './pages/sheet-page.ts';
import type { Sms } from './sms/index.ts';
import { mountOperate, type OperateParts } from './watching/operate.ts';
import type { Thread } from './watching/thread.ts';
import { threadRequests } from './watching/threaded.ts';

/** Where servers of other companies bring messages, each signed. */
const CHANNELS = ['/api/messages', '/channels/'];

export interface ServerParts {
  readonly config: Pick<
    Config,
    | 'port'
    | 'host'
    | 'publicUrl'
    | 'allowedOrigins'
    | 'directLineSecret'
    | 'tokenLifetime'
    | 'requestsPerMinute'
    | 'messagesPerMinute'
    | 'proxies'
    | 'metricsToken'
    | 'timeZone'
  >;
  readonly turns: Turns;
  /** What the pages for seekers show; absent: there are none. */
  readonly pages?: Pick<MyDataParts, 'knowledge' | 'today' | 'store'> &
    Pick<PlanParts, 'codes'> &
    Pick<PagesParts, 'smsNumber'>;
  /** Absent: nothing listens at /api/messages. */
  readonly azure?: Pick<Azure, 'mount'>;
  /** Absent: no text messages. */
  readonly sms?: Sms | undefined;
  /** Told from which address somebody writes in a conversation. */
  readonly cameFrom?: (conversationId: string, address: string) => void;
  /** The coach desk and what it tells the seeker's side; absent: none. */
  readonly desk?: { readonly web: WebDesk; readonly signals: Signals };
  /** What operators look at besides /healthz; absent: nothing. */
  readonly operate?: Pick<OperateParts, 'store' | 'metrics'>;
  readonly log: Logger;
  /** Ties what a request leads to together; absent: nothing does. */
  readonly thread?: Thread;
  /** Uses up single-use tickets. */
  readonly once: Once;
  /** Signs tokens; at least 32 bytes. */
  readonly secret: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface RunningServer {
  /** Where it is reached, such as "http://localhost:3978". */
  readonly url: string;
  readonly port: number;
  /** Every address that is answered, such as "GET /healthz". */
  readonly routes: readonly string[];
  /** Streams that are open, and bytes that wait for slow readers. */
  readonly streams: { readonly open: number; readonly waiting: number };
  /** Takes no new requests, finishes the turns that run, closes the streams. */
  stop(): Promise<void>;
}

/** Connections that may wait to be taken: everybody comes back at once after a restart. The system may allow fewer (somaxconn). */
const BACKLOG = 4_096;
/** Milliseconds for which a silent connection is kept: longer than proxies keep theirs (nginx: 60 s), or one may be closed just when a message is sent on it. */
const KEPT_OPEN = 75_000;
const silence = pino({ level: 'silent' });

/** Everything over HTTP: Direct Line, the chat page, health. @throws when the port is taken */
export async function startServer({
  config,
  turns,
  pages,
  azure,
  sms,
  cameFrom,
  desk,
  operate,
  log,
  thread,
  secret,
  once,
  now,
}: ServerParts): Promise<RunningServer> {
  const server = restify.createServer({
    name: 'osaajaks',
    handleUncaughtExceptions: false,
    // Its own log would show whole requests, tokens and all; ours says what went wrong.
    // (It is typed for bunyan; restify 12 itself uses pino.)
    log: silence as never,
  });
  const http = server.server as HttpServer;
  const seen = forSeeker(turns, now);
  const tokens = createTokens({ secret, lifetime: config.tokenLifetime, now });
  const tickets = createTickets({ secret, now, newId: randomUUID, once });
  const floods = createFloods({
    perAddress: config.requestsPerMinute,
    perConversation: config.messagesPerMinute,
    proxies: config.proxies,
  });
  const allowsOrigin = (origin: string, host: string | undefined) =>
    origin === config.publicUrl || config.allowedOrigins.includes(origin) || URL.parse(origin)?.host === host;

  if (thread) threadRequests(server, thread);
  server.pre((request, _response, next) =>
    next(isReadable(request) ? undefined : badArgument('the address or the Host header cannot be read')),
  );
  server.pre(secureHeaders);
  server.pre((request, _response, next) => {
    // Channels prove who they are and send many seekers' messages from few addresses.
    if (CHANNELS.some((path) => request.url?.startsWith(path))) return next();
    floods.request(request).then(() => next(), next);
  });
  server.pre((request, response, next) => {
    // Direct Line is asked from pages of other origins, too; tokens travel in a header, never in a cookie.
    const { origin } = request.headers;
    if (
      origin !== undefined &&
      request.url?.startsWith(DIRECT_LINE) &&
      allowsOrigin(origin, request.headers.host)
    ) {
      response.header('Access-Control-Allow-Origin', origin);
      response.header('Vary', 'Origin');
    }
    return next();
  });
  server.opts(`${DIRECT_LINE}/*`, async (_request: Request, response: Response) => {
    response.header('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
    response.header(
      'Access-Control-Allow-Headers',
      'Authorization, Content-Type, X-Ms-Bot-Agent, X-Requested-With',
    );
    response.header('Access-Control-Max-Age', '600');
    response.send(204);
  });

  server.get('/healthz', async (_request: Request, response: Response) => {
    response.header('Cache-Control', 'no-store');
    response.send(200, { status: 'ok' });
  });
  if (operate) mountOperate(server, { ...operate, metricsToken: config.metricsToken, now });
  mountDirectLine(server, {
    turns: seen,
    cameFrom: (id, request) => cameFrom?.(id, addressOf(request, config.proxies)),
    tokens,
    tickets,
    secret: config.directLineSecret,
    publicUrl: config.publicUrl,
    newId: randomUUID,
    floods,
    ...(desk && { signals: desk.signals }),
  });
  azure?.mount(server, turns);
  sms?.mount(server);
  mountChatToken(server, { tokens, turns: seen, newId: randomUUID });
  if (pages) {
    mountPages(server, { ...config, ...pages, base: pages.knowledge.base });
    const page = mountSheetPage(server);
    mountPlan(server, { ...pages, tokens, turns: seen, page });
    const { timeZone } = config;
    mountMyData(server, { ...pages, tokens, turns: seen, page, now, timeZone });
  }
  if (desk) {
    mountDeskPage(server);
    desk.web.mount(server, config.publicUrl);
  }
  answerErrors(server, log);

  const streams = createStreams({
    turns: seen,
    tickets,
    allowsOrigin,
    ...(desk && { signals: desk.signals }),
  });
  operate?.metrics.gauge('guide_streams_open', 'Open WebSockets of seekers.', () => streams.open);
  http.on('upgrade', (request: IncomingMessage, socket, head: Buffer) =>
    isReadable(request) ? void streams.upgrade(request, socket, head) : void socket.destroy(),
  );
  // A slow or silent sender does not hold a connection for ever.
  http.requestTimeout = 30_000;
  http.headersTimeout = 15_000;
  http.keepAliveTimeout = KEPT_OPEN;

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen({ port: config.port, host: config.host, backlog: BACKLOG }, resolve);
  });
  const { port } = http.address() as AddressInfo;

  return {
    port,
    streams,
    routes: routesOf(server),
    url: config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    async stop() {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeIdleConnections();
      await turns.settled();
      streams.close();
      desk?.web.stop();
      setTimeout(() => http.closeAllConnections(), 2_000).unref();
      await closed;
    },
  };
}

/** restify's router knows its routes; its types do not say so. */
function routesOf(server: Server): readonly string[] {
  const router = server.router as unknown as {
    getRoutes(): Readonly<Record<string, { readonly method: string; readonly path: string }>>;
  };
  return Object.values(router.getRoutes()).map(({ method, path }) => `${method} ${path}`);
}

/** Every refusal in Direct Line's form; what we did not foresee is logged by its code, never with what was written. */
function answerErrors(server: Server, log: Logger): void {
  server.on(
    'restifyError',
    (request: Request, response: Response, error: Error & { statusCode?: number }, done: () => void) => {
      const problem = asProblem(error);
      if (problem.status >= 500) {
        log.error(
          {
            code: (error as { code?: unknown }).code,
            err: { name: error.name, stack: error.stack },
            route: request.getRoute()?.path,
          },
          'request failed',
        );
      }
      if (!response.headersSent) {
        // A body that was refused unread would be taken for the next request.
        if (!request.complete) response.header('Connection', 'close');
        if (problem instanceof TooMany) response.header('Retry-After', String(problem.retryAfter));
        response.send(problem.status, {
          error: { code: problem.code, message: problem.message, ...problem.details },
        });
      }
      done();
    },
  );
}

function asProblem(error: Error & { statusCode?: number }): HttpProblem {
  if (error instanceof HttpProblem) return error;
  switch (error.statusCode) {
    case 404:
      return notFound('there is nothing at this address');
    case 405:
      return new HttpProblem(405, 'MethodNotAllowed', 'this address takes another method');
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? new HttpProblem(error.statusCode, 'BadRequest', 'the request could not be read')
        : new HttpProblem(503, 'ServiceUnavailable', 'the message could not be kept: try again in a moment');
  }
}
