import type { Activity } from '../activity.ts';

/** One thing to say, already in the seeker's language. */
export interface Line {
  readonly text: string;
  readonly lang: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** A page of the web that the line offers to open. */
  readonly page?: { readonly name: string; readonly label: string };
  /** Names the question that the choices answer. */
  readonly asked?: string;
  /** What it is, where a channel may show it in a way of its own. */
  readonly part?: 'step' | 'step-now';
}

/** What is left of a turn until the seeker asks for more; plain JSON: it is stored between messages. */
export interface Waiting {
  readonly blocks: readonly (readonly { readonly text: string }[])[];
  readonly lang: string;
  /** The highest number of a choice that was shown; the next number asks for more. */
  readonly shown: number;
}

/** What of a turn is sent now, and what waits. */
export interface Portion {
  readonly now: readonly Partial<Activity>[];
  readonly waiting: Waiting | undefined;
}

/** How lines look on one channel. Pure: no sending, no state. */
export interface Channel {
  /** The Bot Framework `channelId`s this channel serves. */
  readonly ids: readonly string[];
  /** Pages can be opened from here; elsewhere they are not offered. */
  readonly opensPages?: true;
  /** Bot Framework's hand-off events mean something there. */
  readonly knowsHandoff?: true;
  render(line: Line): Partial<Activity>;
  /** Where a turn is shown as a whole instead of line by line. */
  together?(lines: readonly Line[]): readonly Partial<Activity>[];
  /** Opening a conversation says nothing yet. */
  readonly seekerSpeaksFirst?: true;
  /** Where every character costs: texts come in their short form, and a turn in portions. `more` says which number shows the rest. */
  readonly narrow?: {
    begin(lines: readonly Line[], more: (number: number) => string): Portion;
    goOn(waiting: Waiting, more: (number: number) => string): Portion;
  };
}
