// One line on any page puts a button there that opens the guide:
// <script src="https://guide.example/widget.js" data-lang="fi" async></script>
// Nothing else is loaded before the button is pressed; no cookie is set and nobody but the guide's own server is asked.
(() => {
  /** @typedef {{ open: string, close: string, title: string, opening: string, failed: string, said: string, dir?: 'rtl' }} Words */

  /** @type {Readonly<Record<string, Words>>} */
  const WORDS = {
    fi: {
      open: 'Kysy oppaalta',
      close: 'Sulje opas',
      title: 'OsaajaKS, opas opintoihin ja töihin',
      opening: 'Opas avautuu...',
      failed: 'Opas ei avautunut. Avaa se omaan ikkunaansa',
      said: 'Uusi viesti',
    },
    sv: {
      open: 'Fråga vägledaren',
      close: 'Stäng vägledaren',
      title: 'OsaajaKS, vägledning till studier och jobb',
      opening: 'Vägledaren öppnas...',
      failed: 'Vägledaren öppnades inte. Öppna den i ett eget fönster',
      said: 'Nytt meddelande',
    },
    en: {
      open: 'Ask the guide',
      close: 'Close the guide',
      title: 'OsaajaKS, a guide to study and work',
      opening: 'The guide is opening...',
      failed: 'The guide did not open. Open it in its own window',
      said: 'New message',
    },
    ar: {
      open: 'محادثة مع الدليل',
      close: 'إغلاق الدليل',
      title: 'OsaajaKS، دليل إلى الدراسة والعمل',
      opening: 'جارٍ فتح الدليل...',
      failed: 'تعذّر فتح الدليل. فتحه في نافذة مستقلة',
      said: 'رسالة جديدة',
      dir: 'rtl',
    },
    so: {
      open: 'Weydii hagaha',
      close: 'Xir hagaha',
      title: 'OsaajaKS, hagaha waxbarasho iyo shaqo',
      opening: 'Hagaha waa la furayaa...',
      failed: 'Hagaha lama furi karin. Ku fur daaqad u gaar ah',
      said: 'Fariin cusub',
    },
  };
  /** Milliseconds after which a guide that has not come is called missing. */
  const PATIENCE = 20_000;
  /** Narrower or lower than this, the open guide takes the whole screen. */
  const SMALL = '(max-width: 30rem), (max-height: 30rem)';

  const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');
  if (!(script instanceof HTMLScriptElement) || document.querySelector('osaajaks-guide')) return;
  const { origin } = new URL(script.src);
  const wish = script.dataset;
  const lang = languageOf(wish.lang, document.documentElement.lang, ...navigator.languages);
  const words = WORDS[lang] ?? /** @type {Words} */ (WORDS.fi);
  const [, named] = /^#?([0-9a-f]{6})$/i.exec(wish.color ?? '') ?? [];
  const colour = named ?? '0b4650';
  const address = `${origin}/embed?lang=${lang}${named ? `&color=${named}` : ''}`;

  const host = document.createElement('osaajaks-guide');
  host.lang = lang;
  host.dir = words.dir ?? 'ltr';
  const launcher = make(
    'button',
    { class: 'launcher', type: 'button', 'aria-haspopup': 'dialog' },
    icon('M4 5h16v11H10l-4 4v-4H4z'),
    make('span', {}, words.open),
  );
  const frame = make('iframe', { title: words.title, tabindex: '-1' });
  const opening = make('p', { role: 'status' });
  const close = make('button', { type: 'button', 'aria-label': words.close }, icon('M6 6l12 12M18 6L6 18'));
  const bar = make('div', { class: 'bar' }, make('strong', {}, 'OsaajaKS'), close);
  const cover = make('div', { class: 'cover' }, bar, opening);
  const dialog = /** @type {HTMLDialogElement} */ (
    make('dialog', { 'aria-label': words.title }, frame, cover)
  );
  const body = () => document.body.append(host);
  if (document.body) body();
  else addEventListener('DOMContentLoaded', body);

  if (!('adoptedStyleSheets' in document) || !dialog.showModal) {
    // A browser that cannot show it in the page gets an ordinary link.
    host.append(
      make('a', { href: `${origin}/?lang=${lang}`, target: '_blank', rel: 'noopener' }, words.open),
    );
    return;
  }

  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style());
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(launcher, dialog);

  let opened = false;
  launcher.addEventListener('click', open);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('close', () => {
    document.documentElement.style.removeProperty('overflow');
    launcher.focus();
  });
  window.visualViewport?.addEventListener('resize', adapt);
  addEventListener('message', ({ origin: from, source, data }) => {
    if (from !== origin || source !== frameWindow()) return;
    if (data?.osaajaks === 'close') dialog.close();
    if (data?.osaajaks === 'ready') show();
    if (data?.osaajaks === 'said' && !dialog.open) {
      launcher.classList.add('said');
      launcher.setAttribute('aria-label', `${words.open}. ${words.said}`);
    }
  });

  function open() {
    launcher.classList.remove('said');
    launcher.removeAttribute('aria-label');
    dialog.showModal();
    adapt();
    if (matchMedia(SMALL).matches) document.documentElement.style.overflow = 'hidden';
    if (opened) return greet();
    opened = true;
    opening.textContent = words.opening;
    frame.setAttribute('src', address);
    setTimeout(() => {
      if (cover.hidden) return;
      const link = make('a', { href: `${origin}/?lang=${lang}`, target: '_blank', rel: 'noopener' });
      link.textContent = words.failed;
      opening.replaceChildren(link);
    }, PATIENCE);
  }

  /** The guide is there and has a close button of its own. */
  function show() {
    cover.hidden = true;
    frame.removeAttribute('tabindex');
    if (dialog.open) greet();
  }

  /** Tells the guide that it is open, and who opened it. */
  function greet() {
    if (cover.hidden) frame.focus();
    frameWindow()?.postMessage({ osaajaks: 'open' }, origin);
  }

  function frameWindow() {
    return /** @type {HTMLIFrameElement} */ (frame).contentWindow;
  }

  /** Above the keyboard of a phone, which covers the page without making it smaller. */
  function adapt() {
    const seen = window.visualViewport;
    const { style } = dialog;
    for (const side of ['block-size', 'inset-block-start']) style.removeProperty(side);
    if (!dialog.open || !seen || !matchMedia(SMALL).matches || seen.scale > 1) return;
    style.setProperty('block-size', `${seen.height}px`);
    style.setProperty('inset-block-start', `${seen.offsetTop}px`);
  }

  /** @param {(string | undefined)[]} wishes */
  function languageOf(...wishes) {
    const codes = wishes.map((one) => (one ?? '').toLowerCase().split('-')[0] ?? '');
    return codes.find((code) => code in WORDS) ?? 'fi';
  }

  /**
   * @param {string} name
   * @param {Readonly<Record<string, string>>} attributes
   * @param {...(Node | string)} children
   */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  /** @param {string} path */
  function icon(path) {
    const [picture, line] = ['svg', 'path'].map((name) =>
      document.createElementNS('http://www.w3.org/2000/svg', name),
    );
    line?.setAttribute('d', path);
    picture?.setAttribute('viewBox', '0 0 24 24');
    picture?.setAttribute('aria-hidden', 'true');
    picture?.append(line ?? '');
    return picture ?? '';
  }

  /** Black or white, whichever is easier to read on the colour: at least 4.58 to 1 for any colour (WCAG 2.2, 1.4.3). */
  function inkOn() {
    const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
  }

  function style() {
    const side = wish.position === 'start' ? 'start' : 'end';
    const small = wish.size === 'small';
    return `
:host { all: initial; --colour: #${colour}; --ink: ${inkOn()}; font: 1rem/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif }
[hidden] { display: none }
svg { block-size: 1.5rem; fill: none; flex: none; inline-size: 1.5rem; stroke: currentcolor; stroke-linecap: round; stroke-linejoin: round; stroke-width: 2 }
button { align-items: center; background: none; border: 0; color: inherit; display: inline-flex; justify-content: center; cursor: pointer; font: inherit; min-block-size: 2.75rem; min-inline-size: 2.75rem; padding: 0.625rem }
:focus-visible { outline: 3px solid var(--ink); outline-offset: -5px }
.launcher { background: var(--colour); border: 2px solid var(--ink); border-radius: 2rem; box-shadow: 0 0.25rem 1rem #0004; color: var(--ink); font-size: ${wish.size === 'large' ? '1.25rem' : '1rem'}; font-weight: 600; gap: 0.5rem; inset-block-end: max(1rem, env(safe-area-inset-bottom)); inset-inline-${side}: max(1rem, env(safe-area-inset-left), env(safe-area-inset-right)); min-block-size: 3.5rem; min-inline-size: 3.5rem; padding: 0.5rem ${small ? '0.5rem' : '1.25rem'}; position: fixed; z-index: 2147483000 }
.launcher span { ${small ? 'block-size: 1px; clip-path: inset(50%); inline-size: 1px; overflow: hidden; position: absolute; white-space: nowrap' : ''} }
.said::after { background: #c2185b; border: 2px solid #fff; border-radius: 50%; block-size: 0.875rem; content: ""; inline-size: 0.875rem; inset-block-start: -0.125rem; inset-inline-end: 0.25rem; position: absolute }
dialog { background: #fff; border: 1px solid #0003; border-radius: 1rem; block-size: min(44rem, 100vh - 2rem); box-shadow: 0 0.5rem 2.5rem #0005; box-sizing: border-box; color: #12282c; inline-size: 26rem; inset: auto; inset-block-end: 1rem; inset-inline-${side}: 1rem; margin: 0; max-block-size: none; max-inline-size: none; overflow: hidden; padding: 0; position: fixed }
dialog::backdrop { background: #0b1f2433 }
.bar { align-items: center; background: var(--colour); color: var(--ink); display: flex; justify-content: space-between; padding-inline: 1rem 0.25rem }
p { padding-inline: 1rem }
iframe { border: 0; block-size: 100%; inline-size: 100% }
.cover:not([hidden]) { background: #fff; inset: 0; position: absolute }
@media ${SMALL} { dialog { border: 0; border-radius: 0; block-size: 100vh; block-size: 100dvh; inline-size: 100%; inset: 0; padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left) } }
@media (prefers-reduced-motion: no-preference) { .launcher { transition: transform 0.15s } .launcher:hover { transform: translateY(-2px) } }
@media (forced-colors: active) { .launcher, dialog { border: 2px solid } :focus-visible { outline-color: Highlight } }
@media print { :host { display: none } }`;
  }
})();
