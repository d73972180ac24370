import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface IdentityProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

/** Who can sign in, by login; the claims beside `sub`. */
export type Accounts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const CLIENT = { id: 'desk', secret: 'a secret that only the desk and the provider know' };

/** A real provider on loopback that lets everybody in `accounts` in, by its own pages for development. */
export async function identityProvider(redirectUri: string, accounts: Accounts): Promise<IdentityProvider> {
  let handle: ReturnType<Provider['callback']> | undefined;
  const server = createServer((request, response) => handle?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['a key for tests'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...accounts[id] }),
    }),
  });
  handle = provider.callback();
  return {
    issuer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A browser that follows redirects and fills in the provider's own forms. */
export function visitor() {
  const jars = new Map<string, Map<string, string>>();

  async function go(url: URL, init: RequestInit = {}): Promise<{ url: URL; response: Response }> {
    const jar = jars.get(url.origin) ?? new Map<string, string>();
    jars.set(url.origin, jar);
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const location = response.headers.get('location');
    return location ? go(new URL(location, url)) : { url, response };
  }

  return {
    go: (address: string) => go(new URL(address)),
    /** Signs in and agrees at the provider; where one ends. */
    async signIn(address: string, login: string) {
      let at = await go(new URL(address));
      for (const prompt of ['login', 'consent']) {
        const page = await at.response.clone().text();
        const action = /<form[^>]+action="([^"]+)"/.exec(page)?.[1];
        if (!action || !page.includes(`value="${prompt}"`)) break;
        at = await go(new URL(action, at.url), {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ prompt, login, password: 'any' }),
        });
      }
      return at;
    },
    cookie: (origin: string, name: string) => jars.get(origin)?.get(name),
  };
}
