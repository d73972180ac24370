/** What somebody may write who wants a page to run or show something of theirs. Each that runs sets `window.hurt`. */
export const MARKUP: readonly string[] = [
  '<img src=x onerror="window.hurt=1">',
  '"><script>window.hurt=1</script>',
  '[press](javascript:window.hurt=1) ![x](https://evil.example/x.png)',
  '</li></ul></main><h1 id="hurt">hei</h1><a href="https://evil.example">x</a>',
  '{{title}} {{{hurt}}} &lt;b&gt; \u202etxet derorrim',
  '<svg/onload=window.hurt=1><iframe src="https://evil.example">',
];

/** Parts of it that are seen where it is shown as it was written. */
export const SEEN: readonly string[] = [
  '<img src=x',
  '<script>window.hurt=1</script>',
  '(javascript:window.hurt=1)',
];

/** Runs in a browser: what of it has come to life. Nothing: `{ ran: false, elements: 0, links: 0 }`. */
export const alive = () => ({
  ran: (window as { hurt?: number }).hurt !== undefined,
  elements: document.querySelectorAll(
    '#hurt, img[src=x], iframe[src*=evil], svg[onload], li script, p script',
  ).length,
  links: [...document.querySelectorAll('a')].filter(
    ({ href }) => href.startsWith('javascript:') || href.includes('evil.example'),
  ).length,
});
export const DEAD = { ran: false, elements: 0, links: 0 };
