import type { Request, Response, Server } from 'restify';

/** Placeholder until the page exists. */
export function mountPages(server: Server): void {
  server.get('/', (_request: Request, response: Response, next) => {
    response.send(200, 'OsaajaKS');
    next();
  });
}
