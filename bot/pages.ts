import { readFileSync } from 'node:fs';
import type { Request, Response, Server } from 'restify';
import { LANGS, type Lang, TONGUES } from '../locales/index.ts';
import { readAssets } from './http/assets.ts';
import { notFound } from './http/problem.ts';
import { nonceOf } from './http/secure-headers.ts';

const CHAT = new URL('../web/chat/', import.meta.url);
/** The one file that is used of the package: Web Chat without Adaptive Cards, ready for browsers. */
const WEB_CHAT = new URL('webchat-minimal.js', import.meta.resolve('botframework-webchat'));

const ASSETS = [
  'chat.css',
  'chat.js',
  'connection.js',
  'conversation.js',
  'icon.svg',
  'language.js',
  'look.js',
  'plain-text.js',
  'web-chat.js',
  ...LANGS.map((lang) => `texts/${lang}.json`),
];

const YEAR = 'public, max-age=31536000, immutable';

/** The chat page at `/`, in the visitor's language before any script runs, and its files under `/assets/<hash>/`. */
export function mountPages(server: Server): void {
  const assets = readAssets({
    'webchat-minimal.js': WEB_CHAT,
    ...Object.fromEntries(ASSETS.map((name) => [name, new URL(name, CHAT)])),
  });
  const template = readFileSync(new URL('index.html', CHAT), 'utf8');
  const texts = new Map(LANGS.map((lang) => [lang, pageTexts(lang)]));

  server.get('/', async (request: Request, response: Response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('lang');
    const lang = LANGS.find((one) => one === asked) ?? preferred(request.headers['accept-language']);
    const html = fill(template, {
      ...texts.get(lang),
      lang,
      dir: TONGUES[lang].dir,
      nonce: nonceOf(response),
      assets: `/assets/${assets.hash}`,
      tongues: languageLinks(lang),
    });
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': lang,
      // The nonce is for this one answer.
      'Cache-Control': 'no-store',
    });
    response.end(html);
  });

  server.get('/assets/:hash/*', async (request: Request, response: Response) => {
    const { hash, '*': name } = request.params as { hash: string; '*': string };
    const file = await assets.get(name, request.headers['accept-encoding']);
    if (!file) throw notFound('there is no such file');
    response.writeHead(200, {
      'Content-Type': file.type,
      'Content-Length': file.bytes.length,
      ...(file.encoding && { 'Content-Encoding': file.encoding }),
      Vary: 'Accept-Encoding',
      // A page that was opened before an update gets what there is now, and does not keep it under the old address.
      'Cache-Control': hash === assets.hash ? YEAR : 'no-store',
    });
    response.end(file.bytes);
  });
}

/** The first language of an Accept-Language header (RFC 9110) that the guide speaks; Finnish where there is none. */
export function preferred(header = ''): Lang {
  const wishes = header
    .split(',')
    .map((part) => {
      const [tag = '', weight = 'q=1'] = part.split(';').map((piece) => piece.trim().toLowerCase());
      return {
        lang: LANGS.find((one) => one === tag.split('-')[0]),
        weight: Number(weight.replace('q=', '')),
      };
    })
    .filter(({ lang, weight }) => lang !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes[0]?.lang ?? 'fi';
}

function pageTexts(lang: Lang): Readonly<Record<string, string>> {
  const { page } = JSON.parse(readFileSync(new URL(`texts/${lang}.json`, CHAT), 'utf8')) as {
    page: Readonly<Record<string, string>>;
  };
  return Object.fromEntries(Object.entries(page).map(([key, text]) => [key, escaped(text)]));
}

/** The languages by their own names; without scripts, each is an ordinary link. */
const languageLinks = (current: Lang): string =>
  LANGS.map((lang) => {
    const { name, dir } = TONGUES[lang];
    const mark = lang === current ? ' aria-current="true"' : '';
    return `<a href="?lang=${lang}" hreflang="${lang}" lang="${lang}" dir="${dir}"${mark}>${escaped(name)}</a>`;
  }).join('\n      ');

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new TypeError(`index.html names "${key}", which there is no text for`);
    return value;
  });
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
