import { watchConnection } from './connection.js';
import { keepRenewing, openConversation } from './conversation.js';
import { languageLinks, pageLanguage, putInto, textsOf } from './language.js';
import { createStore, draw, sayFor, webChat } from './web-chat.js';

/** Milliseconds without a further message after which the guide has finished its turn. */
const QUIET = 200;
/** Milliseconds after which a broken connection is called ended and a button offers to try again. */
const PATIENCE = 45_000;
/** Milliseconds for which good news stays in sight. */
const SHORT = 6_000;

/** @typedef {'renewed' | 'lost' | 'back' | 'ended' | 'failed'} News */

const status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));
const again = /** @type {HTMLButtonElement} */ (document.querySelector('.notice button'));
const chat = /** @type {HTMLElement} */ (document.querySelector('#chat'));
const { nonce = '' } = /** @type {HTMLElement} */ (document.querySelector('script[nonce]'));

/** @type {News | undefined} */
let news;

again.addEventListener('click', () => location.reload());
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  focusInput();
});

start().catch(() => {
  chat.querySelector('.opening')?.remove();
  tell('failed');
});

async function start() {
  const { pass, renewed, resumed } = await openConversation(pageLanguage());
  const watch = watchConnection(report);
  const directLine = webChat().createDirectLine({
    token: pass.token,
    domain: `${location.origin}/v3/directline`,
  });
  watch(directLine);
  /** @type {number | undefined} */
  let quiet;
  // A new conversation begins in the page's language; only one that goes on may be in another.
  let settled = !resumed;
  const store = createStore((lang) => {
    clearTimeout(quiet);
    quiet = window.setTimeout(() => settle(lang), QUIET);
  });

  /** @param {string} lang */
  async function speak(lang) {
    const texts = await textsOf(lang);
    putInto(lang, texts);
    await tell(news);
    draw(chat, { directLine, store, lang, dir: document.documentElement.dir, strings: texts.webChat, nonce });
  }

  /**
   * The first time, a guide that speaks another language than the page was opened in is asked to change; from then on the page follows the guide.
   * @param {string} lang
   */
  function settle(lang) {
    const first = !settled;
    settled = true;
    if (lang === pageLanguage()) return;
    const link = languageLinks().find((one) => one.lang === (first ? pageLanguage() : lang));
    if (!link) return;
    if (first) sayFor(store, link.text);
    else speak(lang).catch(() => tell('failed'));
  }

  for (const link of languageLinks()) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      if (link.lang === pageLanguage()) return;
      clearTimeout(quiet);
      settled = true;
      speak(link.lang).then(
        () => sayFor(store, link.text),
        () => tell('failed'),
      );
    });
  }

  await speak(pageLanguage());
  if (renewed) await tell('renewed');
  keepRenewing();
  // On a touch screen the keyboard would cover the choices.
  if (matchMedia('(hover: hover) and (pointer: fine)').matches) focusInput();
}

/**
 * Tells the seeker how the connection is.
 * @param {import('./connection.js').Connection} state
 */
function report(state) {
  if (state === 'open') {
    if (news === 'lost' || news === 'ended') tell('back');
  } else if (state === 'over') tell('ended');
  else if (news !== 'ended') {
    tell('lost');
    setTimeout(() => news === 'lost' && tell('ended'), PATIENCE);
  }
}

/**
 * Says in words what happened, in the page's language; undefined: nothing to say.
 * @param {News | undefined} what
 */
async function tell(what) {
  news = what;
  again.hidden = what !== 'ended' && what !== 'failed';
  const texts = what && (await textsOf(pageLanguage()).catch(() => undefined));
  if (news !== what) return;
  status.textContent = (what && (texts?.page[what] ?? status.dataset.failed)) ?? '';
  if (what === 'back') setTimeout(() => news === 'back' && tell(undefined), SHORT);
}

function focusInput() {
  const input = chat.querySelector('textarea, input[type=text]');
  if (input instanceof HTMLElement) input.focus();
  else chat.focus();
}
