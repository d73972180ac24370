import { z } from 'zod';
import { badArgument } from '../http/problem.ts';

const small = z.string().max(1_000);
const account = z.object({
  id: z.string().min(1).max(1_000),
  aadObjectId: small.nullish(),
});

/** Where a request says it comes from; read before anything else, to check whether it does. */
export const originSchema = z.object({
  channelId: z.string().min(1).max(100),
  serviceUrl: z.url().max(1_000),
});

/** What is taken of an activity of the Bot Framework protocol; everything else is left unread. */
const receivedSchema = originSchema.extend({
  type: z.string().min(1).max(100),
  id: small.nullish(),
  from: account,
  recipient: account,
  conversation: z.object({
    id: z.string().min(1).max(1_000),
    conversationType: small.nullish(),
    tenantId: small.nullish(),
    isGroup: z.boolean().nullish(),
  }),
  text: z.string().nullish(),
  locale: small.nullish(),
  value: z.unknown().optional(),
  action: small.nullish(),
  membersAdded: z.array(account).max(500).nullish(),
  entities: z
    .array(z.looseObject({ type: small, text: z.unknown().optional(), mentioned: z.unknown().optional() }))
    .max(200)
    .nullish(),
  attachments: z
    .array(z.object({ contentType: small.nullish() }))
    .max(50)
    .nullish(),
});

/** An activity as a channel of Azure sent it, checked. */
export type Received = z.infer<typeof receivedSchema>;

/** Reads an activity. @throws HttpProblem 400 that says which field is wrong */
export function readReceived(body: unknown): Received {
  const { success, data, error } = receivedSchema.safeParse(body);
  if (success) return data;
  const [issue] = error.issues;
  throw badArgument(`activity: ${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not an activity'}`);
}

/** Only a chat between one person and the guide is private enough for guidance. */
export const isPersonal = ({ channelId, conversation: { conversationType, isGroup } }: Received): boolean =>
  channelId === 'msteams' ? conversationType === 'personal' : isGroup !== true;

/** What was written, without the mention of the guide and without the marks round other names. */
export function wordsOf({ text, entities, recipient }: Received): string {
  const mine = (entities ?? []).filter(
    ({ type, mentioned }) =>
      type === 'mention' && (mentioned as { id?: unknown } | undefined)?.id === recipient.id,
  );
  return mine
    .reduce(
      (rest, { text: mark }) => (typeof mark === 'string' && mark ? rest.replaceAll(mark, ' ') : rest),
      text ?? '',
    )
    .replace(/<\/?at\b[^<>]*>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .trim();
}
