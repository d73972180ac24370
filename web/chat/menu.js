import { forgetConversation, rememberConversation } from './conversation.js';
import { canKeep, recall, rememberNoMore, remembers, wasAsked } from './keeping.js';
import { pageLanguage, textsOf } from './language.js';

/** Messages of the seeker after which it is worth asking whether to remember the conversation. */
const WORTH = 3;
/** Pages that show what is the seeker's own. */
const PAGES = ['plan', 'my-data'];

const menu = /** @type {HTMLDetailsElement} */ (document.querySelector('.menu'));
const sure = /** @type {HTMLDialogElement} */ (document.querySelector('.sure'));
const question = /** @type {HTMLElement} */ (document.querySelector('.ask'));
const remembering = /** @type {HTMLElement} */ (menu.querySelector('[data-does=remember]'));

/**
 * The menu of the page, and the question whether to remember the conversation.
 * @param {{ say: (text: string) => void, tell: (news: 'remembered' | 'notRemembered' | 'notForgotten') => void, ended: () => void }} parts
 *   `ended`: the conversation is deleted
 */
export function fillMenu({ say, tell, ended }) {
  let said = 0;
  const texts = async () => (await textsOf(pageLanguage())).page;

  /** @type {Readonly<Record<string, () => unknown>>} */
  const does = {
    person: async () => say((await texts()).person ?? ''),
    plan: () => openPage('plan'),
    data: () => openPage('my-data'),
    remember: () => (remembers() ? forgetHere() : rememberHere()),
    forget: () => sure.showModal(),
  };
  for (const button of menu.querySelectorAll('button'))
    button.addEventListener('click', () => {
      close();
      does[button.dataset.does ?? '']?.();
    });

  menu.addEventListener('toggle', () => menu.open && label());
  addEventListener('click', ({ target }) => {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.preventDefault();
    close();
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });

  sure.addEventListener('close', async () => {
    if (sure.returnValue !== 'yes') return;
    sure.returnValue = '';
    await forgetConversation().then(ended, () => tell('notForgotten'));
  });
  // A link to a page of the seeker's own takes the conversation's pass along.
  addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[data-page]');
    if (!(link instanceof HTMLElement) || !PAGES.includes(link.dataset.page ?? '')) return;
    event.preventDefault();
    openPage(link.dataset.page ?? '');
  });
  question.querySelector('[data-text=yesRemember]')?.addEventListener('click', rememberHere);
  question.querySelector('[data-text=noRemember]')?.addEventListener('click', () => {
    question.hidden = true;
  });

  async function rememberHere() {
    question.hidden = true;
    if (await rememberConversation()) tell('remembered');
  }

  function forgetHere() {
    rememberNoMore();
    tell('notRemembered');
  }

  async function label() {
    const { forgetNow, remember } = await texts();
    remembering.textContent = (remembers() ? forgetNow : remember) ?? '';
    remembering.hidden = !canKeep();
  }

  function close() {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }

  return {
    /** The seeker said something: after a few times they are asked, once, whether to remember it. */
    seekerSaid() {
      said += 1;
      if (said === WORTH && canKeep() && !remembers() && !wasAsked()) question.hidden = false;
    },
  };
}

/**
 * Opens a page of the seeker's own in a window; the pass goes in the form, never in an address.
 * @param {string} name
 */
function openPage(name) {
  const form = /** @type {HTMLFormElement} */ (document.querySelector('.own-page'));
  form.action = `/${name}`;
  const token = /** @type {HTMLInputElement} */ (form.elements.namedItem('token'));
  token.value = recall()?.token ?? '';
  form.submit();
  token.value = '';
}
