/** Who wrote an activity, or whom it is for. */
export interface Account {
  readonly id: string;
  readonly name?: string;
  readonly role?: string;
}

/** What goes with a message: a card, or the kind and name of a file. */
export interface Attachment {
  readonly contentType: string;
  readonly content?: unknown;
  readonly name?: string;
}

/**
 * A message or an event, as the guide keeps it and as its channels understand it: plain JSON in the form of the Bot Framework
 * activity, as far as we use it. What is on its way has only a part of it (`Partial<Activity>`).
 * https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md
 */
export interface Activity {
  readonly type: string;
  /** The conversation's id and the activity's number in its log; set when it is kept. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly channelId: string;
  readonly conversation: { readonly id: string };
  readonly from: Account;
  readonly recipient?: Account;
  /** Who joined, in a conversationUpdate. */
  readonly membersAdded?: readonly Account[];
  readonly text?: string;
  readonly textFormat?: string;
  /** What a notification shows of a card. */
  readonly summary?: string;
  /** The language of the text. */
  locale?: string;
  /** What an event is called. */
  readonly name?: string;
  readonly value?: unknown;
  readonly inputHint?: string;
  readonly replyToId?: string;
  readonly attachments?: readonly Attachment[];
  readonly suggestedActions?: { readonly to: readonly string[]; readonly actions: readonly CardAction[] };
  readonly entities?: readonly { readonly type: string }[];
  /** What only the sender's channel understands. */
  readonly channelData?: unknown;
}

/** A button. */
export interface CardAction {
  readonly type: string;
  readonly title: string;
  readonly value?: unknown;
  readonly displayText?: string;
}
