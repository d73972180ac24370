import { nothing } from 'lit-html';
import { addStep } from './add-step.js';
import { advice } from './advice.js';
import { close } from './close.js';
import { code } from './code.js';
import { giveBack, giveUp } from './confirm.js';
import { invite } from './invite.js';
import { link } from './link.js';
import { me } from './me.js';
import { phrases } from './phrases.js';
import { shortcuts } from './shortcuts.js';
import { transfer } from './transfer.js';
import { whoKnows } from './who-knows.js';

/**
 * The dialog that is open, with what it has found and chosen so far. What is typed into it is kept like everything typed.
 * @typedef {object} Open
 * @property {keyof typeof DIALOGS} kind
 * @property {string} [id] the case it is about
 * @property {string | null} [lang] the client's language
 * @property {import('../../api.js').Fault} [fault] why it did not work
 * @property {boolean} [busy]
 * @property {readonly import('../../../../bot/desk/interface.ts').Expert[]} [people]
 * @property {readonly import('../../../../bot/desk/interface.ts').Item[]} [items]
 * @property {string} [query]
 * @property {string} [chosen] id of the phrase or item that is to be sent
 * @property {import('../../../../bot/desk/interface.ts').Experts} [experts]
 * @property {import('../../../../bot/desk/interface.ts').AdviceForm} [form]
 * @property {import('../../../../bot/desk/interface.ts').AdviceView} [advice]
 */

const DIALOGS = {
  transfer,
  invite,
  close,
  return: giveUp,
  'give-back': giveBack,
  phrases,
  link,
  'add-step': addStep,
  code,
  'who-knows': whoKnows,
  advice,
  shortcuts,
  me,
};

/**
 * @param {import('../../store.js').Desk} desk
 */
export function dialog(desk) {
  const { dialog: open } = desk.state;
  return open ? DIALOGS[open.kind](desk, open) : nothing;
}
