import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { phrase } from '../../dialogs/dialog.ts';
import { type Lang, translator } from '../../locales/index.ts';
import type { Config } from '../config.ts';
import type { Sender } from '../conversations/delivery.ts';
import type { Turns } from '../conversations/turns.ts';
import type { Cloud, CloudConfig } from '../framework/cloud.ts';
import { readJson } from '../http/body.ts';
import { originSchema, type Received, readReceived, wordsOf } from './activity.ts';
import { type HearingParts, hear, langOf } from './hearing.ts';
import { createSenderCheck, type SenderCheck } from './sender-check.ts';
import { AZURE_CHANNELS, addressOf, azureSenders } from './sending.ts';
import { isServiceAddress } from './service-host.ts';

export interface AzureParts {
  readonly config: CloudConfig & Pick<Config, 'botServiceHosts' | 'botUnchecked'>;
  readonly cloud: Cloud;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The language of what somebody wrote; undefined where it cannot be told. */
  readonly languageOf: (text: string) => Lang | undefined;
}

/** Teams and the other channels of Azure Bot Service. */
export interface Azure {
  readonly senders: readonly Sender[];
  /** `POST /api/messages`: the Bot Framework protocol. */
  mount(server: Server, turns: Turns, coaches?: HearingParts['coaches']): void;
}

/** Twice what Teams takes as a message. */
const LIMITS = { bytes: 256 * 1024, depth: 32 };
const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** Takes messages of Azure's channels from checked senders only; keeps each before it says so, and answers by sending. */
export function openAzure({ config, cloud, log, now, languageOf }: AzureParts): Azure {
  const { microsoftAppId: appId, botUnchecked } = config;
  const hosts = botUnchecked ? LOCAL_HOSTS : config.botServiceHosts;
  const insecure = hosts.every((host) => LOCAL_HOSTS.includes(host));
  const mayReach = (address: string) => isServiceAddress(address, hosts, { insecure });
  const check: SenderCheck = appId
    ? createSenderCheck({ appId, issuer: config.botTokenIssuer, openIdUrl: config.botOpenIdUrl, now })
    : async () => (botUnchecked ? undefined : 'there is no registration');

  /** Why a request is not taken; undefined: it is. */
  async function refusal(authorization: string | undefined, body: unknown): Promise<string | undefined> {
    const origin = originSchema.safeParse(body);
    if (!origin.success) return 'it does not say where it is from';
    const refused = await check(authorization, origin.data);
    if (refused) return refused;
    if (!AZURE_CHANNELS.includes(origin.data.channelId)) return 'the guide does not speak on this channel';
    return mayReach(origin.data.serviceUrl) ? undefined : 'the service address is not an allowed one';
  }

  /** Whoever forges learns nothing; the operator gets one line. */
  function silence(response: Response, reason: string): void {
    log.warn({ code: 'azure.refused', reason }, 'a request to /api/messages was refused');
    response.header('Connection', 'close');
    response.send(401);
  }

  /** What others may read is no place for guidance: one kind line, and nothing of it is kept. */
  async function pointToPersonal(received: Received): Promise<void> {
    const lang = languageOf(wordsOf(received)) ?? langOf(received.locale) ?? 'fi';
    const text = translator(lang)(phrase('guide.onlyPersonal'));
    await cloud
      .send(addressOf(received), { type: 'message', text, textFormat: 'plain', locale: lang })
      .catch(({ statusCode: status }: { statusCode?: number }) =>
        log.warn({ code: 'azure.not-sent', status }, 'a group was not answered'),
      );
  }

  return {
    senders: azureSenders({ cloud, mayReach }),
    mount(server, turns, coaches) {
      server.post('/api/messages', async (request: Request, response: Response) => {
        const { authorization } = request.headers;
        if (!botUnchecked && !authorization) return silence(response, 'no token');
        const body = await readJson(request, LIMITS);
        const refused = await refusal(authorization, body);
        if (refused) return silence(response, refused);
        const received = readReceived(body);
        let status = 200;
        const real = await cloud.receive(authorization ?? '', received, async () => {
          status = await hear(received, { turns, coaches, pointToPersonal });
        });
        if (!real) return silence(response, 'the SDK refuses it');
        response.send(status);
      });
    },
  };
}
