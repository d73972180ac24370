import { createHash } from 'node:crypto';
import { LANGS, type Lang } from '../../locales/index.ts';
import { readButton } from '../channels/button.ts';
import type { Opening, Turns } from '../conversations/turns.ts';
import type { Json } from '../storage/store.ts';
import { isPersonal, type Received, wordsOf } from './activity.ts';
import { addressOf } from './sending.ts';

export interface HearingParts {
  readonly turns: Turns;
  /** The coach desk in Teams; says whether a message was for it. */
  readonly coaches?: { hear(received: Received): Promise<boolean> } | undefined;
  /** Says in a group where guidance is to be had. */
  readonly pointToPersonal: (received: Received) => Promise<void>;
}

/** Keeps what a channel of Azure tells, and answers it; gives the HTTP status. What needs no answer (edits, reactions, typing) is taken and left alone. */
export async function hear(received: Received, parts: HearingParts): Promise<200 | 501> {
  const { type, from, recipient, membersAdded, action } = received;
  if (type === 'invoke') return 501;
  if (from.id !== recipient.id && (await parts.coaches?.hear(received))) return 200;
  const leaves = type === 'installationUpdate' && action?.startsWith('remove');
  const comes =
    (type === 'installationUpdate' && !leaves) ||
    (type === 'conversationUpdate' && (membersAdded ?? []).some(({ id }) => id === recipient.id));
  const speaks = type === 'message' && from.id !== recipient.id;

  if (!isPersonal(received)) {
    if (comes || speaks) await parts.pointToPersonal(received);
    return 200;
  }
  const opening: Opening = {
    conversationId: conversationIdOf(received),
    channelId: received.channelId,
    userId: from.id,
    address: addressOf(received) as unknown as Json,
  };
  if (leaves) await parts.turns.amend(opening.conversationId, (conversation) => delete conversation.address);
  if (comes || speaks) await open(opening, received, parts.turns);
  if (speaks) await take(opening, received, parts.turns);
  return 200;
}

/** Long and foreign ids stay out of our keys. */
export const conversationIdOf = ({ channelId, conversation: { id, tenantId } }: Received): string =>
  `${channelId}-${createHash('sha256')
    .update(`${tenantId ?? ''}|${id}`)
    .digest('base64url')
    .slice(0, 32)}`;

/** The language of somebody's Teams, where the guide speaks it. */
export const langOf = (locale: string | null | undefined): Lang | undefined =>
  LANGS.find((lang) => lang === locale?.toLowerCase().split(/[-_]/)[0]);

async function open(opening: Opening, { locale }: Received, turns: Turns): Promise<void> {
  await turns.open(opening, langOf(locale));
}

async function take(opening: Opening, received: Received, turns: Turns): Promise<void> {
  const { id, value, attachments } = received;
  const pressed = readButton(value);
  // Teams sends every message once more as HTML.
  const files = (attachments ?? []).filter(({ contentType }) => contentType !== 'text/html');
  await turns.take({
    ...opening,
    ...(id && { key: id }),
    activity: {
      type: 'message',
      text: wordsOf(received) || (pressed?.label ?? ''),
      textFormat: 'plain',
      ...(pressed && { value: pressed }),
      ...(files.length > 0 && {
        attachments: files.map(({ contentType }) => ({ contentType: contentType ?? 'unknown' })),
      }),
    },
  });
}
