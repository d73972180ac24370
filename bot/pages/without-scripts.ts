import type { Base } from '../../knowledge/base.ts';
import type { Lang } from '../../locales/index.ts';
import { escaped } from '../http/html.ts';

export interface WithoutScriptsParts {
  readonly lang: Lang;
  readonly base: Base;
  /** The page's own texts, escaped. */
  readonly texts: Readonly<Record<string, string>>;
  readonly smsNumber: string | undefined;
}

/** Those who advise people face to face, as far as the knowledge base has them. */
const ADVISERS = ['employment-services', 'ohjaamo'];

/** What a page shows where no script runs: the numbers and addresses that the knowledge base has, as HTML. */
export function withoutScripts({ lang, base, texts, smsNumber }: WithoutScriptsParts): string {
  const danger = base.answers.get('crisis');
  const advisers = ADVISERS.flatMap((id) => base.institutions.get(id) ?? []);
  const schools = [...base.institutions.values()].filter(({ network, url }) => network && url);
  return [
    `<p>${texts.noScript}</p>`,
    ...(smsNumber
      ? [`<p>${texts.sms} ${anchor(`sms:${smsNumber.replace(/[^+\d]/g, '')}`, smsNumber)}</p>`]
      : []),
    ...(danger ? [`<p>${dialled(danger.text[lang])}</p>`] : []),
    `<h2>${texts.contacts}</h2>`,
    ...advisers.map(
      ({ name, what, url }) => `<p>${escaped(name[lang])}. ${escaped(what[lang])} ${link(url)}</p>`,
    ),
    `<ul>${schools.map(({ name, url }) => `<li>${escaped(name[lang])} ${link(url)}</li>`).join('')}</ul>`,
  ].join('\n      ');
}

const anchor = (target: string, text: string) =>
  `<a href="${escaped(target)}" dir="ltr">${escaped(text)}</a>`;
const link = (url = '') => (url ? anchor(url, url.replace(/^https:\/\//, '')) : '');

/** A text with its phone numbers as links: 112, or seven digits and more with single spaces. */
const dialled = (text: string): string =>
  text
    .split(/(?<![\d.])(112|0\d(?: ?\d){6,10})(?!\d)/)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : anchor(`tel:${part.replaceAll(' ', '')}`, part)))
    .join('');
