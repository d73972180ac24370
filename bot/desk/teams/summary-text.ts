import type { Summary } from '../interface.ts';

/** The one-page summary as plain lines: the heading of a part, then what belongs to it. */
export const summaryText = ({ sections }: Summary): string =>
  sections
    .map(({ title, lines }) =>
      [
        title.toUpperCase(),
        ...lines.flatMap(({ text, more = [], words }) => [
          `• ${text}${words && words.text !== text ? ` (“${words.text}”)` : ''}`,
          ...more.map((one) => `   ${one}`),
        ]),
      ].join('\n'),
    )
    .join('\n\n');
