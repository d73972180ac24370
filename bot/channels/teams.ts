import { TONGUES } from '../../locales/index.ts';
import type { Activity } from '../activity.ts';
import type { Channel, Line } from './channel.ts';
import { plain } from './plain.ts';

/** An element of an Adaptive Card: https://adaptivecards.io/explorer */
type Element = Readonly<Record<string, unknown>>;

/** The newest version that Teams shows for cards of bots. */
const VERSION = '1.5';
/** Teams takes about 28 KB a message; a card that would be larger becomes several (bytes). */
const LARGEST = 20_000;
/** More buttons, or longer ones, are cut off on a phone: they become rows that wrap. */
const MOST_BUTTONS = 5;
const LONGEST_BUTTON = 30;
/** A text with these would be taken for markup in a heading. */
const MARKUP = /[*_`~[\]\\#<>|]/;

/** Microsoft Teams: a turn is one Adaptive Card; a single sentence is a plain message. */
export const teams: Channel = {
  ids: ['msteams'],
  render: (line) => message([line]),
  together(lines) {
    const [only, ...more] = lines;
    if (only && more.length === 0 && only.choices.length === 0 && !only.text.includes('\n'))
      return [plain.render(only)];
    return portions(stepOfThisWeekFirst(lines)).map(message);
  },
};

/** The step to take now stands before the others, whatever its number. */
function stepOfThisWeekFirst(lines: readonly Line[]): readonly Line[] {
  const first = lines.findIndex(({ part }) => part === 'step' || part === 'step-now');
  const now = lines.filter(({ part }) => part === 'step-now');
  if (first === -1) return lines;
  return [...lines.slice(0, first), ...now, ...lines.slice(first).filter(({ part }) => part !== 'step-now')];
}

function portions(lines: readonly Line[]): readonly (readonly Line[])[] {
  const cut: Line[][] = [[]];
  let size = 0;
  for (const line of lines) {
    const more = Buffer.byteLength(JSON.stringify([line.text, ...bodyOf(line), ...answersOf(line)]));
    if (size > 0 && size + more > LARGEST) {
      cut.push([]);
      size = 0;
    }
    cut.at(-1)?.push(line);
    size += more;
  }
  return cut.filter((portion) => portion.length > 0);
}

/** One message with one card. Its text is what is kept, shown in notifications, and shown where cards are not. */
function message(lines: readonly Line[]): Partial<Activity> {
  const lang = lines.at(-1)?.lang ?? '';
  const text = lines.map((line) => plain.render(line).text).join('\n');
  const asks = lines.some(({ choices }) => choices.length > 0);
  return {
    type: 'message',
    text,
    textFormat: 'plain',
    locale: lang,
    inputHint: asks ? 'expectingInput' : 'acceptingInput',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          type: 'AdaptiveCard',
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          version: VERSION,
          lang,
          ...(Object.entries(TONGUES).some(([tongue, { dir }]) => tongue === lang && dir === 'rtl') && {
            rtl: true,
          }),
          fallbackText: text,
          msteams: { width: 'Full' },
          body: lines.flatMap((line) => [...bodyOf(line), ...answersOf(line)]),
        },
      },
    ],
  };
}

/** A sentence as it is; several lines as a block with its first line as heading. */
function bodyOf({ text, part, choices }: Line): readonly Element[] {
  const [first = '', ...rest] = text.split('\n');
  if (choices.length > 0) return [{ ...paragraph(text, { weight: 'Bolder' }), spacing: 'Medium' }];
  if (rest.length === 0) return [paragraph(first)];
  return [
    {
      type: 'Container',
      separator: true,
      spacing: 'Medium',
      ...(part === 'step-now' && { style: 'accent' }),
      items: [heading(first), ...rest.map((one) => paragraph(one))],
    },
  ];
}

const heading = (text: string): Element =>
  MARKUP.test(text)
    ? paragraph(text, { weight: 'Bolder' })
    : {
        type: 'TextBlock',
        // A number and a full stop would begin a list.
        text: text.replace(/^(\d+)\. /, '$1.\u00a0'),
        style: 'heading',
        weight: 'Bolder',
        size: 'Medium',
        wrap: true,
      };

/** Runs of text know no markup, so what somebody typed is shown as it was typed; addresses can be opened. */
const paragraph = (text: string, style: { readonly weight?: 'Bolder' } = {}): Element => ({
  type: 'RichTextBlock',
  spacing: 'Small',
  inlines: text
    .split(/(https?:\/\/[^\s\u2066-\u2069]+[^\s\u2066-\u2069.,;:!?)])/)
    .filter((run) => run !== '')
    .map((run) => ({
      type: 'TextRun',
      text: run,
      ...style,
      ...(/^https?:\/\//.test(run) && { selectAction: { type: 'Action.OpenUrl', url: run, title: run } }),
    })),
});

function answersOf({ choices, asked = '' }: Line): readonly Element[] {
  if (choices.length === 0) return [];
  const buttons = choices.map(({ value: choice, label }) => {
    const value = { choice, label, asked };
    // As text: Teams' own renderer ignores a button whose value is an object.
    const msteams = { type: 'messageBack', text: label, displayText: label, value: JSON.stringify(value) };
    return { type: 'Action.Submit', title: label, data: { ...value, msteams } };
  });
  if (choices.length <= MOST_BUTTONS && choices.every(({ label }) => label.length <= LONGEST_BUTTON))
    return [{ type: 'ActionSet', spacing: 'Medium', actions: buttons }];
  return buttons.map((selectAction, index) => ({
    type: 'Container',
    style: 'emphasis',
    spacing: 'Small',
    selectAction,
    items: [paragraph(`${index + 1}. ${selectAction.title}`)],
  }));
}
