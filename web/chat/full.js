import { createAnnouncer } from './announce.js';
import { watchConnection } from './connection.js';
import { fillMenu } from './menu.js';
import { createStore, draw, hush, loadWebChat, sayFor, write } from './web-chat.js';

/** Milliseconds between two looks for new messages, where Web Chat did not load. */
const REFRESH = 5_000;

/**
 * The conversation as the page has begun to show it.
 * @typedef {object} Begun
 * @property {Awaited<ReturnType<typeof import('./conversation.js').openConversation>>} opened
 * @property {ReturnType<typeof import('./early.js').showEarly>} early
 * @property {(listener: (activity: import('./conversation.js').Activity, fresh: boolean) => void) => (activity: import('./conversation.js').Activity) => void} listen
 *   tells of each message, those that came already first; gives what is to be told of others
 * @property {(text: string) => unknown} say in the seeker's place
 * @property {(parts: { say: (text: string) => unknown, redraw: () => void }) => void} take hands the drawing over
 * @property {() => import('./language.js').Texts} texts
 * @property {(news: import('./chat.js').News | undefined) => unknown} tell
 * @property {() => import('./chat.js').News | undefined} news
 * @property {() => void} ended
 * @property {(state: import('./connection.js').Connection) => void} report
 * @property {() => void} focusInput
 */

/**
 * What the page needs besides a first conversation: the menu, what is read out, and Web Chat in the place of the plain conversation.
 * @param {Begun} begun
 */
export async function complete({
  opened,
  early,
  listen,
  say,
  take,
  texts,
  tell,
  news,
  ended,
  report,
  focusInput,
}) {
  const { pass, activities, resumed } = opened;
  const element = /** @type {HTMLElement} */ (document.querySelector('#web-chat'));
  const announcer = createAnnouncer(/** @type {HTMLElement} */ (document.querySelector('#said')));
  if (resumed) announcer.know(activities);
  const menu = fillMenu({ say, tell, ended });
  const hear = listen((activity, fresh) => {
    announcer.hear(activity);
    if (!fresh || activity.from?.role === 'bot' || activity.type !== 'message') return;
    menu.seekerSaid();
    // Read by now; the room is needed.
    if (['unkept', 'renewed', 'forgotten'].includes(news() ?? '')) tell(undefined);
  });

  const loaded = await loadWebChat();
  // Without it, the plain conversation goes on and asks for what others write.
  if (!loaded) return void setInterval(() => early.refresh().catch(() => undefined), REFRESH);
  const watch = watchConnection(report);
  const directLine = loaded.createDirectLine({
    token: pass.token,
    domain: `${location.origin}/v3/directline`,
  });
  watch(directLine);
  const { nonce = '' } = /** @type {HTMLElement} */ (document.querySelector('script[nonce]'));
  let swapped = false;
  const store = createStore((activity) => {
    hear(activity);
    if (swapped || activity.id !== activities.at(-1)?.id) return;
    swapped = true;
    // Drawn before it is shown.
    requestAnimationFrame(() => requestAnimationFrame(swap));
  });
  hush(element);
  const redraw = () => {
    const { lang, dir } = document.documentElement;
    draw(element, { directLine, store, lang, dir, strings: texts().webChat, nonce });
    if (!swapped) early.relabel();
  };
  take({ say, redraw });
  redraw();

  async function swap() {
    const { text, focused } = await early.leave();
    take({ say: (one) => sayFor(store, one), redraw });
    element.classList.remove('waiting');
    if (text) write(store, text);
    if (focused) focusInput();
  }
}
