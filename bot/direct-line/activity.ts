import { z } from 'zod';
import type { Activity } from '../activity.ts';
import { badArgument } from '../http/problem.ts';

const small = z.string().max(500);

/** What is taken of an activity that a client posts; everything else it says (who it is from, when, its id) is ours to say. */
const postedSchema = z.object({
  type: z.enum([
    'message',
    'event',
    'typing',
    'endOfConversation',
    'invoke',
    'messageReaction',
    'conversationUpdate',
  ]),
  text: z.string().optional(),
  name: small.optional(),
  locale: small.optional(),
  value: z.unknown().optional(),
  channelData: z.record(z.string(), z.unknown()).optional(),
  attachments: z
    .array(z.object({ contentType: small.optional(), name: small.optional() }))
    .max(20)
    .optional(),
});

/** Reads a posted activity. @throws HttpProblem 400 that says which field is wrong */
export function readActivity(body: unknown): Partial<Activity> {
  const { success, data, error } = postedSchema.safeParse(body);
  if (!success) {
    const [issue] = error.issues;
    throw badArgument(`activity: ${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not an activity'}`);
  }
  // Attachments keep their kind and name only: their content is neither read nor stored.
  return { ...data, ...(data.type === 'message' && { textFormat: 'plain' }) } as Partial<Activity>;
}

/** The sender's own key of an activity, by which a repeated post is known. */
export function keyOf({ channelData }: Partial<Activity>): string | undefined {
  const key: unknown = (channelData as { clientActivityID?: unknown } | undefined)?.clientActivityID;
  return typeof key === 'string' && key.length > 0 && key.length <= 200 ? key : undefined;
}
