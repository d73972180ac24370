import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Request, Response } from 'restify';

/**
 * The content policy of pages: our own scripts and styles only, by origin or by nonce. `host` is the one of the request;
 * browsers that do not take a WebSocket of the page's own host for 'self' (Safari before 15.4) need it named.
 */
export const contentPolicy = (nonce: string, host: string | undefined) => ({
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'", `'nonce-${nonce}'`],
  styleSrc: ["'self'", `'nonce-${nonce}'`, EMPTY_STYLE],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'", ...(host !== undefined && HOST.test(host) ? [`ws://${host}`, `wss://${host}`] : [])],
  frameAncestors: ["'self'"],
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
