import type {
  ConversationParameters,
  ConversationReference,
  Activity as SdkActivity,
  TurnContext,
} from 'botbuilder';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { Activity } from '../activity.ts';
import type { Config } from '../config.ts';
import { sdk } from './in-process-adapter.ts';

/** How the Bot Framework SDK speaks to Microsoft's channels, as far as the guide needs it. */
export interface Cloud {
  /** Runs `then` when the SDK, too, finds that the request came from where it says. False: it does not. */
  receive(authorization: string, activity: object, then: () => Promise<void>): Promise<boolean>;
  /** Sends to a conversation that need not be speaking now. @throws an error with a `statusCode` when the channel refuses */
  send(to: ChannelAddress, activity: Partial<Activity>): Promise<string | undefined>;
  /** Changes a message that was sent. */
  update(to: ChannelAddress, id: string, activity: Partial<Activity>): Promise<void>;
  /** Opens a private chat with the user of an address; gives the chat's own. */
  open(from: ChannelAddress): Promise<ChannelAddress>;
}

/** Where a conversation of a channel is: Bot Framework's conversation reference, as far as sending needs it. */
export interface ChannelAddress {
  readonly serviceUrl: string;
  readonly channelId: string;
  readonly conversation: {
    readonly id: string;
    readonly tenantId?: string;
    readonly conversationType?: string;
  };
  readonly bot: { readonly id: string };
  readonly user: { readonly id: string };
}

export type CloudConfig = Pick<
  Config,
  | 'microsoftAppId'
  | 'microsoftAppType'
  | 'microsoftAppTenantId'
  | 'microsoftAppPassword'
  | 'botTokenIssuer'
  | 'botOpenIdUrl'
>;

/** Milliseconds after which a channel that does not answer is tried again. */
const PATIENCE = 20_000;

/** Made with the SDK's CloudAdapter. The SDK is loaded here and not before: it is large, and most installations do without. */
export async function openCloud(
  config: CloudConfig,
  credentials?: ServiceClientCredentialsFactory,
): Promise<Cloud> {
  const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = await import('botbuilder');
  const { AuthenticationConstants, AuthenticationError } = await import('botframework-connector');
  const appId = config.microsoftAppId ?? '';
  const SCOPE = AuthenticationConstants.ToChannelFromBotOAuthScope;

  /** Opens what the SDK keeps for its own servers. */
  class Adapter extends CloudAdapter {
    take(authorization: string, activity: SdkActivity, then: (context: TurnContext) => Promise<void>) {
      return this.processActivity(authorization, activity, then);
    }
  }
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      ...(appId && {
        MicrosoftAppId: appId,
        MicrosoftAppType: config.microsoftAppType,
        MicrosoftAppTenantId: config.microsoftAppTenantId,
        MicrosoftAppPassword: config.microsoftAppPassword ?? '',
      }),
      ToBotFromChannelTokenIssuer: config.botTokenIssuer,
      ToBotFromChannelOpenIdMetadataUrl: config.botOpenIdUrl,
      // Named, since the SDK drops its own values as soon as one is given.
      ToBotFromEmulatorOpenIdMetadataUrl: AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
      ToChannelFromBotLoginUrl: AuthenticationConstants.ToChannelFromBotLoginUrl,
      ToChannelFromBotOAuthScope: SCOPE,
      OAuthUrl: AuthenticationConstants.OAuthUrl,
    } as ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[0],
    credentials,
    undefined,
    undefined,
    // Tries again by itself, which the delivery does with more patience and in order.
    { noRetryPolicy: true },
  );
  const adapter = new Adapter(authentication);

  async function inside(to: ChannelAddress, then: (context: TurnContext) => Promise<void>): Promise<void> {
    const done = adapter.continueConversationAsync(appId, to as Partial<ConversationReference>, then);
    await Promise.race([done, timeout(PATIENCE)]);
  }

  return {
    async receive(authorization, activity, then) {
      try {
        await adapter.take(authorization, activity as SdkActivity, then);
        return true;
      } catch (error) {
        if (error instanceof AuthenticationError) return false;
        throw error;
      }
    },
    async send(to, activity) {
      let id: string | undefined;
      await inside(to, async (context) => {
        id = (await context.sendActivity(sdk(activity)))?.id;
      });
      return id;
    },
    update: (to, id, activity) =>
      inside(to, async (context) => {
        await context.updateActivity({ ...sdk(activity), id });
      }),
    async open(from) {
      const { serviceUrl, channelId, user, bot, conversation } = from;
      const { tenantId } = conversation;
      let opened: string | undefined;
      const parameters = {
        isGroup: false,
        bot,
        members: [user],
        ...(tenantId && { tenantId, channelData: { tenant: { id: tenantId } } }),
      } as unknown as ConversationParameters; // names are not needed
      const opening = adapter.createConversationAsync(
        appId,
        channelId,
        serviceUrl,
        SCOPE,
        parameters,
        async (context) => {
          opened = context.activity.conversation.id;
        },
      );
      await Promise.race([opening, timeout(PATIENCE)]);
      if (opened === undefined) throw new Error('the channel opened no chat');
      return {
        ...from,
        conversation: { id: opened, conversationType: 'personal', ...(tenantId && { tenantId }) },
      };
    },
  };
}

function timeout(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('the channel did not answer')), milliseconds).unref();
  });
}
