import type { Channel } from './channel.ts';

/** Direct Line and Web Chat: choices become buttons that say their label. */
export const web: Channel = {
  ids: ['directline', 'webchat'],
  knowsHandoff: true,
  opensPages: true,
  render: ({ text, lang, choices, page }) => ({
    type: 'message',
    text,
    textFormat: 'plain',
    locale: lang,
    ...(page && { channelData: { page } }),
    inputHint: choices.length > 0 ? 'expectingInput' : 'acceptingInput',
    ...(choices.length > 0 && {
      suggestedActions: {
        to: [],
        actions: choices.map(({ label }) => ({ type: 'imBack', title: label, value: label })),
      },
    }),
  }),
};
