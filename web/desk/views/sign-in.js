import { html, nothing } from 'lit-html';
import { hasText, pageLang, t } from '../texts.js';
import { languages } from './languages.js';

/** Until it is known who is here. */
export const starting = () => html`
  <main class="entrance"><fluent-spinner role="status" aria-label=${t('desk.starting')}></fluent-spinner></main>
`;

/** The server could not be reached. */
export const failed = () => html`
  <main class="entrance">
    <div class="card">
      <h1>${t('desk.failed')}</h1>
      <p>${t('desk.failedWhy')}</p>
      <fluent-button appearance="primary" @click=${() => location.reload()}>${t('desk.again')}</fluent-button>
    </div>
  </main>
`;

/**
 * @param {import('../store.js').Desk} desk
 */
export function signIn(desk) {
  const { signIn: way } = desk.state;
  return html`
    <main class="entrance">
      <div class="card">
        <p class="brand">OsaajaKS</p>
        <h1>${t('signIn.title')}</h1>
        <p>${t('signIn.for')}</p>
        ${
          way?.way === 'oidc' && way.url
            ? html`<fluent-anchor-button appearance="primary" size="large" href=${way.url}
                >${t('signIn.oidc')}</fluent-anchor-button
              >`
            : html`<p class="hint">${t('signIn.local')}</p>
                <pre lang="en">npm start</pre>`
        }
        ${refused()}
        <p class="hint">${t('signIn.recorded')}</p>
        ${languages(desk, pageLang())}
      </div>
    </main>
  `;
}

/** Whoever is not let in comes back here with the reason in the address. */
function refused() {
  const why = new URLSearchParams(location.search).get('signed-in');
  if (!why) return nothing;
  const text = t(hasText(`signIn.${why}`) ? `signIn.${why}` : 'signIn.failed');
  return html`<p class="wrong" role="alert">${text}</p>`;
}
