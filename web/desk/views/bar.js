import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { keepLiked } from '../keeping.js';
import { wishOfMe } from '../session.js';
import { pageLang, t } from '../texts.js';
import { icon } from './icons.js';
import { languages } from './languages.js';

/** @typedef {import('../store.js').Desk} Desk */
/** @typedef {import('../store.js').PaneName} PaneName */

/** @type {readonly PaneName[]} */
const PANES = ['lists', 'talk', 'side'];

/**
 * The bar above everything: tools that belong to no case, and me.
 * @param {Desk} desk
 */
export function bar(desk) {
  const { me, sound, pane, talk } = desk.state;
  return html`
    <header class="bar">
      <h1>OsaajaKS <span>${t('desk.name')}</span></h1>
      <div class="switch" role="group" aria-label=${t('pane.name')}>
        ${PANES.map(
          (name) => html`<fluent-toggle-button
            class=${`to-${name}`}
            size="small"
            appearance="subtle"
            .pressed=${live(pane === name)}
            ?disabled=${name !== 'lists' && !talk}
            @click=${() => desk.change({ pane: name })}
            >${t(`pane.${name}`)}</fluent-toggle-button
          >`,
        )}
      </div>
      <div class="tools">
        <fluent-button appearance="subtle" @click=${() => desk.change({ dialog: { kind: 'who-knows' } })}
          >${t('bar.whoKnows')}</fluent-button
        >
        <fluent-button appearance="subtle" @click=${() => desk.change({ dialog: { kind: 'code' } })}
          >${t('bar.code')}</fluent-button
        >
        <fluent-button appearance="subtle" @click=${() => desk.change({ dialog: { kind: 'advice' } })}
          >${t('bar.advice')}</fluent-button
        >
        <fluent-toggle-button
          appearance="transparent"
          icon-only
          .pressed=${live(sound)}
          aria-label=${t('bar.sound')}
          title=${t(sound ? 'bar.soundOn' : 'bar.soundOff')}
          @click=${() => switchSound(desk)}
          >${icon(sound ? 'sound' : 'silence')}</fluent-toggle-button
        >
        <fluent-button
          appearance="subtle"
          icon-only
          aria-label=${t('bar.shortcuts')}
          title=${t('bar.shortcuts')}
          @click=${() => desk.change({ dialog: { kind: 'shortcuts' } })}
          >${icon('keys')}</fluent-button
        >
        ${languages(desk, pageLang())}
        <fluent-toggle-button
          appearance="transparent"
          .pressed=${live(me?.available ?? false)}
          @click=${() => wishOfMe(desk, { available: !me?.available })}
          ><span slot="start" class="dot" data-on=${me?.available ?? false}></span>${t('bar.available')}</fluent-toggle-button
        >
        <fluent-button appearance="subtle" @click=${() => desk.change({ dialog: { kind: 'me' } })}
          >${icon('person', 'start')}${me?.name}</fluent-button
        >
      </div>
    </header>
  `;
}

/** @param {Desk} desk */
function switchSound(desk) {
  const sound = !desk.state.sound;
  keepLiked('sound', sound ? 'on' : 'off');
  desk.change({ sound });
}
