import { render } from 'lit-html';
import { titleOf } from './attention.js';
import { keepTyped, liked, typed } from './keeping.js';
import { NO_FILTER, PAGE } from './lists.js';
import { followLists } from './live.js';
import { keepReading } from './reading.js';
import { enter, hasClients, keepHere } from './session.js';
import { hearKeys } from './shortcuts.js';
import { createDesk } from './store.js';
import { closeCase, openCase, stopFollowing } from './talk.js';
import { isStaffLang, speak } from './texts.js';
import { app } from './views/app.js';

/** Milliseconds between two looks at the clock. */
const TICK = 15_000;

const root = /** @type {HTMLElement} */ (document.querySelector('#desk'));
const desk = createDesk({
  phase: 'starting',
  signIn: undefined,
  sessionLost: false,
  online: true,
  me: undefined,
  vocabulary: undefined,
  phrases: undefined,
  rows: new Map(),
  order: [],
  closed: undefined,
  here: [],
  usualWait: null,
  list: 'queue',
  filter: NO_FILTER,
  shown: PAGE,
  talk: undefined,
  side: 'summary',
  pane: 'lists',
  dialog: undefined,
  notices: [],
  sound: liked('sound') !== 'off',
  shortcuts: liked('shortcuts') !== 'off',
  now: Date.now(),
});

await start();

async function start() {
  const lang = liked('language') ?? document.documentElement.lang;
  await speak(isStaffLang(lang) ? lang : 'fi');
  const draw = keepReading(desk, () => render(app(desk), root));
  desk.watch((state) => {
    draw();
    document.title = titleOf(state);
  });
  desk.change({});
  if (!(await enter(desk))) return;
  hearKeys(desk);
  const stops = [keepHere(desk), ...(hasClients(desk.state.me) ? [followLists(desk)] : [])];
  desk.watch(({ sessionLost }) => {
    // Without a session every further try would only be refused, and noted.
    if (sessionLost) for (const stop of stops.splice(0)) stop();
    if (sessionLost) stopFollowing();
  });
  setInterval(() => desk.change({ now: Date.now() }), TICK);
  addEventListener('hashchange', openFromAddress);
  if (!location.hash && typed('open')) location.hash = `case=${encodeURIComponent(typed('open'))}`;
  else openFromAddress();
}

/** The address says which case is open, so that a reload and the back button keep it. */
async function openFromAddress() {
  const id = new URLSearchParams(location.hash.slice(1)).get('case');
  keepTyped('open', id ?? '');
  if (!id) return closeCase(desk);
  await openCase(desk, id);
  requestAnimationFrame(() => {
    const title = /** @type {HTMLElement | null} */ (document.querySelector('#who'));
    // Who writes already is not disturbed.
    if (document.activeElement?.closest('#talk') === null) title?.focus();
  });
}
