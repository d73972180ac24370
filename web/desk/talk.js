import { ask, casePath, isSessionFault } from './api.js';
import { fetchSide } from './client.js';
import { withRow } from './lists.js';
import { loseSession } from './session.js';
import { listen } from './stream.js';
import { pageLang } from './texts.js';

/**
 * @typedef {import('./store.js').Desk} Desk
 * @typedef {import('./store.js').Person} Person
 * @typedef {import('./store.js').CaseRow} CaseRow
 * @typedef {import('./api.js').Fault} Fault
 * @typedef {import('../../bot/desk/interface.ts').CaseDetail} CaseDetail
 * @typedef {import('../../bot/desk/interface.ts').Message} Message
 * @typedef {import('../../bot/desk/interface.ts').Messages} Messages
 * @typedef {import('../../bot/desk/interface.ts').Note} Note
 * @typedef {import('../../bot/desk/interface.ts').PlanDraft} PlanDraft
 * @typedef {import('../../bot/desk/interface.ts').Summary} Summary
 * @typedef {import('../../bot/desk/interface.ts').Look} Look
 * @typedef {import('../../bot/desk/interface.ts').StaffLang} StaffLang
 */

/**
 * The case that is open, as far as it has been loaded.
 * @typedef {object} Talk
 * @property {string} id
 * @property {Fault | undefined} fault why it cannot be shown
 * @property {CaseDetail | undefined} detail
 * @property {readonly Message[]} messages from `from` on
 * @property {number} from
 * @property {boolean} connected its own feed
 * @property {string} typing who writes now: `seeker`, a colleague's name, or nobody
 * @property {number} delivered the seeker's device has the messages before this number
 * @property {ReadonlyMap<string, number>} readers colleagues in the conversation by name, who have read the messages before a number
 * @property {boolean} sending the reply is on its way
 * @property {Fault | undefined} replyFault why it was not sent
 * @property {Summary | undefined} summary
 * @property {StaffLang} summaryLang
 * @property {PlanDraft | undefined} plan with the guide's pathways to begin from
 * @property {readonly Look[] | undefined} looks
 */

/** Milliseconds for which "writes now" holds. */
const TYPING = 5_000;

/** @type {() => void} */
let stopFeed = () => undefined;
/** @type {number | undefined} */
let typingTimer;

/**
 * Opens a case beside the lists.
 * @param {Desk} desk
 * @param {string} id
 */
export async function openCase(desk, id) {
  closeCase(desk);
  desk.change({ pane: 'talk', talk: emptyTalk(id) });
  await reload(desk, id);
}

/** Hears no more of the case that is open; what is shown of it stays. */
export function stopFollowing() {
  stopFeed();
  stopFeed = () => undefined;
}

/** @param {Desk} desk */
export function closeCase(desk) {
  stopFollowing();
  desk.change({ talk: undefined, pane: 'lists' });
}

/**
 * Everything of the open case anew: after it was taken more of it may be seen.
 * @param {Desk} desk
 * @param {string} id
 */
export async function reload(desk, id) {
  stopFeed();
  const found = /** @type {import('./api.js').Answer<CaseDetail>} */ (await ask('GET', casePath(id)));
  if (desk.state.talk?.id !== id) return;
  if (!found.ok) {
    if (isSessionFault(found.fault)) loseSession(desk);
    return changeTalk(desk, id, { fault: found.fault });
  }
  const detail = found.value;
  changeTalk(desk, id, { fault: undefined, detail, messages: detail.messages, from: detail.from });
  stopFeed = followCase(desk, id, nextNumber(detail));
  // What stands beside it comes when it comes; the conversation can be used meanwhile.
  void fetchSide(desk);
}

/**
 * The number that the next message will have at least; numbers of what is not shown are left out.
 * @param {{ readonly messages: readonly Message[], readonly from: number }} log
 */
export const nextNumber = ({ messages, from }) => (messages.at(-1)?.number ?? from - 1) + 1;

/**
 * The messages before the first one that is shown.
 * @param {Desk} desk
 */
