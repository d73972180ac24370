import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { LANGS, type Lang } from '../../locales/index.ts';
import type { Turns } from '../conversations/turns.ts';
import type { Grant, Tokens } from '../direct-line/tokens.ts';
import { readJson } from '../http/body.ts';
import { badArgument, forbidden, notFound } from '../http/problem.ts';

export interface ChatTokenParts {
  readonly tokens: Tokens;
  readonly turns: Turns;
  readonly newId: () => string;
}

const passSchema = z.strictObject({
  conversationId: z.string(),
  token: z.string(),
  /** The seeker wants to go on in this browser for thirty days. */
  remember: z.boolean().optional(),
});
const wishSchema = z.union([
  passSchema,
  z.strictObject({
    lang: z.enum(LANGS as [Lang, ...Lang[]]).optional(),
    /** Opens the conversation at once, so that the first messages come with the token. */
    open: z.boolean().optional(),
  }),
]);

/** Seconds for which a conversation can be gone on with, where the seeker asked for it. */
const REMEMBERED = 30 * 24 * 3_600;

/**
 * `POST /chat/token`: opens a new conversation for an anonymous browser, or lets it go on with one whose token it holds, and gives
 * what has been said. `POST /chat/forget`: deletes such a conversation with everything that was said in it.
 */
export function mountChatToken(server: Server, { tokens, turns, newId }: ChatTokenParts): void {
  async function grantOf({ conversationId, token }: z.infer<typeof passSchema>): Promise<Grant> {
    const grant = await tokens.verify(token);
    if (conversationId !== grant.conversationId) throw forbidden('the token is for another conversation');
    return grant;
  }

  async function begin(lang: Lang | undefined, open: boolean): Promise<Grant> {
    const grant = { conversationId: newId(), userId: `dl_${newId()}`, ...(lang && { lang }) };
    if (open) await turns.open({ ...grant, channelId: 'directline' }, lang);
    return grant;
  }

  server.post('/chat/token', async (request: Request, response: Response) => {
    const wish = wishSchema.safeParse((await readJson(request)) ?? {});
    if (!wish.success)
      throw badArgument(
        'send nothing, { "lang", "open" }, or { "conversationId", "token" } of a running conversation',
      );
    const { data } = wish;
    const grant = 'token' in data ? await grantOf(data) : await begin(data.lang, data.open === true);
    const feed = await turns.read(grant.conversationId, 0);
    if (!feed && 'token' in data) throw notFound('there is no such conversation');
    const expiresIn = 'token' in data && data.remember ? REMEMBERED : tokens.lifetime;
    response.header('Cache-Control', 'no-store');
    response.send(200, {
      token: await tokens.issue(grant, expiresIn),
      conversationId: grant.conversationId,
      userId: grant.userId,
      expiresIn,
      ...(feed && { activities: feed.activities, watermark: String(feed.count) }),
    });
  });

  server.post('/chat/forget', async (request: Request, response: Response) => {
    const pass = passSchema.safeParse(await readJson(request));
    if (!pass.success) throw badArgument('send { "conversationId", "token" } of the conversation');
    const { conversationId } = await grantOf(pass.data);
    await turns.forget(conversationId);
    response.send(204);
  });
}
