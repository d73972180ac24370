import { readdirSync, readFileSync } from 'node:fs';
import type { Request, Response, Server } from 'restify';
import { mountAssets, readAssets } from '../http/assets.ts';
import { nonceOf } from '../http/secure-headers.ts';
import { preferred } from '../pages/pages.ts';
import { themeSheet } from './theme.ts';

const PAGE = new URL('../../web/desk/', import.meta.url);
const LIT = new URL('../', import.meta.resolve('lit-html'));

/** The languages that the desk itself speaks. */
export const DESK_LANGS = ['fi', 'sv', 'en'] as const;

/** Files of packages that browsers take as they are. */
const PACKAGED: Readonly<Record<string, URL>> = {
  'fluent.js': new URL(import.meta.resolve('@fluentui/web-components/web-components.min.js')),
  'i18next.js': new URL(import.meta.resolve('i18next')),
  ...Object.fromEntries(
    [
      'lit-html.js',
      'async-directive.js',
      'directive.js',
      'directive-helpers.js',
      'directives/live.js',
      'directives/ref.js',
      'directives/repeat.js',
    ].map((name) => [`lit-html/${name}`, new URL(name, LIT)]),
  ),
};

/** The coach desk at `/desk` and its files under `/desk/assets/<hash>/`. What it shows it asks of `/desk/api`. */
export function mountDeskPage(server: Server): void {
  const own = readdirSync(PAGE, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(?:js|css|svg)$|^texts\/\w+\.json$/.test(name));
  const assets = readAssets({
    ...Object.fromEntries(own.map((name) => [name, new URL(name, PAGE)])),
    ...PACKAGED,
    'theme.css': Buffer.from(themeSheet()),
  });
  const base = `/desk/assets/${assets.hash}`;
  const scripts = [...own, ...Object.keys(PACKAGED)].filter((name) => name.endsWith('.js'));
  const template = readFileSync(new URL('index.html', PAGE), 'utf8')
    .replaceAll('{{assets}}', base)
    .replace(
      '{{preloads}}',
      scripts.map((name) => `<link rel="modulepreload" href="${base}/${name}">`).join('\n  '),
    );

  server.get('/desk', async (request: Request, response: Response) => {
    const wished = preferred(request.headers['accept-language']);
    const lang = DESK_LANGS.find((one) => one === wished) ?? 'fi';
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      // The nonce is for this one answer.
      'Cache-Control': 'no-store',
    });
    response.end(template.replaceAll('{{lang}}', lang).replaceAll('{{nonce}}', nonceOf(response)));
  });
  mountAssets(server, '/desk/assets', assets);
}
