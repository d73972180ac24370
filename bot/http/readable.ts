import type { IncomingMessage } from 'node:http';

/**
 * Whether the address and the Host header of a request can be read as a URL. Restify and `new URL` throw on others where
 * nothing catches it, and one such request would end the process; so they are refused before anything looks at them.
 */
export function isReadable({ url = '/', headers: { host } }: IncomingMessage): boolean {
  const base = `http://${host || 'localhost'}`;
  const ofRestify = url.startsWith('/') ? URL.canParse(base + url) : URL.canParse(url, base);
  return ofRestify && URL.canParse(url, 'http://localhost');
}
