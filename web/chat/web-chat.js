import { LOOK } from './look.js';
import { asHtml } from './plain-text.js';

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

/** @typedef {{ readonly sendState?: string, readonly hideTimestamp?: boolean, readonly activity: { readonly timestamp?: string } }} Status */

/** Web Chat's own tags of the languages it has words for; Somali is all ours. */
const LOCALES = new Map([
  ['fi', 'fi-FI'],
  ['sv', 'sv-SE'],
  ['en', 'en-US'],
  ['ar', 'ar-SA'],
]);

/** @type {WebChat | undefined} */
let loaded;

/**
 * Web Chat, once its script is there.
 * @returns {Promise<WebChat | undefined>} undefined: it did not load
 */
export async function loadWebChat() {
  const global = /** @type {{ WebChat?: WebChat }} */ (/** @type {unknown} */ (window));
  if (!global.WebChat && document.readyState !== 'complete')
    await new Promise((resolve) => {
      document.querySelector('script[data-web-chat]')?.addEventListener('load', resolve);
      addEventListener('load', resolve);
    });
  loaded = global.WebChat;
  return loaded;
}

/** @returns {WebChat} */
function webChat() {
  if (!loaded) throw new Error('Web Chat did not load');
  return loaded;
}

/**
 * A Web Chat store that shows each message to a listener first.
 * @param {(activity: import('./conversation.js').Activity) => void} onMessage
 */
export function createStore(onMessage) {
  return webChat().createStore({}, () => (next) => (action) => {
    const activity = action.payload?.activity;
    if (action.type !== 'DIRECT_LINE/INCOMING_ACTIVITY') return next(action);
    onMessage(activity);
    if (activity?.from?.role !== 'bot') return next(action);
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
      // A coach sees that the seeker writes.
      sendTypingIndicator: true,
      renderMarkdown: (
        /** @type {string} */ text,
        /** @type {object} */ _look,
        /** @type {{ externalLinkAlt: string }} */ { externalLinkAlt },
      ) => asHtml(text, externalLinkAlt),
      // Web Chat writes times as the United States do and knows none in Somali. It gives no way to make an element but to change one of its own.
      activityStatusMiddleware: () => (/** @type {Function} */ next) => (/** @type {Status} */ status) => {
        if (status.sendState !== 'sent') return next(status);
        const { timestamp } = status.activity;
        if (status.hideTimestamp || !timestamp) return false;
        const props = { className: 'when', dateTime: timestamp, children: timeOf(timestamp, lang) };
        return { ...next(status), type: 'time', props };
      },
    },
    element,
  );
}

/**
 * Keeps Web Chat from reading out by itself what is read out once by a region of ours.
 * @param {Element} element where it is drawn
 */
export function hush(element) {
  new MutationObserver(() => {
    for (const region of element.querySelectorAll('[aria-live=polite]'))
      region.setAttribute('aria-live', 'off');
  }).observe(element, { childList: true, subtree: true });
}

/**
 * Says something in the seeker's place.
 * @param {Store} store
 * @param {string} text
 */
export function sayFor(store, text) {
  store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text, method: 'code' } });
}

/**
 * Puts what was being written into Web Chat's message box.
 * @param {Store} store
 * @param {string} text
 */
export function write(store, text) {
  store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text } });
}

/**
 * When something was said, as the language writes it; with the day where it was not today.
 * @param {string} timestamp
 * @param {string} lang
 */
function timeOf(timestamp, lang) {
  const then = new Date(timestamp);
  const today = then.toDateString() === new Date().toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const form = {
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(!today && { day: 'numeric', month: 'numeric' }),
  };
  return new Intl.DateTimeFormat([`${lang}-FI-u-nu-latn`, 'en-GB'], form).format(then);
}
