import type { Response } from 'restify';

/** A text as it stands in HTML, in an element or in a quoted attribute. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** A template with each `{{name}}` filled in. @throws TypeError for a name that has no value */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new TypeError(`the template names "${key}", which there is no text for`);
    return value;
  });
}

/** Answers with a page that is not kept: its nonce is for this one answer. */
export function sendPage(response: Response, html: string, lang: string, status = 200): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': lang,
    'Cache-Control': 'no-store',
  });
  response.end(html);
}
