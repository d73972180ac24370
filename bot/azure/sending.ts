import type { Activity } from '../activity.ts';
import type { Handed, Sender } from '../conversations/delivery.ts';
import type { ChannelAddress, Cloud } from '../framework/cloud.ts';
import type { Json } from '../storage/store.ts';
import type { Received } from './activity.ts';

/** The channels of Azure that the guide speaks on. Direct Line is not among them: it has its own. */
export const AZURE_CHANNELS: readonly string[] = [
  'msteams',
  'emulator',
  'email',
  'line',
  'slack',
  'telegram',
  'webchat',
];

/** How the conversation of a message is reached. */
export const addressOf = ({
  serviceUrl,
  channelId,
  conversation,
  recipient,
  from,
}: Received): ChannelAddress => ({
  serviceUrl,
  channelId,
  conversation: {
    id: conversation.id,
    ...(conversation.tenantId && { tenantId: conversation.tenantId }),
    ...(conversation.conversationType && { conversationType: conversation.conversationType }),
  },
  bot: { id: recipient.id },
  user: { id: from.id },
});

export interface SendingParts {
  readonly cloud: Pick<Cloud, 'send'>;
  readonly mayReach: (serviceUrl: string) => boolean;
}

/** Answers of a channel after which trying again is of no use: the chat is gone, the guide was removed or blocked. */
const FOR_GOOD = [400, 403, 404, 405, 410, 413];

/** One sender for each channel of Azure; all go the same way. */
export function azureSenders({ cloud, mayReach }: SendingParts): readonly Sender[] {
  async function send(activity: Activity, to: Json): Promise<Handed> {
    // Written by `addressOf` and read back from the store.
    const address = to as unknown as ChannelAddress;
    if (!mayReach(address.serviceUrl)) return 'refused';
    try {
      await cloud.send(address, outgoing(activity));
      return 'taken';
    } catch (error) {
      const { statusCode } = error as { statusCode?: number };
      if (statusCode !== undefined && FOR_GOOD.includes(statusCode)) return 'refused';
      throw error;
    }
  }
  return AZURE_CHANNELS.map((channelId) => ({ channelId, send }));
}

/** Characters that a notification shows at most. */
const SUMMARY = 200;

/** What of a kept activity goes out. Where a card says it all, the text is what a notification shows. */
export function outgoing({
  type,
  text,
  textFormat,
  locale,
  attachments,
  inputHint,
}: Activity): Partial<Activity> {
  const hasCard = (attachments?.length ?? 0) > 0;
  return {
    type,
    ...(hasCard ? { summary: text?.slice(0, SUMMARY), attachments } : { text, textFormat }),
    ...(locale && { locale }),
    ...(inputHint && { inputHint }),
  };
}
