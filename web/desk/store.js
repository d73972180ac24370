/**
 * @typedef {import('../../bot/desk/interface.ts').CaseRow} CaseRow
 * @typedef {import('../../bot/desk/interface.ts').Person} Person
 * @typedef {import('../../bot/desk/interface.ts').Me} Me
 * @typedef {import('../../bot/desk/interface.ts').Vocabulary} Vocabulary
 * @typedef {import('../../bot/desk/interface.ts').ReadyPhrases} ReadyPhrases
 * @typedef {import('../../bot/desk/interface.ts').SignIn} SignIn
 * @typedef {import('./talk.js').Talk} Talk
 * @typedef {import('./views/dialogs/index.js').Open} OpenDialog
 */

/** @typedef {'queue' | 'mine' | 'closed'} ListName */
/** @typedef {'summary' | 'plan' | 'notes' | 'history'} SideName */
/** @typedef {'lists' | 'talk' | 'side'} PaneName */
/** @typedef {{ readonly lang: string, readonly reason: string, readonly municipality: string }} Filter */
/** @typedef {{ readonly id: number, readonly intent: 'success' | 'warning' | 'error' | 'info', readonly text: string }} Notice */

/**
 * Everything that the page shows.
 * @typedef {object} State
 * @property {'starting' | 'out' | 'in' | 'failed'} phase
 * @property {SignIn | undefined} signIn
 * @property {boolean} sessionLost signed in once, but not any more: what is on the screen stays
 * @property {boolean} online the feed of the lists is connected
 * @property {Me | undefined} me
 * @property {Vocabulary | undefined} vocabulary
 * @property {ReadyPhrases | undefined} phrases
 * @property {ReadonlyMap<string, CaseRow>} rows waiting ones and mine
 * @property {readonly string[]} order ids of `rows` in the order of the queue
 * @property {readonly CaseRow[] | undefined} closed
 * @property {readonly Person[]} here
 * @property {number | null} usualWait seconds
 * @property {ListName} list
 * @property {Filter} filter
 * @property {number} shown how many rows of a list are drawn
 * @property {Talk | undefined} talk the case that is open
 * @property {SideName} side
 * @property {PaneName} pane the one in sight where there is no room for all
 * @property {OpenDialog | undefined} dialog
 * @property {readonly Notice[]} notices
 * @property {boolean} sound
 * @property {boolean} shortcuts
 * @property {number} now milliseconds since 1970, renewed now and then so that "4 min" grows
 */

/**
 * The page's state and its change; whoever watches is told once after a run of changes.
 * @typedef {object} Desk
 * @property {State} state
 * @property {(patch: Partial<State>) => void} change
 * @property {(watcher: (state: State) => void) => void} watch
 */

/**
 * @param {State} initial
 * @returns {Desk}
 */
export function createDesk(initial) {
  let state = initial;
  let told = true;
  /** @type {((state: State) => void)[]} */
  const watchers = [];
  return {
    get state() {
      return state;
    },
    change(patch) {
      state = { ...state, ...patch };
      if (!told) return;
      told = false;
      queueMicrotask(() => {
        told = true;
        for (const watcher of watchers) watcher(state);
      });
    },
    watch(watcher) {
      watchers.push(watcher);
    },
  };
}
