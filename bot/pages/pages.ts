import { readFileSync } from 'node:fs';
import type { Request, Response, Server } from 'restify';
import type { Base } from '../../knowledge/base.ts';
import { LANGS, type Lang, TONGUES } from '../../locales/index.ts';
import { mountAssets, readAssets, sendFile } from '../http/assets.ts';
import { escaped, fill, sendPage } from '../http/html.ts';
import { letFrame, letLoad, nonceOf } from '../http/secure-headers.ts';
import { withoutScripts } from './without-scripts.ts';

const WEB = new URL('../../web/', import.meta.url);
const CHAT = new URL('chat/', WEB);
/** The one file that is used of the package: Web Chat without Adaptive Cards, ready for browsers. */
const WEB_CHAT = new URL('webchat-minimal.js', import.meta.resolve('botframework-webchat'));

/** What is needed to talk; the rest of the scripts comes after it. */
const FIRST = [
  'chat.js',
  'colour.js',
  'conversation.js',
  'early.js',
  'framed.js',
  'keeping.js',
  'language.js',
  'plain-text.js',
];
const SCRIPTS = [...FIRST, 'announce.js', 'connection.js', 'full.js', 'look.js', 'menu.js', 'web-chat.js'];

/** How long browsers may keep `widget.js`, whose address never changes. */
const HOUR = 'public, max-age=3600';

export interface PagesParts {
  /** Web origins besides our own whose pages may show the guide. */
  readonly allowedOrigins: readonly string[];
  readonly base: Base;
  /** The number to which one can write text messages, such as "+358 40 000 0000"; absent: there is none. */
  readonly smsNumber: string | undefined;
}

/** The chat page at `/`, the same to be shown in a frame at `/embed`, `widget.js` that puts it on any site, and their files under `/assets/<hash>/`. */
export function mountPages(server: Server, { allowedOrigins, base, smsNumber }: PagesParts): void {
  const assets = readAssets({
    'webchat-minimal.js': WEB_CHAT,
    'widget.js': new URL('widget/widget.js', WEB),
    ...Object.fromEntries(
      ['chat.css', 'icon.svg', ...SCRIPTS, ...LANGS.map((lang) => `texts/${lang}.json`)].map((name) => [
        name,
        new URL(name, CHAT),
      ]),
    ),
  });
  const path = `/assets/${assets.hash}`;
  const template = readFileSync(new URL('index.html', CHAT), 'utf8');
  const json = new Map(
    LANGS.map((lang) => [lang, readFileSync(new URL(`texts/${lang}.json`, CHAT), 'utf8')]),
  );
  const texts = new Map(LANGS.map((lang) => [lang, pageTexts(json.get(lang) ?? '')]));
  const plain = new Map(
    LANGS.map((lang) => [lang, withoutScripts({ lang, base, texts: texts.get(lang) ?? {}, smsNumber })]),
  );
  const preloads = FIRST.map((name) => `<link rel="modulepreload" href="${path}/${name}">`).join('\n  ');

  const page = (request: Request, response: Response, framed: boolean) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('lang');
    const lang = LANGS.find((one) => one === asked) ?? preferred(request.headers['accept-language']);
    const html = fill(template, {
      ...texts.get(lang),
      lang,
      dir: TONGUES[lang].dir,
      nonce: nonceOf(response),
      assets: path,
      preloads,
      tongues: languageLinks(lang),
      words: `<script type="application/json" id="texts">${inScript(json.get(lang) ?? '')}</script>`,
      withoutScripts: plain.get(lang) ?? '',
      framedBy: framed ? escaped(['self', ...allowedOrigins].join(' ')) : '',
    });
    sendPage(response, html, lang);
  };

  server.get('/', async (request: Request, response: Response) => page(request, response, false));
  server.get('/embed', async (request: Request, response: Response) => {
    letFrame(request, response, allowedOrigins);
    page(request, response, true);
  });
  server.get('/widget.js', async (request: Request, response: Response) => {
    const file = await assets.get('widget.js', request.headers['accept-encoding']);
    letLoad(response);
    if (file) sendFile(response, file, HOUR);
  });
  mountAssets(server, '/assets', assets);
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

function pageTexts(json: string): Readonly<Record<string, string>> {
  const { page } = JSON.parse(json) as { page: Readonly<Record<string, string>> };
  return Object.fromEntries(Object.entries(page).map(([key, text]) => [key, escaped(text)]));
}

/** JSON as it stands in a script element, which only "<" could end. */
const inScript = (json: string): string => json.replaceAll('<', '\\u003c');

/** The languages by their own names; without scripts, each is an ordinary link. */
const languageLinks = (current: Lang): string =>
  LANGS.map((lang) => {
    const { name, dir } = TONGUES[lang];
    const mark = lang === current ? ' aria-current="true"' : '';
    return `<a href="?lang=${lang}" hreflang="${lang}" lang="${lang}" dir="${dir}"${mark}>${escaped(name)}</a>`;
  }).join('\n      ');
