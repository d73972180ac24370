import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { ZodType } from 'zod';
import { readJson } from '../../http/body.ts';
import { HttpProblem } from '../../http/problem.ts';
import type { Role } from '../interface.ts';
import { refuse } from './refusal.ts';
import type { Session, Sessions } from './sessions.ts';

/** One request of somebody who may make it. */
export interface Ask {
  readonly me: Session;
  /** A part of the address, such as the case's id. */
  param(name: string): string;
  query(name: string): string | undefined;
  /** @throws HttpProblem 400 that names the field that is wrong */
  body<T>(schema: ZodType<T>): Promise<T>;
  readonly request: Request;
  readonly response: Response;
}

/** Nothing: the answer has no body. */
export const DONE = Symbol('done');
/** The work answers by itself, such as a stream. */
export const STREAMS = Symbol('streams');

export type Work = (ask: Ask) => Promise<object | typeof DONE | typeof STREAMS>;

/** Lets in who is signed in, in one of these roles, from our own pages; everybody else is refused, and the attempt logged. */
export interface Door {
  get(path: string, roles: readonly Role[], work: Work): void;
  post(path: string, roles: readonly Role[], work: Work): void;
  put(path: string, roles: readonly Role[], work: Work): void;
  del(path: string, roles: readonly Role[], work: Work): void;
}

export interface DoorParts {
  readonly server: Server;
  readonly sessions: Sessions;
  readonly log: Logger;
  /** The origin under which browsers reach us; absent: as each request says. */
  readonly publicUrl: string | undefined;
}

export const DESK_API = '/desk/api';

export function createDoor({ server, sessions, log, publicUrl }: DoorParts): Door {
  async function enter(request: Request, roles: readonly Role[]): Promise<Session> {
    if (!isOwnPage(request, publicUrl)) throw refuse('CrossSite');
    const session = await sessions.of(request);
    if (session === 'none') throw refuse('NoSession');
    if (session === 'expired') throw refuse('SessionExpired');
    if (!session.roles.some((role) => roles.includes(role)))
      throw Object.assign(refuse('WrongRole'), { session });
    return session;
  }

  const handler = (roles: readonly Role[], work: Work) => async (request: Request, response: Response) => {
    response.header('Cache-Control', 'no-store');
    let me: Session | undefined;
    try {
      me = await enter(request, roles);
      const answer = await work(askOf(me, request, response));
      if (answer === DONE) response.send(204);
      else if (answer !== STREAMS) response.send(200, answer);
    } catch (error) {
      if (error instanceof HttpProblem && (error.status === 401 || error.status === 403))
        log.warn(
          {
            code: `desk.${error.code}`,
            who: (me ?? (error as { session?: Session }).session)?.id,
            method: request.method,
            route: request.getRoute()?.path,
            case: (request.params as { id?: string }).id,
          },
          'refused',
        );
      throw error;
    }
  };

  return {
    get: (path, roles, work) => void server.get(`${DESK_API}${path}`, handler(roles, work)),
    post: (path, roles, work) => void server.post(`${DESK_API}${path}`, handler(roles, work)),
    put: (path, roles, work) => void server.put(`${DESK_API}${path}`, handler(roles, work)),
    del: (path, roles, work) => void server.del(`${DESK_API}${path}`, handler(roles, work)),
  };
}

function askOf(me: Session, request: Request, response: Response): Ask {
  const search = new URL(request.url ?? '/', 'http://localhost').searchParams;
  return {
    me,
    request,
    response,
    param: (name) => (request.params as Readonly<Record<string, string>>)[name] ?? '',
    query: (name) => search.get(name) ?? undefined,
    async body(schema) {
      const read = schema.safeParse((await readJson(request)) ?? {});
      if (read.success) return read.data;
      const [issue] = read.error.issues;
      const tooLong = issue?.code === 'too_big' && issue.origin === 'string';
      throw refuse(
        tooLong ? 'TooLong' : 'BadArgument',
        undefined,
        `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not in order'}`,
      );
    },
  };
}

/**
 * Whether a request was made by our own page: browsers say where a request comes from (Fetch Metadata, Origin), and no other site can
 * set `X-Desk` without our leave, which CORS never gives.
 */
export function isOwnPage({ method, headers }: Request, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = headers;
  if (origin !== undefined && origin !== publicUrl && URL.parse(origin)?.host !== headers.host) return false;
  return method === 'GET' || headers['x-desk'] === '1';
}
