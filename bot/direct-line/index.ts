import type { Request, Response, Server } from 'restify';
import type { Activity } from '../activity.ts';
import type { Turns } from '../conversations/turns.ts';
import type { Signals } from '../desk/signals.ts';
import { readJson } from '../http/body.ts';
import type { Floods } from '../http/flood.ts';
import { badArgument, forbidden, HttpProblem, notFound } from '../http/problem.ts';
import { keyOf, readActivity } from './activity.ts';
import type { Tickets } from './tickets.ts';
import type { Grant, Tokens } from './tokens.ts';

export interface DirectLineParts {
  readonly turns: Turns;
  readonly tokens: Tokens;
  readonly tickets: Tickets;
  /** Lets other servers get tokens; absent: nobody can. */
  readonly secret: string | undefined;
  /** The address under which this server is reached, such as "https://guide.example"; absent: as the request says. */
  readonly publicUrl: string | undefined;
  readonly newId: () => string;
  readonly floods: Pick<Floods, 'message'>;
  /** Told of each request that brings a message. */
  readonly cameFrom?: ((conversationId: string, request: Request) => void) | undefined;
  /** Where a coach hears that the seeker writes; absent: there is no desk. */
  readonly signals?: Pick<Signals, 'tell'>;
}

export const DIRECT_LINE = '/v3/directline';

/**
 * Bot Framework Direct Line API 3.0, so that unmodified clients (botframework-directlinejs, Web Chat) talk to the guide.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference
 */
export function mountDirectLine(server: Server, parts: DirectLineParts): void {
  const { turns, tokens, tickets, secret, publicUrl, newId, floods, cameFrom, signals } = parts;

  const newGrant = (userId?: string): Grant => ({
    conversationId: newId(),
    userId: userId ?? `dl_${newId()}`,
  });
  const isSecret = (credential: string) => secret !== undefined && credential === secret;

  function credentialOf(request: Request): string {
    const [, credential] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (!credential)
      throw new HttpProblem(401, 'MissingToken', 'send the token as "Authorization: Bearer …"');
    return credential;
  }

  /** Who asks, and whether for the conversation of the path. */
  async function grantOf(request: Request): Promise<Grant> {
    const credential = credentialOf(request);
    const { id } = request.params as { id?: string };
    if (isSecret(credential) && id !== undefined) return { conversationId: id, userId: 'dl_server' };
    const grant = await tokens.verify(credential);
    if (id !== undefined && id !== grant.conversationId)
      throw forbidden('the token is for another conversation');
    return grant;
  }

  async function tokenFor(grant: Grant) {
    return {
      conversationId: grant.conversationId,
      token: await tokens.issue(grant),
      expires_in: tokens.lifetime,
    };
  }

  async function connection(request: Request, grant: Grant, watermark: number) {
    const base = publicUrl ?? `http://${request.headers.host}`;
    const ticket = await tickets.give({ conversationId: grant.conversationId, watermark });
    const path = `${DIRECT_LINE}/conversations/${encodeURIComponent(grant.conversationId)}/stream`;
    return {
      ...(await tokenFor(grant)),
      streamUrl: `${base.replace(/^http/, 'ws')}${path}?watermark=${watermark}&t=${ticket}`,
    };
  }

  server.post(`${DIRECT_LINE}/tokens/generate`, async (request: Request, response: Response) => {
    if (!isSecret(credentialOf(request))) throw forbidden('only the Direct Line secret may generate tokens');
    response.send(200, await tokenFor(newGrant(userOf(await readObject(request)))));
  });

  server.post(`${DIRECT_LINE}/tokens/refresh`, async (request: Request, response: Response) => {
    response.send(200, await tokenFor(await grantOf(request)));
  });

  server.post(`${DIRECT_LINE}/conversations`, async (request: Request, response: Response) => {
    const credential = credentialOf(request);
    const body = await readObject(request);
    const grant = isSecret(credential) ? newGrant(userOf(body)) : await tokens.verify(credential);
    const { created } = await turns.open({ ...grant, channelId: 'directline' }, grant.lang);
    response.send(created ? 201 : 200, await connection(request, grant, 0));
  });

  server.get(`${DIRECT_LINE}/conversations/:id`, async (request: Request, response: Response) => {
    const grant = await grantOf(request);
    const from = watermarkOf(request);
    const feed = await turns.read(grant.conversationId, from);
    if (!feed) throw notFound('there is no such conversation');
    response.send(200, await connection(request, grant, Math.min(from, feed.count)));
  });

  server.get(`${DIRECT_LINE}/conversations/:id/activities`, async (request: Request, response: Response) => {
    const { conversationId } = await grantOf(request);
    const from = watermarkOf(request);
    const feed = await turns.read(conversationId, from);
    if (!feed) throw notFound('there is no such conversation');
    response.send(200, { activities: feed.activities, watermark: String(feed.count) });
  });

  server.post(`${DIRECT_LINE}/conversations/:id/activities`, async (request: Request, response: Response) => {
    const grant = await grantOf(request);
    const activity = readActivity(await readJson(request));
    if (activity.type === 'typing') {
      signals?.tell(grant.conversationId, { what: 'typing', from: 'seeker' });
      response.send(200, { id: `${grant.conversationId}|typing` });
      return;
    }
    await floods.message(grant.conversationId);
    cameFrom?.(grant.conversationId, request);
    response.send(200, { id: await deliver(grant, activity) });
  });

  server.post(`${DIRECT_LINE}/conversations/:id/upload`, async (request: Request) => {
    await grantOf(request);
    throw new HttpProblem(415, 'UploadNotAccepted', 'files are not accepted here: write it in words');
  });

  async function deliver(grant: Grant, activity: Partial<Activity>): Promise<string> {
    const key = keyOf(activity);
    const incoming = { ...grant, channelId: 'directline', activity, ...(key !== undefined && { key }) };
    const taken = await turns.take(incoming);
    if (taken) return taken.id;
    await turns.open({ ...grant, channelId: 'directline' }, grant.lang);
    const opened = await turns.take(incoming);
    if (!opened) throw notFound('there is no such conversation');
    return opened.id;
  }
}

function watermarkOf(request: Request): number {
  const text = new URL(request.url ?? '/', 'http://localhost').searchParams.get('watermark') ?? '';
  if (!/^\d{0,12}$/.test(text)) throw badArgument('watermark must be a number that this server gave');
  return Number(text);
}

/** A body that may be absent. @throws HttpProblem 400 for anything but an object */
async function readObject(request: Request): Promise<object> {
  const body = (await readJson(request)) ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) throw badArgument('the body must be an object');
  return body;
}

/** The user id that a server names for its token: `{ "user": { "id": "dl_…" } }`, or with capitals as older clients write it. */
function userOf(body: object): string | undefined {
  const { user, User } = body as { user?: { id?: unknown }; User?: { Id?: unknown } };
  const id = user?.id ?? User?.Id;
  if (id === undefined) return undefined;
  if (typeof id !== 'string' || !/^dl_[\w-]{1,100}$/.test(id))
    throw badArgument('user.id must begin with "dl_"');
  return id;
}
