import type { Channel } from './channel.ts';

/** Anything that can only show text: choices become a numbered list. */
export const plain: Channel = {
  ids: ['terminal', 'email'],
  render: ({ text, lang, choices }) => ({
    type: 'message',
    text: [text, ...choices.map(({ label }, i) => `${i + 1}. ${label}`)].join('\n'),
    textFormat: 'plain',
    locale: lang,
  }),
};
