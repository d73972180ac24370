import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { isLoopback } from '../../http/loopback.ts';
import type { Store } from '../../storage/store.ts';
import type { SignIn } from '../interface.ts';
import { DESK_API } from './door.ts';
import type { LocalLink } from './local-link.ts';
import type { Leaving, OpenIdConnect } from './oidc.ts';
import { cookieOf, type Sessions, type SignedIn } from './sessions.ts';

export interface SignInParts {
  readonly server: Server;
  readonly store: Store;
  readonly sessions: Sessions;
  readonly log: Logger;
  readonly now: () => number;
  /** Absent: the local link is the way in. */
  readonly oidc: OpenIdConnect | undefined;
  readonly link: LocalLink;
  readonly publicUrl: string | undefined;
  readonly secure: boolean;
}

const PATH = '/desk/sign-in';
const BACK = `${PATH}/callback`;
const COOKIE = 'desk-sign-in';
/** Milliseconds to sign in at the provider. */
const TIME = 10 * 60_000;
const leavingSchema = z.object({ verifier: z.string(), state: z.string(), nonce: z.string() });

/** The ways into the desk. Whoever is not let in comes back to `/desk?signed-in=…` with the reason: `used`, `failed` or `no-role`. */
export function mountSignIn(parts: SignInParts): void {
  const { server, store, sessions, log, now, oidc, link, publicUrl, secure } = parts;
  const originOf = (request: Request) => publicUrl ?? `http://${request.headers.host}`;

  server.get(`${DESK_API}/sign-in`, async (_request: Request, response: Response) => {
    const way: SignIn = oidc ? { way: 'oidc', url: PATH } : { way: 'local', url: null };
    response.header('Cache-Control', 'no-store');
    response.send(200, way);
  });

  server.get(PATH, async (request: Request, response: Response) => {
    const code = new URL(request.url ?? '/', 'http://localhost').searchParams.get('code');
    if (oidc) return leave(oidc, request, response);
    const host = URL.parse(`http://${request.headers.host}`)?.hostname ?? '';
    // A page of another site that has its name point here must not use the link.
    const who = code !== null && isLoopback(host) ? link.take(code) : undefined;
    return who ? enter(who, response) : refuse('used', response);
  });

  server.get(BACK, async (request: Request, response: Response) => {
    const id = cookieOf(request, COOKIE);
    const key = `desk-sign-in/${id ?? ''}`;
    const kept = id === undefined ? undefined : await store.read(key);
    const leaving = leavingSchema.safeParse(kept?.value);
    if (!oidc || !leaving.success) return refuse('failed', response);
    await store.delete(key);
    try {
      return enter(await oidc.arrive(new URL(request.url ?? '/', originOf(request)), leaving.data), response);
    } catch (error) {
      const { name, code } = error as Error & { code?: unknown };
      log.warn({ code: 'desk.sign-in-failed', err: { name, code } }, 'refused');
      return refuse('failed', response);
    }
  });

  async function leave(provider: OpenIdConnect, request: Request, response: Response): Promise<void> {
    const id = randomBytes(24).toString('base64url');
    let way: { readonly url: string; readonly leaving: Leaving };
    try {
      way = await provider.leave(`${originOf(request)}${BACK}`);
    } catch (error) {
      log.error({ code: 'desk.provider-away', err: { name: (error as Error).name } }, 'cannot sign in');
      return refuse('failed', response);
    }
    await store.write(`desk-sign-in/${id}`, { ...way.leaving }, 0, { expiresAt: now() + TIME });
    // Lax: it has to come along when the provider sends the browser back.
    const cookie = `${COOKIE}=${id}; Path=${PATH}; HttpOnly; SameSite=Lax; Max-Age=${TIME / 1_000}`;
    response.writeHead(302, {
      Location: way.url,
      'Set-Cookie': secure ? `${cookie}; Secure` : cookie,
      'Cache-Control': 'no-store',
    });
    response.end();
  }

  async function enter(who: SignedIn, response: Response): Promise<void> {
    if (who.roles.length === 0) {
      log.warn({ code: 'desk.no-role', who: who.id }, 'refused');
      return refuse('no-role', response);
    }
    const cookie = await sessions.begin(who);
    log.info({ code: 'desk.signed-in', who: who.id }, 'signed in');
    goTo('/desk', response, cookie);
  }

  const refuse = (why: string, response: Response): void => goTo(`/desk?signed-in=${why}`, response);
}

/** By a page of our own and not by a redirect: after a redirect from another site a browser keeps a strict cookie back. */
function goTo(path: string, response: Response, cookie?: string): void {
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    ...(cookie !== undefined && { 'Set-Cookie': cookie }),
  });
  response.end(
    `<!doctype html><html lang="fi"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${path}">` +
      `<link rel="icon" href="data:,"><title>OsaajaKS</title><p><a href="${path}">OsaajaKS</a></p></html>`,
  );
}
