/** Web origins whose pages may show this one in a frame, ours as "self"; empty where it is not made for one. */
const hosts = (document.documentElement.dataset.framedBy ?? '').split(' ').filter(Boolean);
const isFramed = hosts.length > 0 && window.parent !== window;

/** @type {string | undefined} */
let host;

/**
 * Meets the page that shows this one, and lets the guide be closed from here.
 * @param {() => void} onOpen each time that the seeker opens the guide
 */
export function meetHost(onOpen) {
  if (!isFramed) return;
  addEventListener('message', ({ data, origin, source }) => {
    const known = origin === location.origin || hosts.includes(origin);
    if (source !== window.parent || !known || data?.osaajaks !== 'open') return;
    host = origin;
    onOpen();
  });
  // Who shows this page is only known from its answer, so that this one word, which says nothing, goes to whoever it is.
  window.parent.postMessage({ osaajaks: 'ready' }, '*');
  const close = /** @type {HTMLElement} */ (document.querySelector('.close'));
  close.hidden = false;
  close.addEventListener('click', () => tellHost('close'));
  addEventListener('keydown', (event) => {
    const inner = document.querySelector('dialog[open], details[open]');
    if (event.key === 'Escape' && !event.defaultPrevented && !inner) tellHost('close');
  });
}

/**
 * Tells the page that shows this one something; nobody else hears it.
 * @param {'close' | 'said'} what
 */
export function tellHost(what) {
  if (host !== undefined) window.parent.postMessage({ osaajaks: what }, host);
}
