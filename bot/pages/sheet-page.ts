import { readFileSync } from 'node:fs';
import type { Request, Response, Server } from 'restify';
import { phrase } from '../../dialogs/dialog.ts';
import { LANGS, type Lang, type PhraseKey, TONGUES, translator } from '../../locales/index.ts';
import { mountAssets, readAssets } from '../http/assets.ts';
import { escaped, fill, sendPage } from '../http/html.ts';
import { nonceOf } from '../http/secure-headers.ts';
import { preferred } from './pages.ts';

/** A page of the seeker's own, to read, print or save. */
export interface SheetPage {
  /** `main`: HTML. */
  send(response: Response, lang: Lang, title: PhraseKey, main: string, status?: number): void;
  /** A page that says why there is nothing to show. */
  nothing(
    response: Response,
    lang: Lang,
    what: readonly [title: PhraseKey, why: PhraseKey],
    status?: number,
  ): void;
}

const WEB = new URL('../../web/', import.meta.url);
const FILES = ['plan/plan.css', 'plan/plan.js', 'chat/keeping.js'];

/** Mounts the files of such pages, and gives what makes them. */
export function mountSheetPage(server: Server): SheetPage {
  const assets = readAssets(Object.fromEntries(FILES.map((name) => [name, new URL(name, WEB)])));
  const template = readFileSync(new URL('plan/plan.html', WEB), 'utf8');
  mountAssets(server, '/plan/assets', assets);
  const page: SheetPage = {
    send(response, lang, title, main, status = 200) {
      const t = (key: PhraseKey) => escaped(translator(lang)(phrase(key)));
      const html = fill(template, {
        title: t(title),
        print: t('plan.print'),
        toChat: t('plan.toChat'),
        main,
        lang,
        dir: TONGUES[lang].dir,
        nonce: nonceOf(response),
        assets: `/plan/assets/${assets.hash}`,
      });
      sendPage(response, html, lang, status);
    },
    nothing(response, lang, [title, why], status = 200) {
      const text = escaped(translator(lang)(phrase(why)));
      page.send(response, lang, title, `<p class="nothing" data-nothing>${text}</p>`, status);
    },
  };
  return page;
}

/** The language that a request asks for. */
export const languageOf = (request: Request): Lang => {
  const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('lang');
  return LANGS.find((one) => one === asked) ?? preferred(request.headers['accept-language']);
};
