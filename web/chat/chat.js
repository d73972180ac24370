import { colourPage } from './colour.js';
import { keepRenewing, openConversation } from './conversation.js';
import { showEarly } from './early.js';
import { meetHost, tellHost } from './framed.js';
import { canKeep } from './keeping.js';
import { languageLinks, pageLanguage, putInto, textsOf } from './language.js';
import { note } from './plain-text.js';

/** Milliseconds without a further message after which the guide has finished its turn. */
const QUIET = 200;
/** Milliseconds after which a broken connection is called ended and a button offers to try again. */
const PATIENCE = 45_000;
/** Milliseconds for which good news stays in sight. */
const SHORT = 6_000;
/** The address after a conversation was deleted, so that the page opened anew can say so. */
const FORGOTTEN = '#forgotten';

/** @typedef {import('./conversation.js').Activity} Activity */
/** @typedef {'renewed' | 'lost' | 'back' | 'ended' | 'failed' | 'forgotten' | 'notForgotten' | 'remembered' | 'notRemembered' | 'unkept'} News */

const find = (/** @type {string} */ what) => /** @type {HTMLElement} */ (document.querySelector(what));
const status = find('[role=status]');
const again = find('.notice button');
const chat = find('#chat');

/** @type {News | undefined} */
let news;
const wasForgotten = location.hash === FORGOTTEN;

colourPage();
again.addEventListener('click', () => location.reload());
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  focusInput();
});
meetHost(focusInput);

start().catch(() => {
  chat.querySelector('.opening')?.remove();
  tell('failed');
});

async function start() {
  const [opened, texts] = await Promise.all([openConversation(pageLanguage()), textsOf(pageLanguage())]);
  const { activities, resumed, renewed } = opened;
  let words = texts;
  const known = new Set(activities.map(({ id }) => id));
  /** @type {{ readonly activity: Activity, readonly fresh: boolean }[]} */
  const past = [];
  /** @type {(activity: Activity, fresh: boolean) => void} */
  let listener = (activity, fresh) => void past.push({ activity, fresh });
  /** @type {number | undefined} */
  let quiet;
  // A new conversation begins in the page's language; only one that goes on may be in another.
  let settled = !resumed;

  const early = showEarly(find('#early'), { ...opened, texts: () => words, onMessage: heard });
  /** @type {(text: string) => unknown} */
  let say = early.say;
  /** Draws the conversation in the page's language. */
  let redraw = early.relabel;

  /** @param {Activity} activity */
  function heard(activity) {
    note(activity);
    const fresh = !known.has(activity.id);
    known.add(activity.id);
    listener(activity, fresh);
    if (activity.from?.role !== 'bot') return;
    if (fresh && activity.channelData?.forgotten) return void setTimeout(() => location.reload(), QUIET);
    if (fresh) tellHost('said');
    const lang = activity.locale;
    if (lang === undefined) return;
    clearTimeout(quiet);
    quiet = window.setTimeout(() => settle(lang), QUIET);
  }

  /** @param {string} lang */
  async function speak(lang) {
    words = await textsOf(lang);
    putInto(lang, words);
    await tell(news);
    redraw();
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
    if (first) say(link.text);
    else speak(lang).catch(() => tell('failed'));
  }

  for (const link of languageLinks()) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      if (link.lang === pageLanguage()) return;
      clearTimeout(quiet);
      settled = true;
      speak(link.lang).then(
        () => say(link.text),
        () => tell('failed'),
      );
    });
  }

  await speak(pageLanguage());
  if (wasForgotten) await tell('forgotten');
  else if (renewed) await tell('renewed');
  else if (!canKeep()) await tell('unkept');
  keepRenewing();
  // On a touch screen the keyboard would cover the choices.
  if (matchMedia('(hover: hover) and (pointer: fine)').matches) focusInput();

  // All else comes after what is needed to talk.
  const { complete } = await import('./full.js');
  await complete({
    opened,
    early,
    listen(next) {
      for (const { activity, fresh } of past) next(activity, fresh);
      listener = next;
      return heard;
    },
    say: (text) => say(text),
    take(parts) {
      ({ say, redraw } = parts);
    },
    texts: () => words,
    tell,
    news: () => news,
    ended: beginAnew,
    report,
    focusInput,
  });
}

function beginAnew() {
  history.replaceState(null, '', `${location.search}${FORGOTTEN}`);
  location.reload();
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
  if (what === 'back' || what === 'remembered' || what === 'notRemembered')
    setTimeout(() => news === what && tell(undefined), SHORT);
}

function focusInput() {
  const input = chat.querySelector('#early textarea, #web-chat:not(.waiting) textarea');
  if (input instanceof HTMLElement) input.focus();
  else chat.focus();
}
