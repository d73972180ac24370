import { phrase, type Scene } from '../../../dialogs/dialog.ts';
import { profileLines } from '../../../dialogs/profile-lines.ts';
import { type Lang, type Phrase, type PhraseKey, translator } from '../../../locales/index.ts';
import type { Activity } from '../../activity.ts';
import { copyOfDesk } from '../../desk/copy.ts';
import { recordOf } from '../../desk/record.ts';
import { escaped } from '../../http/html.ts';
import { localDay, localTime } from '../../today.ts';
import { consentLines } from '../../turn/consent.ts';
import type { OwnCopy } from './copy.ts';

export interface PageOf {
  readonly lang: Lang;
  readonly timeZone: string;
  /** Opens the same as a file. */
  readonly token: string;
  readonly knowledge: Scene['knowledge'];
  readonly today: string;
}

/** A copy as a page that a person can read. */
export function copyAsHtml(copy: OwnCopy, of: PageOf): string {
  const t = (key: PhraseKey, params: Phrase['params'] = {}) =>
    escaped(translator(of.lang)(phrase(key, params)));
  const until = copy.until === undefined ? '' : localDay(copy.until, of.timeZone);
  return [
    `<h1>${t('myData.title')}</h1>`,
    `<p>${t('myData.intro')} ${until ? t('myData.until', { day: { day: until } }) : ''}</p>`,
    `<form method="post" action="/my-data"><input type="hidden" name="token" value="${escaped(of.token)}"><button name="as" value="json">${t('myData.download')}</button></form>`,
    ...sections(copy, of),
    ...copy.earlier.flatMap((one) => [`<h2>${t('myData.earlier')}</h2>`, ...sections(one, of)]),
  ].join('\n');
}

function sections({ conversation, messages, stored }: OwnCopy, of: PageOf): readonly string[] {
  const translate = translator(of.lang);
  const { session } = conversation;
  const record = recordOf(conversation);
  const when = (at: string | number): Pick<Phrase, 'params'>['params'] => {
    const time = typeof at === 'number' ? at : Date.parse(at);
    return { day: { day: localDay(time, of.timeZone) }, time: { time: localTime(time, of.timeZone) } };
  };
  const section = (key: PhraseKey, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          `<section><h2>${escaped(translate(phrase(key)))}</h2><ul>${lines
            .map((line) => `<li dir="auto">${escaped(line).replaceAll('\n', '<br>')}</li>`)
            .join('')}</ul></section>`,
        ];
  const said = (phrases: readonly Phrase[]) => phrases.map((one) => translate(one));
  const answers = profileLines({ ...of, profile: session.profile, plan: session.plan }).flatMap((act) =>
    act.do === 'say' ? [act.phrase] : [],
  );
  const { case: asked } = record;
  const person = asked
    ? [
        phrase('myData.asked', {
          ...when(asked.openedAt),
          why: phrase(`desk.reason.${asked.reason}` as PhraseKey),
        }),
        ...(asked.callback
          ? [
              phrase('myData.callback', {
                message: asked.callback.message,
                reach: asked.callback.reach || '-',
              }),
            ]
          : []),
      ]
    : [];
  const missed = (stored.missed ?? []) as readonly { readonly text: string }[];
  const sent = Object.keys(stored['sms-out'] ?? {}).length;
  return [
    ...section('myData.answers', said(answers)),
    ...section('myData.consents', said(consentLines(session.consents))),
    ...section('myData.person', said(person)),
    ...section('myData.staff', said(copyOfDesk(record))),
    ...section(
      'myData.missed',
      missed.map(({ text }) => text),
    ),
    ...section('myData.also', [
      ...(session.code ? [translate(phrase('myData.code'))] : []),
      ...(conversation.address === undefined ? [] : [translate(phrase('myData.address'))]),
      ...(sent > 0 ? [translate(phrase('myData.sent', { number: sent }))] : []),
    ]),
    ...section(
      'myData.messages',
      messages
        .filter(({ type, text }) => type === 'message' && text)
        .map((one) =>
          translate(
            phrase('myData.message', {
              ...when(String(one.timestamp)),
              who: one.from.role === 'user' ? phrase('myData.you') : nameOf(one),
              text: one.text ?? '',
            }),
          ),
        ),
    ),
  ];
}

/** Who of the service said it. */
const nameOf = ({ channelData, from }: Activity): string =>
  (channelData as { person?: { name?: string } } | undefined)?.person?.name ?? from.name ?? '';
