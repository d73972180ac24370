import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Request, Response } from 'restify';

/**
 * The content policy of pages: our own scripts and styles only, by origin or by nonce. `host` is the one of the request;
 * browsers that do not take a WebSocket of the page's own host for 'self' (Safari before 15.4) need it named.
 */
export const contentPolicy = (nonce: string, host: string | undefined, framedBy: readonly string[] = []) => ({
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'", `'nonce-${nonce}'`],
  styleSrc: ["'self'", `'nonce-${nonce}'`, EMPTY_STYLE],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'", ...(host !== undefined && HOST.test(host) ? [`ws://${host}`, `wss://${host}`] : [])],
  frameAncestors: ["'self'", ...framedBy],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  objectSrc: ["'none'"],
});

/** Web Chat's scrolling part (react-scroll-to-bottom) gets no nonce: it adds an empty style element and fills it by script, which is allowed. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** A host name or address with its port; nothing that could end a directive. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** The nonce of a page's own scripts and styles, made anew for each request. */
export const nonceOf = (response: ServerResponse): string =>
  (response as ServerResponse & { nonce?: string }).nonce ?? '';

/** Lets pages of these origins, besides our own, show this answer in a frame. */
export function letFrame(request: Request, response: Response, origins: readonly string[]): void {
  const directives = contentPolicy(nonceOf(response), request.headers.host, origins);
  helmet.contentSecurityPolicy({ useDefaults: false, directives })(request, response, () => undefined);
  // It knows no list of origins; browsers that know the policy above do not ask for it.
  response.removeHeader('X-Frame-Options');
}

/** Lets pages of any origin load this answer, as they do scripts and pictures. */
export const letLoad = (response: Response) =>
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');

/** Sets the security headers of every answer. */
export function secureHeaders(request: Request, response: Response, next: (error?: unknown) => void): void {
  const nonce = randomBytes(16).toString('base64');
  Object.assign(response, { nonce });
  response.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy(nonce, request.headers.host) },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'sameorigin' },
  })(request, response, next);
}
