import { html, nothing } from 'lit-html';
import { take } from '../deeds.js';
import { isForMe, isWaiting, unread } from '../lists.js';
import { inPageLang, lasted, t, tongue } from '../texts.js';

/**
 * @typedef {import('../store.js').Desk} Desk
 * @typedef {import('../store.js').CaseRow} CaseRow
 * @typedef {import('../store.js').Vocabulary} Vocabulary
 */

/**
 * One case in a list: who, since when, why; a link that opens it, and a button that takes it.
 * @param {Desk} desk
 * @param {CaseRow} one
 */
export function row(desk, one) {
  const { now, vocabulary, me, talk } = desk.state;
  const waiting = isWaiting(one);
  const fresh = waiting ? 0 : unread(one);
  return html`
    <li class="row" data-urgent=${one.reason === 'danger'} data-fresh=${fresh > 0}>
      <a href=${addressOf(one.id)} aria-current=${talk?.id === one.id ? 'true' : nothing}>
        <span class="tongue" data-lang=${one.lang ?? ''} aria-hidden="true">${one.lang ?? '?'}</span>
        <span class="what">
          <strong>${whoIs(one, vocabulary)}</strong>
          <span class="why">${why(one, vocabulary)}</span>
          ${one.field ? html`<span>${inPageLang(vocabulary?.fields.find(({ id }) => id === one.field)?.name)}</span>` : nothing}
          ${marks(one, me?.id)}
        </span>
        <span class="when">
          ${lasted(waiting ? one.since : (one.unanswered ?? one.since), now)}
          ${fresh > 0 ? html`<span class="count fresh">${t('row.unread', { count: fresh })}</span>` : nothing}
        </span>
      </a>
      ${
        waiting
          ? html`<fluent-button
              size="small"
              aria-label=${t('row.takeNamed', { who: whoIs(one, vocabulary) })}
              @click=${async () => {
                if (await take(desk, one.id)) location.hash = addressOf(one.id);
              }}
              >${t('deed.take')}</fluent-button
            >`
          : nothing
      }
    </li>
  `;
}

/** @param {string} id */
export const addressOf = (id) => `#case=${encodeURIComponent(id)}`;

/**
 * A seeker has no name here: their language and where they live.
 * @param {CaseRow} row
 * @param {Vocabulary | undefined} vocabulary
 */
export function whoIs({ lang, municipality }, vocabulary) {
  const place = vocabulary?.municipalities.find(({ id }) => id === municipality);
  const language = tongue(lang);
  const first = language.charAt(0).toLocaleUpperCase() + language.slice(1);
  return place ? `${first}, ${inPageLang(place.name)}` : first;
}

/**
 * Why somebody waits, or what came of it.
 * @param {CaseRow} row
 * @param {Vocabulary | undefined} vocabulary
 */
function why({ state, reason, outcome }, vocabulary) {
  const found =
    state === 'closed'
      ? vocabulary?.outcomes.find(({ id }) => id === outcome)
      : vocabulary?.reasons.find(({ id }) => id === reason);
  return inPageLang(found?.name);
}

/**
 * @param {CaseRow} row
 * @param {string | undefined} me
 */
function marks(row, me) {
  const { state, to, holder, invited } = row;
  const all = [
    state === 'callback' && t('row.callback'),
    isWaiting(row) && isForMe(row, me) && t(to?.coach?.id === me ? 'row.toMe' : 'row.ownClient'),
    invited.some(({ id }) => id === me) && t('row.invited', { name: holder?.name ?? '' }),
  ].filter((mark) => mark !== false);
  return all.length > 0
    ? html`<span class="marks">${all.map((mark) => html`<em>${mark}</em>`)}</span>`
    : nothing;
}
