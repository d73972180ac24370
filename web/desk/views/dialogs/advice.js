import { html, nothing } from 'lit-html';
import { ask } from '../../api.js';
import { keepTyped, typed } from '../../keeping.js';
import { profileOf } from '../../profile.js';
import { pageLang, t } from '../../texts.js';
import { adviceFound } from './advice-found.js';
import { changeDialog, frame } from './frame.js';
import { occupationField } from './occupation-field.js';

/**
 * @typedef {import('../../store.js').Desk} Desk
 * @typedef {import('./index.js').Open} Open
 * @typedef {import('../../profile.js').Told} Told
 * @typedef {import('../../profile.js').Fact} Fact
 * @typedef {import('../../../../bot/desk/interface.ts').AdviceForm} AdviceForm
 * @typedef {import('../../../../bot/desk/interface.ts').AdviceView} AdviceView
 */

/**
 * Asks the guide on behalf of a client who is not named; nothing is kept on the server.
 * @param {Desk} desk
 * @param {Open} open
 */
export function advice(desk, { form, advice: given }) {
  if (!form) queueMicrotask(() => fetchForm(desk));
  const told = toldNow();
  return frame(desk, {
    title: t('bar.advice'),
    wide: true,
    body: html`
      <p>${t('advice.what')}</p>
      <form class="facts">
        ${(form?.facts ?? []).map((fact) => field(desk, fact, told[fact.fact] ?? []))}
      </form>
      <div aria-live="polite">${given ? adviceFound(given) : nothing}</div>
    `,
    deed: { text: t('advice.ask'), disabled: !form, act: () => fetchAdvice(desk) },
  });
}

/** @returns {Told} */
const toldNow = () => JSON.parse(typed('advice') || '{}');

/**
 * @param {Desk} desk
 * @param {string} fact
 * @param {readonly string[]} values
 */
function tell(desk, fact, values) {
  keepTyped('advice', JSON.stringify({ ...toldNow(), [fact]: values }));
  desk.change({});
}

/**
 * @param {Desk} desk
 * @param {Fact} fact
 * @param {readonly string[]} values
 */
function field(desk, { fact, label, takes, choices }, values) {
  const told = (/** @type {readonly string[]} */ next) => tell(desk, fact, next);
  switch (takes) {
    case 'one':
      return html`<label class="fact"
        >${label}
        <select
          @change=${(/** @type {Event} */ event) => {
            const { value } = /** @type {HTMLSelectElement} */ (event.target);
            told(value === '' ? [] : [value]);
          }}
        >
          <option value="">${t('advice.unknown')}</option>
          ${choices.map(({ value, label: name }) => html`<option value=${value} ?selected=${values[0] === value}>${name}</option>`)}
        </select>
      </label>`;
    case 'many':
      return html`<fieldset class="fact">
        <legend>${label}</legend>
        ${choices.map(
          ({ value, label: name }) => html`<label class="choice">
            <input
              type="checkbox"
              .checked=${values.includes(value)}
              @change=${(/** @type {Event} */ event) => {
                const { checked } = /** @type {HTMLInputElement} */ (event.target);
                told(checked ? [...values, value] : values.filter((one) => one !== value));
              }}
            />
            ${name}
          </label>`,
        )}
      </fieldset>`;
    default:
      return occupationField(label, values, takes === 'occupations', told);
  }
}

/** @param {Desk} desk */
async function fetchForm(desk) {
  if (desk.state.dialog?.busy) return;
  changeDialog(desk, { busy: true });
  const form = /** @type {import('../../api.js').Answer<AdviceForm>} */ (
    await ask('GET', `/advice/form?lang=${pageLang()}`)
  );
  changeDialog(desk, form.ok ? { busy: false, form: form.value } : { fault: form.fault });
}

/** @param {Desk} desk */
async function fetchAdvice(desk) {
  const profile = profileOf(desk.state.dialog?.form?.facts ?? [], toldNow());
  changeDialog(desk, { busy: true });
  const given = /** @type {import('../../api.js').Answer<AdviceView>} */ (
    await ask('POST', '/advice', { profile, lang: pageLang() })
  );
  changeDialog(
    desk,
    given.ok ? { busy: false, fault: undefined, advice: given.value } : { busy: false, fault: given.fault },
  );
  document.querySelector('.advice')?.scrollIntoView({ block: 'start' });
}
