import type { CaseReason, Place, Plan } from '../../dialogs/dialog.ts';
import type { Profile } from '../../knowledge/schema/profile.ts';
import type { Lang } from '../../locales/index.ts';
import type { Activity } from '../activity.ts';
import type { Waiting } from '../channels/channel.ts';
import type { Guidance } from '../codes/guidance.ts';
import type { DeskRecord } from '../desk/record.ts';
import type { Json } from '../storage/store.ts';
import type { Consent } from '../turn/consent.ts';
import type { CountedHere } from '../turn/misunderstood.ts';

/** Raised when the form changes; what cannot be read any more starts its dialog over. */
export const SESSION_FORM = 1;

/** A dialog that waits: for an answer, or for the one that it called to end. */
export interface RunningDialog {
  readonly id: string;
  readonly state: { readonly place: Place };
}

/** The dialogs of a conversation, the innermost last, in the form in which Bot Framework keeps them. */
export interface RunningDialogs {
  readonly dialogStack: RunningDialog[];
}

/** An earlier moment to which "back" returns. */
export interface Moment {
  readonly dialogs: RunningDialogs;
  /** Only where the answer changed it. */
  readonly profile?: Profile;
}

/** What the guide knows between two messages of one conversation. */
export interface Session {
  readonly form: typeof SESSION_FORM;
  lang: Lang | undefined;
  /** A language heard once; the conversation changes to it when it is heard again. */
  heardLang: Lang | undefined;
  profile: Profile;
  plan: Plan | undefined;
  dialogs: RunningDialogs;
  trail: Moment[];
  /** The last message took an answer back. */
  steppedBack: boolean;
  /** Why a person would be asked for next; absent: because the seeker says so. */
  because?: CaseReason;
  /** Messages in a row that were not understood. */
  missed: number;
  /** The second wish of the last message, offered with the question that follows. */
  also: string | undefined;
  /** What of the last turn did not fit, on channels that show only so much at once. */
  waiting?: Waiting | undefined;
  /** What the seeker was told about what is kept, oldest first. */
  consents?: Consent[];
  /** What its return code is kept under; never the code itself. */
  code?: string;
  /** Its guidance went elsewhere, and that has not been told yet. */
  left?: true;
  /** Conversations in which this guidance was before. */
  earlier?: string[];
  /** Others use this phone, too. `at`: the last message, `from`: the first activity that may be shown; `since`: when whoever has it now began. */
  shared?: { readonly at: number; readonly from: number; readonly since?: number };
  /** Guidance that was put away on a shared phone, by what its code is kept under. */
  parked?: Record<string, Guidance>;
}

/** One conversation as it is stored: everything that one message changes is written at once. */
export interface Conversation {
  readonly id: string;
  readonly channelId: string;
  /** As the channel names them; empty once everything was erased. */
  userId: string;
  readonly createdAt: string;
  /** How the channel reaches the seeker, in the channel's own form; absent where the seeker's client fetches by itself. */
  address?: Json;
  /** The address goes as soon as everything that was said has left: the seeker wants it forgotten. */
  leaving?: true;
  /** Activities with a smaller number have left for the channel; absent: none had to. */
  delivered?: number;
  session: Session;
  /** Messages taken lately, by the sender's own key, with the id they got: what comes twice is answered once. */
  seen: { readonly key: string; readonly id: string }[];
  /** What of it is counted among what was not understood. */
  misses?: CountedHere[];
  /** What the desk keeps of it, once a person was asked for. */
  desk?: DeskRecord;
  /** How many activities there are in all. */
  count: number;
  /** The last activities; earlier ones lie in pages of their own. */
  tail: Activity[];
}

/** A session that knows nothing yet, standing where `dialogs` stand. */
export const newSession = (
  lang: Lang | undefined,
  dialogs: RunningDialogs = { dialogStack: [] },
): Session => ({
  form: SESSION_FORM,
  lang,
  heardLang: undefined,
  profile: lang ? { language: lang } : {},
  plan: undefined,
  dialogs,
  trail: [],
  steppedBack: false,
  missed: 0,
  also: undefined,
});

/** Stands in the log where an erased message stood. */
const ERASED = 'erased';
/** Whether an activity still says something. */
export const isThere = ({ type }: Activity): boolean => type !== ERASED;

/** Takes out what was said and who said it; numbers stay, so that no reader loses its place. The session is its owner's to empty. */
export function emptyRecord(conversation: Conversation): void {
  conversation.tail = conversation.tail.map(
    ({ id, timestamp, channelId }) => ({ type: ERASED, id, timestamp, channelId }) as Activity,
  );
  conversation.userId = '';
  delete conversation.misses;
  if (conversation.address !== undefined) conversation.leaving = true;
}

/** Everything up to a number has left for the channel; an address that is not needed any more goes. */
export function markDelivered(conversation: Conversation, number: number): void {
  conversation.delivered = number;
  if (!conversation.leaving || number < conversation.count) return;
  delete conversation.address;
  delete conversation.leaving;
}
