import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostPage {
  /** Another site than the guide's: "localhost" where that is at 127.0.0.1. */
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * A site of somebody else, with the strictest content policy under which the guide can be there at all. `?page=ar` is a page in
 * Arabic; `?with=…` are the attributes of the one line that puts the guide there. `guide`: where the guide is, once it runs.
 */
export async function hostPage(guide: () => string): Promise<HostPage> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/site.css') {
      response.writeHead(200, { 'Content-Type': 'text/css' });
      response.end(STYLE);
      return;
    }
    const lang = searchParams.get('page') ?? 'fi';
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; script-src ${guide()}; style-src 'self'; img-src data:; frame-src ${guide()}; require-trusted-types-for 'script'`,
    });
    response.end(`<!doctype html>
<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>OsaajaKS</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css">
<script src="${guide()}/widget.js" ${searchParams.get('with') ?? ''} async></script></head>
<body><header><strong>OsaajaKS</strong> <a href="/">Etusivu</a></header>
<main><h1>Keski-Suomen koulutus- ja uraohjaus</h1>
<p>Ohjausta koulutukseen ja työhön Jyväskylässä, Laukaassa, Muuramessa ja Äänekoskella.</p>
<p><a href="#">Koulutukset</a> <a href="#">Ohjaus</a> <a href="#">Yhteystiedot</a></p></main>
<noscript><p><a href="${guide()}/">OsaajaKS-opas</a></p></noscript></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const STYLE = `
body { background: #fbfaf7; color: #222; font: 1.125rem/1.6 Georgia, serif; margin: 0 }
header { background: #fff; border-bottom: 1px solid #ddd; padding: 1rem 2rem }
header a { margin-inline-start: 2rem }
main { max-width: 42rem; padding: 3rem 2rem }
h1 { font-size: 2.25rem; line-height: 1.2 }
a { color: #0b4650; margin-inline-end: 1rem }
button { background: red; text-transform: uppercase }`;
