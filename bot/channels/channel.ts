import type { Activity } from 'botbuilder';

/** One thing to say, already in the seeker's language. */
export interface Line {
  readonly text: string;
  readonly lang: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** How lines look on one channel. Pure: no sending, no state. */
export interface Channel {
  /** The Bot Framework `channelId`s this channel serves. */
  readonly ids: readonly string[];
  render(line: Line): Partial<Activity>;
}
