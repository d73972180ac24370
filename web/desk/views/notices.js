import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { dismiss } from '../deeds.js';
import { keepTyped } from '../keeping.js';
import { t } from '../texts.js';
import { icon } from './icons.js';

/**
 * What has just happened, and what is wrong with the connection or the session; read aloud.
 * @param {import('../store.js').Desk} desk
 */
export function notices(desk) {
  const { notices: all, online, sessionLost, signIn, talk } = desk.state;
  return html`
    <div class="standing" role="status">
      ${
        sessionLost
          ? html`<fluent-message-bar intent="warning" layout="singleline">
              <span>${t('session.lost')} ${signIn?.way === 'local' ? t('session.local') : nothing}</span>
              <fluent-button
                slot="actions"
                appearance="primary"
                size="small"
                @click=${() => signInAgain(talk?.id, signIn?.url)}
                >${signIn?.url ? t('session.again') : t('session.reload')}</fluent-button
              >
            </fluent-message-bar>`
          : nothing
      }
      ${
        online || sessionLost
          ? nothing
          : html`<fluent-message-bar intent="warning" layout="singleline">${t('link.lost')}</fluent-message-bar>`
      }
    </div>
    <div class="notices" role="status">
      ${repeat(
        all,
        ({ id }) => id,
        ({ id, intent, text }) => html`
          <fluent-message-bar intent=${intent} layout="singleline">
            ${text}
            <fluent-button
              slot="dismiss"
              appearance="transparent"
              size="small"
              icon-only
              aria-label=${t('desk.dismiss')}
              @click=${() => dismiss(desk, id)}
              >${icon('close')}</fluent-button
            >
          </fluent-message-bar>
        `,
      )}
    </div>
  `;
}

/**
 * Goes to sign in and comes back to the same case.
 * @param {string | undefined} open
 * @param {string | null | undefined} url
 */
function signInAgain(open, url) {
  keepTyped('open', open ?? '');
  if (url) location.assign(url);
  else location.reload();
}
