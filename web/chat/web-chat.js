import { LOOK } from './look.js';
import { asHtml, noteLanguage } from './plain-text.js';

/**
 * The little that is used of Bot Framework Web Chat, and of the Direct Line client in it.
 * @typedef {{ readonly type: string, readonly payload?: any }} Action
 * @typedef {{ dispatch(action: Action): void }} Store
 * @typedef {{ readonly connectionStatus$: { subscribe(listener: (status: number) => void): void } }} DirectLine
 * @typedef {{
 *   createDirectLine(options: { token: string, domain: string }): DirectLine,
 *   createStore(state: object, middleware: (api: Store) => (next: (action: Action) => unknown) => (action: Action) => unknown): Store,
 *   renderWebChat(props: object, element: Element): void,
 * }} WebChat
 */

/** Web Chat's own tags of the languages it has words for; Somali is all ours. */
const LOCALES = new Map([
  ['fi', 'fi-FI'],
  ['sv', 'sv-SE'],
  ['en', 'en-US'],
  ['ar', 'ar-SA'],
]);

/**
 * Web Chat, as its script left it in the window.
 * @returns {WebChat}
 * @throws Error when the script did not load
 */
export function webChat() {
  const found = /** @type {{ WebChat?: WebChat }} */ (/** @type {unknown} */ (window)).WebChat;
  if (!found) throw new Error('Web Chat did not load');
  return found;
}

/**
 * A Web Chat store that tells of each language the guide answers in.
 * @param {(lang: string) => void} onSpoken
 */
export function createStore(onSpoken) {
  return webChat().createStore({}, () => (next) => (action) => {
    const activity = action.payload?.activity;
    if (action.type !== 'DIRECT_LINE/INCOMING_ACTIVITY' || activity?.from?.role !== 'bot')
      return next(action);
    const { locale, text } = activity;
    if (typeof locale === 'string') {
      if (typeof text === 'string') noteLanguage(text, locale);
      onSpoken(locale);
    }
    // Drawn by `asHtml`, which knows paragraphs and links and nothing else.
    return next({
      ...action,
      payload: { ...action.payload, activity: { ...activity, textFormat: 'markdown' } },
    });
  });
}

/**
 * Draws the chat, or draws it anew in another language.
 * @param {Element} element
 * @param {{ directLine: DirectLine, store: Store, lang: string, dir: string, strings: Readonly<Record<string, string>>, nonce: string }} parts
 */
export function draw(element, { directLine, store, lang, dir, strings, nonce }) {
  webChat().renderWebChat(
    {
      directLine,
      store,
      nonce,
      dir,
      locale: LOCALES.get(lang) ?? lang,
      overrideLocalizedStrings: (/** @type {object} */ theirs) => ({ ...theirs, ...strings }),
      styleOptions: LOOK,
      role: 'main',
      sendTypingIndicator: false,
      renderMarkdown: (
        /** @type {string} */ text,
        /** @type {object} */ _look,
        /** @type {{ externalLinkAlt: string }} */ { externalLinkAlt },
      ) => asHtml(text, externalLinkAlt),
      // When a message was sent is of no use here; that one is on its way or failed, is.
      activityStatusMiddleware:
        () => (/** @type {Function} */ next) => (/** @type {{ sendState?: string }} */ status) =>
          status.sendState === 'sent' ? false : next(status),
    },
    element,
  );
}

/**
 * Says something in the seeker's place.
 * @param {Store} store
 * @param {string} text
 */
export function sayFor(store, text) {
  store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text, method: 'code' } });
}
