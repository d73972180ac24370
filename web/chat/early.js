import { postMessage, readMessages } from './conversation.js';
import { asHtml } from './plain-text.js';

/** @typedef {import('./conversation.js').Activity} Activity */

/** Messages of a longer conversation that are shown until all of it is there. */
const SHOWN = 8;

/**
 * The conversation in plain HTML: there long before Web Chat is on a slow line, and for good where Web Chat does not come.
 * @param {HTMLElement} element
 * @param {{ pass: import('./keeping.js').Pass, activities: readonly Activity[], watermark: string, texts: () => import('./language.js').Texts,
 *   onMessage: (activity: Activity) => void }} parts
 */
export function showEarly(element, { pass, activities, watermark, texts, onMessage }) {
  const list = document.createElement('ol');
  const choices = document.createElement('div');
  const form = document.createElement('form');
  const input = document.createElement('textarea');
  const send = document.createElement('button');
  const fault = document.createElement('p');
  choices.className = 'choices';
  choices.setAttribute('role', 'group');
  fault.setAttribute('role', 'alert');
  input.rows = 1;
  // It scrolls: with the keyboard, too.
  list.tabIndex = 0;
  form.append(input, send);
  element.replaceChildren(list, choices, fault, form);
  let from = watermark;
  /** One message after the other, so that none overtakes. @type {Promise<void>} */
  let last = Promise.resolve();

  for (const activity of activities.slice(-SHOWN)) show(activity);
  relabel();
  // The last message stays in sight, whatever becomes larger around it.
  const sight = new ResizeObserver(() => list.lastElementChild?.scrollIntoView({ block: 'nearest' }));
  sight.observe(list);

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    input.value = '';
    if (text) say(text);
    input.focus();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  /** @param {Activity} activity */
  function show(activity) {
    onMessage(activity);
    const { type, text, from: by, suggestedActions } = activity;
    if (type !== 'message' || !text) return;
    const item = document.createElement('li');
    const own = by?.role !== 'bot';
    item.className = own ? 'own' : 'theirs';
    item.innerHTML = `<span class="unseen"></span>${asHtml(text, '')}`;
    list.append(item);
    choices.replaceChildren(
      ...(suggestedActions?.actions ?? []).map(({ title, value }) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = title;
        button.addEventListener('click', () => {
          input.focus();
          say(value);
        });
        return button;
      }),
    );
  }

  /** The words of the page's language. */
  function relabel() {
    const { page, webChat } = texts();
    list.setAttribute('aria-label', page.transcript ?? '');
    choices.setAttribute('aria-label', webChat.SUGGESTED_ACTIONS_LABEL_ALT ?? '');
    input.setAttribute('aria-label', webChat.TEXT_INPUT_ALT ?? '');
    input.placeholder = webChat.TEXT_INPUT_PLACEHOLDER ?? '';
    send.textContent = page.send ?? '';
    for (const item of list.children) {
      const label = item.className === 'own' ? webChat.ACTIVITY_YOU_SAID_ALT : webChat.ACTIVITY_BOT_SAID_ALT;
      if (item.firstElementChild) item.firstElementChild.textContent = label ?? '';
    }
  }

  /** @param {string} text */
  function say(text) {
    choices.replaceChildren();
    fault.textContent = '';
    last = last
      .then(() => exchange(text))
      .catch(() => {
        // Nothing that was written is lost.
        fault.textContent = texts().page.unsent ?? '';
        input.value ||= text;
      });
    return last;
  }

  /** @param {string} text */
  async function exchange(text) {
    await postMessage(pass, text);
    await refresh();
  }

  async function refresh() {
    const fresh = await readMessages(pass, from);
    from = fresh.watermark;
    for (const activity of fresh.activities) show(activity);
    relabel();
  }

  return {
    say,
    relabel,
    refresh,
    /** Makes room for Web Chat once nothing is under way. @returns {Promise<{ text: string, focused: boolean }>} what was being written */
    async leave() {
      await last;
      const left = { text: input.value, focused: element.contains(document.activeElement) };
      element.remove();
      return left;
    },
  };
}
