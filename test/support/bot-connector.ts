import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { PasswordServiceClientCredentialFactory } from 'botframework-connector';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';
import type { Activity } from '../../bot/activity.ts';

/** What reached the connector: a message, or a change of one that was sent before. */
export interface Posted {
  readonly method: string;
  readonly conversationId: string;
  /** The message that is changed or deleted. */
  readonly activityId: string | undefined;
  readonly activity: Activity;
  readonly authorization: string | undefined;
}

export const APP_ID = '11111111-2222-4333-8444-555555555555';

/**
 * Plays Microsoft's Bot Connector on this machine: publishes an issuer's keys, signs tokens, and takes what the bot sends over the
 * connector's REST interface (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference).
 */
export async function startBotConnector({ channelId = 'msteams' } = {}) {
  const key = await generateKeyPair('RS256', { extractable: true });
  const stranger = await generateKeyPair('RS256', { extractable: true });
  const posted: Posted[] = [];
  const created: Record<string, unknown>[] = [];
  const failures: number[] = [];
  const waiting = new Set<() => void>();
  let number = 0;

  async function answer(request: IncomingMessage): Promise<[number, unknown]> {
    const path = request.url ?? '';
    if (path === '/openid') return [200, { issuer: base, jwks_uri: `${base}/keys` }];
    if (path === '/keys') {
      const jwk = { ...(await exportJWK(key.publicKey)), kid: 'k1', use: 'sig', alg: 'RS256' };
      return [200, { keys: [{ ...jwk, endorsements: [channelId] }] }];
    }
    const body = await text(request);
    const failure = failures.shift();
    if (failure) return [failure, { error: { code: 'Refused', message: 'as the test wished' } }];
    number += 1;
    if (path === '/v3/conversations') {
      created.push(JSON.parse(body) as Record<string, unknown>);
      return [201, { id: `a:created-${number}`, activityId: `sent-${number}` }];
    }
    const [, conversation, activityId] =
      /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path) ?? [];
    if (!conversation) return [404, { error: { code: 'NotFound', message: path } }];
    posted.push({
      method: request.method ?? '',
      conversationId: decodeURIComponent(conversation),
      activityId: activityId && decodeURIComponent(activityId),
      activity: (body === '' ? {} : JSON.parse(body)) as Activity,
      authorization: request.headers.authorization,
    });
    for (const wake of waiting) wake();
    return [200, { id: activityId ?? `sent-${number}` }];
  }

  const server = createServer((request, response) => {
    answer(request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** A token as the connector sends it; each part may be wrong. */
  function token({
    claims = {},
    header = {},
    expires = '10m',
    byStranger = false,
  }: {
    claims?: Readonly<Record<string, unknown>>;
    header?: Partial<JWTHeaderParameters>;
    expires?: string | number;
    byStranger?: boolean;
  } = {}): Promise<string> {
    return new SignJWT({ iss: base, aud: APP_ID, serviceurl: base, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header })
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign((byStranger ? stranger : key).privateKey);
  }

  return {
    base,
    token,
    posted,
    created,
    /** Statuses with which the next requests fail. */
    failures,
    /** The settings of a guide that this connector's messages come to. */
    settings: {
      microsoftAppId: APP_ID,
      microsoftAppType: 'SingleTenant',
      microsoftAppTenantId: APP_ID,
      microsoftAppPassword: undefined,
      botServiceHosts: ['127.0.0.1'],
      botTokenIssuer: base,
      botOpenIdUrl: `${base}/openid`,
      botUnchecked: false,
    } as const,
    /** Stands for the sign-in at Microsoft, which cannot be reached from a test: the bot's own token is a fixed one. */
    credentials: new OwnToken(APP_ID),
    /** An activity of a seeker in a private chat; `more` changes it. */
    activity: (more: Readonly<Record<string, unknown>> = {}) => ({
      type: 'message',
      id: `in-${++number}`,
      channelId,
      serviceUrl: base,
      from: { id: '29:seeker', name: 'Aino', aadObjectId: '99999999-2222-4333-8444-555555555555' },
      recipient: { id: '28:guide', name: 'OsaajaKS' },
      conversation: { id: 'a:private', conversationType: 'personal', tenantId: APP_ID },
      locale: 'en-GB',
      ...more,
    }),
    /** The activities sent to a conversation, as soon as there are so many. @throws after two seconds */
    async sent(count: number, conversationId = 'a:private'): Promise<readonly Activity[]> {
      const there = () => posted.filter((one) => one.conversationId === conversationId);
      const until = Date.now() + 2_000;
      while (there().length < count && Date.now() < until)
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
          setTimeout(wake, 50);
        });
      if (there().length < count) throw new Error(`${there().length} of ${count} activities were sent`);
      return there().map(({ activity }) => activity);
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type BotConnector = Awaited<ReturnType<typeof startBotConnector>>;

class OwnToken extends PasswordServiceClientCredentialFactory {
  constructor(appId: string) {
    super(appId, '', '');
  }

  override async createCredentials() {
    return {
      signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
        request.headers.set('authorization', 'Bearer of-the-bot');
        return request;
      },
    } as never;
  }
}