export async function fetchEarlier(desk) {
  const { talk } = desk.state;
  if (!talk || talk.from === 0) return;
  const from = Math.max(0, talk.from - 100);
  const path = casePath(talk.id, `/messages?from=${from}`);
  const found = /** @type {import('./api.js').Answer<Messages>} */ (await ask('GET', path));
  if (!found.ok) return;
  const earlier = found.value.messages.filter(({ number }) => number < talk.from);
  changeTalk(desk, talk.id, ({ messages }) => ({ messages: [...earlier, ...messages], from }));
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {number} count messages that are there already
 */
function followCase(desk, id, count) {
  const update = (/** @type {Change} */ patch) => changeTalk(desk, id, patch);
  // Not to be seen any more: nothing of it stays on the screen but what I typed.
  const end = (/** @type {Fault} */ fault) => {
    stopFollowing();
    update({ fault, detail: undefined, messages: [] });
  };
  return listen(
    casePath(id, '/feed'),
    String(count),
    {
      message: (/** @type {Message} */ message) => hearMessage(desk, id, message),
      case: (/** @type {CaseRow} */ row) => {
        desk.change(withRow(desk.state, row));
        update(({ detail }) => ({ detail: detail && { ...detail, row } }));
      },
      typing: (/** @type {{ from: 'seeker' } | { person: Person }} */ who) => {
        if ('person' in who && who.person.id === desk.state.me?.id) return;
        update({ typing: 'person' in who ? who.person.name : 'seeker' });
        clearTimeout(typingTimer);
        typingTimer = window.setTimeout(() => update({ typing: '' }), TYPING);
      },
      delivered: ({ count: delivered }) => update({ delivered }),
      read: (/** @type {{ person: Person, count: number }} */ { person, count: read }) =>
        update(({ readers }) => ({ readers: new Map(readers).set(person.name, read) })),
      translated: (/** @type {Pick<Message, 'number' | 'translated'>} */ done) =>
        update(({ messages }) => ({
          messages: messages.map((one) => (one.number === done.number ? { ...one, ...done } : one)),
        })),
      note: (/** @type {Note} */ note) => hearNote(desk, id, note),
      plan: (/** @type {PlanDraft} */ plan) => update({ plan }),
      gone: () => end({ code: 'CaseGone', message: '' }),
      bye: (/** @type {Fault} */ fault) => (isSessionFault(fault) ? loseSession(desk) : end(fault)),
    },
    (connected) => update({ connected }),
  );
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {Message} message
 */
export function hearMessage(desk, id, message) {
  changeTalk(desk, id, ({ messages, typing }) => {
    if (messages.some(({ number }) => number === message.number)) return {};
    return {
      messages: [...messages, message].sort((a, b) => a.number - b.number),
      typing: message.from === 'seeker' && typing === 'seeker' ? '' : typing,
    };
  });
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {Note} note
 */
export function hearNote(desk, id, note) {
  changeTalk(desk, id, ({ detail }) => ({ detail: detail && withNote(detail, note) }));
}

/**
 * @param {CaseDetail} detail
 * @param {Note} note
 */
const withNote = (detail, note) =>
  detail.notes.some(({ at, text }) => at === note.at && text === note.text)
    ? detail
    : { ...detail, notes: [...detail.notes, note] };

/** @typedef {Partial<Talk> | ((talk: Talk) => Partial<Talk>)} Change */

/**
 * Changes the open case, if it is still this one.
 * @param {Desk} desk
 * @param {string} id
 * @param {Change} patch
 */
export function changeTalk(desk, id, patch) {
  const { talk } = desk.state;
  if (talk?.id !== id) return;
  desk.change({ talk: { ...talk, ...(typeof patch === 'function' ? patch(talk) : patch) } });
}

/** @param {string} id @returns {Talk} */
const emptyTalk = (id) => ({
  id,
  fault: undefined,
  detail: undefined,
  messages: [],
  from: 0,
  connected: true,
  typing: '',
  delivered: 0,
  readers: new Map(),
  sending: false,
  replyFault: undefined,
  summary: undefined,
  summaryLang: pageLang(),
  plan: undefined,
  looks: undefined,
});
