/**
 * What is known of a text besides its letters: the language it was said in, so that a screen reader speaks it so (WCAG 2.2, 3.1.2),
 * and a page of ours that it offers.
 * @typedef {{ readonly lang?: string | undefined, readonly page?: { readonly name: string, readonly label: string } | undefined }} Notes
 */

/** @type {Map<string, Notes>} */
const noted = new Map();

/**
 * Notes of a message what drawing its text needs.
 * @param {import('./conversation.js').Activity} activity
 */
export function note({ text, locale, channelData }) {
  if (typeof text === 'string') noted.set(text, { lang: locale, page: channelData?.page });
}

/**
 * A text as HTML: nothing in it is markup; lines become paragraphs, https addresses become links.
 * @param {string} text
 * @param {string} opensElsewhere said after a link
 * @returns {string}
 */
export function asHtml(text, opensElsewhere) {
  const { lang, page } = noted.get(text) ?? {};
  const attributes = `${lang ? ` lang="${escaped(lang)}"` : ''} dir="auto"`;
  const lines = text.split('\n').map((line) => `<p${attributes}>${linked(line, opensElsewhere)}</p>`);
  if (page)
    lines.push(
      `<p${attributes}><a href="/${escaped(page.name)}" target="_blank" rel="noopener" data-page="${escaped(page.name)}">${escaped(page.label)}</a></p>`,
    );
  return lines.join('');
}

/**
 * @param {string} line
 * @param {string} opensElsewhere
 */
function linked(line, opensElsewhere) {
  return line
    .split(/(https:\/\/[^\s<>"'\u2066-\u2069]*[^\s<>"'\u2066-\u2069.,:;!?)\]،؛؟])/u)
    .map((part, index) =>
      index % 2 === 0
        ? escaped(part)
        : `<a href="${escaped(part)}" target="_blank" rel="noopener noreferrer" dir="ltr" title="${escaped(opensElsewhere)}">${escaped(part)}</a>`,
    )
    .join('');
}

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
