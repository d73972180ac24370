import type { Request, Response, Server } from 'restify';
import type { Knowledge } from '../../../knowledge/index.ts';
import type { Tokens } from '../../direct-line/tokens.ts';
import { readForm } from '../../http/form.ts';
import { HttpProblem } from '../../http/problem.ts';
import type { SheetPage } from '../sheet-page.ts';
import { languageOf } from '../sheet-page.ts';
import { type CopyParts, copyAsJson, ownCopy } from './copy.ts';
import { copyAsHtml } from './page.ts';

export interface MyDataParts extends CopyParts {
  readonly tokens: Tokens;
  readonly knowledge: Knowledge;
  readonly today: () => string;
  readonly timeZone: string;
  readonly page: SheetPage;
}

/**
 * `POST /my-data` with the token of a conversation in the form: everything that is stored about the seeker, as a page to read, or with
 * `as=json` as a file. `GET /my-data` says where it opens from.
 */
export function mountMyData(server: Server, { tokens, page, ...parts }: MyDataParts): void {
  server.get('/my-data', async (request: Request, response: Response) =>
    page.nothing(response, languageOf(request), ['myData.title', 'myData.fromChat']),
  );

  server.post('/my-data', async (request: Request, response: Response) => {
    const { token = '', as } = await readForm(request);
    const grant = await tokens.verify(token).catch((error) => {
      if (error instanceof HttpProblem) return undefined;
      throw error;
    });
    const copy = grant && (await ownCopy(grant.conversationId, parts));
    const lang = copy?.conversation.session.lang ?? languageOf(request);
    if (!copy)
      return page.nothing(
        response,
        lang,
        ['myData.title', grant ? 'myData.nothing' : 'myData.fromChat'],
        grant ? 200 : 403,
      );
    if (as === 'json') {
      response.writeHead(200, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': 'attachment; filename="osaajaks.json"',
        'Cache-Control': 'no-store',
      });
      response.end(JSON.stringify(copyAsJson(copy, new Date(parts.now()).toISOString()), null, 2));
      return;
    }
    const { knowledge, timeZone } = parts;
    const html = copyAsHtml(copy, { lang, timeZone, token, knowledge, today: parts.today() });
    page.send(response, lang, 'myData.title', html);
  });
}
