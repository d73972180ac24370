import { phrase } from '../../../dialogs/dialog.ts';
import type { Base } from '../../../knowledge/base.ts';
import { LANGS, TONGUES, translator } from '../../../locales/index.ts';
import type { Activity } from '../../activity.ts';
import { localTime } from '../../today.ts';
import type { StaffLang } from '../interface.ts';
import type { Entry } from '../queue.ts';
import { WORDS } from './words.ts';

/** What the button of a card sends: the case to be taken. */
export interface Taking {
  readonly desk: 'take';
  readonly case: string;
}

/** Reads what was pressed; undefined: it is not the button of a case. */
export function readTaking(value: unknown): Taking | undefined {
  const { desk, case: id } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Taking>;
  return desk === 'take' && typeof id === 'string' && id.length <= 200 ? { desk, case: id } : undefined;
}

/** A case as a team's channel shows it: nothing that was said, only what helps to choose. Who took it stands there afterwards. */
export function caseCard(
  entry: Entry,
  { base, lang, timeZone }: { readonly base: Base; readonly lang: StaffLang; readonly timeZone: string },
): Partial<Activity> {
  const words = WORDS[lang];
  const { state, holder, reason, since } = entry.case;
  const open = state === 'waiting' || state === 'callback';
  const title = open
    ? state === 'callback'
      ? words.callback
      : words.waits
    : holder
      ? words.takenBy(holder.name)
      : words.over;
  const tongue = LANGS.find((one) => one === entry.lang);
  const municipality = base.region.municipalities.find(({ id }) => id === entry.municipality)?.name[lang];
  const field = [...base.fields.values()].find(({ id }) => id === entry.field)?.name[lang];
  const facts = (
    [
      ['language', tongue && TONGUES[tongue].name],
      ['municipality', municipality],
      ['field', field],
      ['reason', translator(lang)(phrase(`desk.reason.${reason}`))],
      ['since', localTime(Date.parse(since), timeZone)],
    ] as const
  ).filter(([, value]) => value !== undefined);
  return card(lang, title, [
    { type: 'TextBlock', text: title, style: 'heading', weight: 'Bolder', size: 'Medium', wrap: true },
    {
      type: 'FactSet',
      facts: facts.map(([name, value]) => ({ title: words.facts[name], value })),
    },
    ...(open
      ? [
          {
            type: 'ActionSet',
            actions: [
              {
                type: 'Action.Submit',
                title: words.take,
                data: { desk: 'take', case: entry.id } satisfies Taking,
              },
            ],
          },
        ]
      : []),
  ]);
}

function card(lang: StaffLang, summary: string, body: readonly unknown[]): Partial<Activity> {
  return {
    type: 'message',
    summary,
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          type: 'AdaptiveCard',
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          version: '1.5',
          lang,
          fallbackText: summary,
          body,
        },
      },
    ],
  };
}
