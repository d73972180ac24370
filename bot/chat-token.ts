import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { LANGS } from '../locales/index.ts';
import type { Tokens } from './direct-line/tokens.ts';
import { readJson } from './http/body.ts';
import { badArgument, forbidden } from './http/problem.ts';

export interface ChatTokenParts {
  readonly tokens: Tokens;
  readonly newId: () => string;
}

const wishSchema = z.union([
  z.strictObject({ conversationId: z.string(), token: z.string() }),
  z.strictObject({ lang: z.enum(LANGS as [string, ...string[]]).optional() }),
]);

/** `POST /chat/token`: lets an anonymous browser open a new conversation, or go on with one whose token it holds. */
export function mountChatToken(server: Server, { tokens, newId }: ChatTokenParts): void {
  server.post('/chat/token', async (request: Request, response: Response) => {
    const wish = wishSchema.safeParse((await readJson(request)) ?? {});
    if (!wish.success)
      throw badArgument(
        'send nothing, { "lang" }, or { "conversationId", "token" } of a running conversation',
      );
    const lang =
      'lang' in wish.data ? LANGS.find((one) => one === (wish.data as { lang?: string }).lang) : undefined;
    const grant =
      'token' in wish.data
        ? await tokens.verify(wish.data.token)
        : { conversationId: newId(), userId: `dl_${newId()}`, ...(lang && { lang }) };
    if ('token' in wish.data && wish.data.conversationId !== grant.conversationId) {
      throw forbidden('the token is for another conversation');
    }
    response.header('Cache-Control', 'no-store');
    response.send(200, {
      token: await tokens.issue(grant),
      conversationId: grant.conversationId,
      userId: grant.userId,
      expiresIn: tokens.lifetime,
    });
  });
}
