/** Languages of what the guide said, so that a screen reader speaks each message in its own (WCAG 2.2, 3.1.2). @type {Map<string, string>} */
const spoken = new Map();

/**
 * Notes in which language a text was said.
 * @param {string} text
 * @param {string} lang
 */
export function noteLanguage(text, lang) {
  spoken.set(text, lang);
}

/**
 * A text as HTML: nothing in it is markup; lines become paragraphs, https addresses become links.
 * @param {string} text
 * @param {string} opensElsewhere said after a link
 * @returns {string}
 */
export function asHtml(text, opensElsewhere) {
  const lang = spoken.get(text);
  const attributes = `${lang ? ` lang="${escaped(lang)}"` : ''} dir="auto"`;
  return text
    .split('\n')
    .map((line) => `<p${attributes}>${linked(line, opensElsewhere)}</p>`)
    .join('');
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
