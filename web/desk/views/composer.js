import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { ask, casePath } from '../api.js';
import { faultText, say } from '../deeds.js';
import { keepTyped, typed } from '../keeping.js';
import { changeTalk } from '../talk.js';
import { pageLang, t, tongue } from '../texts.js';
import { icon } from './icons.js';

/**
 * @typedef {import('../store.js').Desk} Desk
 * @typedef {import('../store.js').CaseRow} CaseRow
 * @typedef {import('../talk.js').Talk} Talk
 */

/** Milliseconds between two tellings that the coach writes. */
const TELL = 3_000;
const LANGS = /** @type {const} */ (['fi', 'sv', 'en', 'ar', 'so']);
let toldAt = 0;

/**
 * Where the coach writes. What is typed is kept until the server has it; the key of a message that may have arrived is kept with it, so that sending again does not double it.
 * @param {Desk} desk
 * @param {Talk} talk
 * @param {CaseRow} row
 */
export function composer(desk, talk, row) {
  const { id, sending, replyFault, typing, connected } = talk;
  const text = typed(`${id}.reply`);
  const limit = desk.state.me?.limits.message ?? 2_000;
  const over = text.length - limit;
  const send = () => (over > 0 ? undefined : sendReply(desk, id, text));
  return html`
    <footer class="composer">
      <div class="above">
        <p class="typing" role="status">${connected ? whoTypes(typing) : t('link.talkLost')}</p>
        <p class="how" id="reply-how">
          ${text.length > limit * 0.8 && over <= 0 ? t('reply.left', { count: -over }) : t('reply.how')}
        </p>
      </div>
      <label class="unseen" for="reply">${t('reply.label')}</label>
      <textarea
        id="reply"
        dir="auto"
        rows="3"
        placeholder=${t('reply.placeholder')}
        aria-describedby="reply-how reply-fault"
        aria-invalid=${over > 0}
        ?readonly=${sending}
        .value=${live(text)}
        @input=${(/** @type {Event} */ event) =>
          write(desk, id, /** @type {HTMLTextAreaElement} */ (event.target).value)}
        @keydown=${(/** @type {KeyboardEvent} */ event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      ></textarea>
      <p class="wrong" id="reply-fault" role="alert">
        ${over > 0 ? t('reply.tooLong', { count: over, limit }) : replyFault ? faultText(replyFault) : nothing}
      </p>
      <div class="below">
        <fluent-button size="small" @click=${() => desk.change({ dialog: { kind: 'phrases', id, lang: row.lang } })}
          >${t('reply.phrases')}</fluent-button
        >
        <fluent-button size="small" @click=${() => desk.change({ dialog: { kind: 'link', id, lang: row.lang } })}
          >${t('reply.link')}</fluent-button
        >
        <label class="written">
          <span class="unseen">${t('reply.lang')}</span>
          <select
            title=${t('reply.lang')}
            @change=${(/** @type {Event} */ event) => keepTyped(`${id}.lang`, /** @type {HTMLSelectElement} */ (event.target).value)}
          >
            ${LANGS.map((lang) => html`<option value=${lang} ?selected=${lang === writtenIn(id)}>${tongue(lang)}</option>`)}
          </select>
        </label>
        <fluent-button
          
          appearance="primary"
          ?disabled=${sending || over > 0 || text.trim() === ''}
          @click=${send}
          >${icon('send', 'start')}${t(sending ? 'reply.sending' : 'reply.send')}</fluent-button
        >
      </div>
    </footer>
  `;
}

/**
 * The language in which I write to this client: as I chose, else that of the page.
 * @param {string} id
 */
const writtenIn = (id) => LANGS.find((lang) => lang === typed(`${id}.lang`)) ?? pageLang();

/** @param {string} typing */
function whoTypes(typing) {
  if (typing === 'seeker') return t('talk.seekerTypes');
  return typing === '' ? nothing : t('talk.types', { name: typing });
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {string} text
 */
function write(desk, id, text) {
  keepTyped(`${id}.reply`, text);
  keepTyped(`${id}.key`, '');
  changeTalk(desk, id, { replyFault: undefined });
  if (text === '' || Date.now() - toldAt < TELL) return;
  toldAt = Date.now();
  void ask('POST', casePath(id, '/typing'), {});
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {string} text
 */
async function sendReply(desk, id, text) {
  if (text.trim() === '' || desk.state.talk?.sending) return;
  const key = typed(`${id}.key`) || crypto.randomUUID();
  keepTyped(`${id}.key`, key);
  changeTalk(desk, id, { sending: true, replyFault: undefined });
  const replyFault = await say(desk, id, 'messages', { key, text, lang: writtenIn(id) });
  if (!replyFault) {
    keepTyped(`${id}.reply`, '');
    keepTyped(`${id}.key`, '');
  }
  changeTalk(desk, id, { sending: false, replyFault });
  desk.change({});
}
