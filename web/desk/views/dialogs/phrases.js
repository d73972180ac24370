import { html, nothing } from 'lit-html';
import { say } from '../../deeds.js';
import { inPageLang, pageLang, t, tongue } from '../../texts.js';
import { changeDialog, closeDialog, frame } from './frame.js';
import { search } from './search.js';

/** @typedef {import('../../store.js').Desk} Desk */
/** @typedef {import('./index.js').Open} Open */

/**
 * Ready phrases: chosen in the coach's language, read by the client in theirs; both are shown.
 * @param {Desk} desk
 * @param {Open} open
 */
export function phrases(desk, open) {
  const { query = '', chosen = '' } = open;
  const lang = /** @type {import('../../../../bot/desk/interface.ts').DeskLang} */ (open.lang ?? 'fi');
  const wanted = query.trim().toLocaleLowerCase();
  const groups = (desk.state.phrases?.groups ?? [])
    .map(({ name, phrases: all }) => ({
      name,
      phrases: all.filter(({ text }) => inPageLang(text).toLocaleLowerCase().includes(wanted)),
    }))
    .filter(({ phrases: left }) => left.length > 0);
  return frame(desk, {
    title: t('phrases.title'),
    wide: true,
    body: html`
      <p>${t('phrases.what', { language: tongue(lang) })}</p>
      ${search(t('phrases.search'), query, (text) => changeDialog(desk, { query: text }))}
      <form class="options">
        ${groups.length === 0 ? html`<p>${t('search.nothing')}</p>` : nothing}
        ${groups.map(
          ({ name, phrases: some }) => html`<fieldset>
            <legend>${inPageLang(name)}</legend>
            ${some.map(
              ({ id, text }) => html`<label class="choice">
                <input
                  type="radio"
                  name="phrase"
                  value=${id}
                  .checked=${id === chosen}
                  @change=${() => changeDialog(desk, { chosen: id, fault: undefined })}
                />
                <span>
                  ${inPageLang(text)}
                  ${lang === pageLang() ? nothing : html`<span class="theirs" lang=${lang} dir="auto">${text[lang]}</span>`}
                </span>
              </label>`,
            )}
          </fieldset>`,
        )}
      </form>
    `,
    deed: { text: t('reply.send'), disabled: chosen === '', act: () => send(desk, open, 'phrases') },
  });
}

/**
 * Sends what was chosen, and closes the dialog; says why where it was not sent.
 * @param {Desk} desk
 * @param {Open} open
 * @param {'phrases' | 'links'} what
 */
export async function send(desk, { id = '', chosen = '' }, what) {
  changeDialog(desk, { busy: true });
  const key = crypto.randomUUID();
  const fault = await say(desk, id, what, what === 'links' ? { key, item: chosen } : { key, phrase: chosen });
  changeDialog(desk, { busy: false, fault });
  if (!fault) closeDialog();
}
