import type { Knowledge } from '../knowledge/index.ts';
import type { Profile } from '../knowledge/schema/profile.ts';
import type { ConceptType, Understanding } from '../knowledge/understanding/understanding.ts';
import type { Lang, Param, Phrase, PhraseKey, Room, Text } from '../locales/index.ts';

/** What the seeker said, as far as we understood it. */
export interface Said {
  /** Redacted, trimmed, without control characters. */
  readonly text: string;
  /** Values of the offered choices that were picked, by button, number, label, or yes and no; several where the question takes several. */
  readonly picked: readonly string[];
  /** Wants to go on without answering. */
  readonly skip: boolean;
  readonly understood: Understanding;
  /** What became of a return code in the message. */
  readonly code?: CodeHeard;
}

/** A return code as it was looked up; `name`: what its guidance is kept under. */
export type CodeHeard =
  | { readonly outcome: 'found'; readonly name: string }
  | { readonly outcome: 'unknown' | 'limited' | 'here' };

/** The pathway that a seeker chose to keep. */
export interface Plan {
  readonly to: string;
  readonly way: string;
  readonly savedOn: string;
}

/** What the guide knows of the people behind it, now. */
export interface DeskSight {
  /** Somebody is there, or it is their time to be. */
  readonly open: boolean;
  /** Somebody is really there. */
  readonly staffed: boolean;
  /** Who answers. */
  readonly team: Text;
  /** The present or next time when somebody is there, in local time; absent: not known. */
  readonly opens: { readonly day: string; readonly from: string; readonly to: string } | undefined;
  /** How many wait before this seeker, or would. */
  readonly before: number;
  /** Minutes that seekers waited lately; undefined where too few did. */
  readonly wait: number | undefined;
  /** This seeker waits already, or left a message. */
  readonly mine: 'waiting' | 'callback' | undefined;
}

/** Why a person is wished for. */
export type CaseReason = 'asked' | 'misunderstood' | 'danger' | 'rule';

/** What a dialog may look at while it decides. */
export interface Scene {
  readonly knowledge: Knowledge;
  readonly profile: Profile;
  readonly plan: Plan | undefined;
  /** Messages in a row that were not understood, this one included. */
  readonly missed: number;
  /** Local day, such as "2026-11-23". */
  readonly today: string;
  readonly lang: Lang;
  /** `short`: every message costs, so as much is asked at once as can be; absent: full. */
  readonly room?: Room;
  readonly desk: DeskSight;
}

/** What is known of a seeker without a turn at hand: enough for a page or a list. */
export type Known = Omit<Scene, 'desk' | 'missed'>;

export interface Choice {
  /** Free of language, so that an answer means the same in all five. */
  readonly value: string;
  readonly label: Phrase;
}

/** What a line is, where a channel may show it in a way of its own: a step of a pathway, or the one to take this week. */
export type Part = 'step' | 'step-now';

/** What a dialog wants done. Dialogs only describe acts; `bot/turn/exchange.ts` does them. */
export type Act =
  /** `short`: what is said instead where every character costs; null: nothing. */
  | {
      readonly do: 'say';
      readonly phrase: Phrase;
      readonly short?: Phrase | null;
      readonly part?: Part;
    }
  | { readonly do: 'remember'; readonly profile: Profile }
  | { readonly do: 'keep'; readonly plan: Plan | undefined }
  | { readonly do: 'speak'; readonly lang: Lang }
  /** The reason of the case that may be opened next; without one, the seeker asked. */
  | { readonly do: 'because'; readonly reason: CaseReason }
  /** Asks for a person: at once, or by a message to be answered later. */
  | {
      readonly do: 'openCase';
      readonly callback?: { readonly message: string; readonly reach: string };
    }
  | { readonly do: 'leaveQueue' }
  /** Says what is kept and why, and notes in which words; `anew`: they had changed. */
  | { readonly do: 'tellPrivacy'; readonly anew?: true }
  /** The seeker said yes to them. */
  | { readonly do: 'agree' }
  | { readonly do: 'export' }
  /** Gives a return code, with which the guidance goes on elsewhere; `once`: unless it has one. An earlier one ends. */
  | { readonly do: 'giveCode'; readonly once?: true }
  /** Goes on with the guidance that is kept under a name. */
  | { readonly do: 'bring'; readonly name: string }
  /** From now on nothing of before is shown after a pause: others hold this phone, too. */
  | { readonly do: 'share' }
  /** Offers the plan as a page to print or save, where the channel can open one. */
  | { readonly do: 'offerPlan' }
  | { readonly do: 'forget' }
  /** Goes on as if the seeker had said a phrase of this intent. */
  | { readonly do: 'follow'; readonly intent: string };

/** A question, made from a place alone, so that it can be asked again at any time and in any language. */
export interface Question {
  readonly phrase: Phrase;
  readonly choices: readonly Choice[];
  /** `choice`: one of the choices; `choices`: one or several; `words`: own words besides; `message`: any text belongs to the answer. */
  readonly takes: 'choice' | 'choices' | 'words' | 'message';
  /** Kinds of things that are an answer when heard in own words. */
  readonly listens: readonly ConceptType[];
  /** The answer to "why do you ask?". */
  readonly why: Phrase;
}

/** Where a dialog stands; `at` names the question it is waiting on. Plain JSON: it is stored between messages. */
export interface Place {
  readonly at: string;
}

export type DialogName =
  | 'welcome'
  | 'competences'
  | 'wish'
  | 'situation'
  | 'pathways'
  | 'person'
  | 'offer-person'
  | 'my-data'
  | 'language'
  | 'start-over'
  | 'safety'
  | 'meaning'
  | 'return-code'
  | 'consent';

export type Next<P extends Place> =
  /** Asks the question of the place. */
  | { readonly kind: 'wait'; readonly place: P }
  /** The other dialog takes this one's place. */
  | { readonly kind: 'goTo'; readonly dialog: DialogName }
  /** The other dialog runs first; then the question of this one is asked again. */
  | { readonly kind: 'call'; readonly dialog: DialogName }
  /** Back to the dialog that called; with none, the conversation begins anew at the next message. */
  | { readonly kind: 'end' }
  /** Everything that was running ends; this dialog begins. */
  | { readonly kind: 'restart'; readonly dialog: DialogName }
  /** Nothing in the message answers the question: the guide looks what else it may have meant. */
  | { readonly kind: 'unheard' };

/** The outcome of one turn: what to do, in order, and where to stand afterwards. */
export interface Turn<P extends Place = Place> {
  readonly acts: readonly Act[];
  readonly next: Next<P>;
}

/** One question and one answer handler per place, so a missing or misspelt one does not compile. */
type Places<P extends Place> = {
  readonly [At in P['at']]: {
    readonly ask: (place: Extract<P, { at: At }>, scene: Scene) => Question;
    readonly hear: (place: Extract<P, { at: At }>, said: Said, scene: Scene) => Turn<P>;
  };
};

export interface Dialog<P extends Place = Place> {
  readonly name: DialogName;
  /** `said` is the message that led here, where one did. */
  begin(scene: Scene, said?: Said): Turn<P>;
  /** The question of a place; undefined for a place that an upgrade took away. */
  ask(place: P, scene: Scene): Question | undefined;
  hear(place: P, said: Said, scene: Scene): Turn<P>;
}

export function dialog<P extends Place>(
  name: DialogName,
  { begin, places }: { begin: (scene: Scene, said?: Said) => Turn<P>; places: Places<P> },
): Dialog<P> {
  // A place stored before an upgrade may no longer exist, whatever its type says.
  const at = (place: P) => places[place.at as P['at']] as Places<P>[P['at']] | undefined;
  return {
    name,
    begin,
    ask: (place, scene) => at(place)?.ask(place as never, scene),
    hear: (place, said, scene) => at(place)?.hear(place as never, said, scene) ?? begin(scene),
  };
}

export const wait = <P extends Place>(place: P, ...acts: Act[]): Turn<P> => ({
  acts,
  next: { kind: 'wait', place },
});
export const goTo = (target: DialogName, ...acts: Act[]): Turn<never> => ({
  acts,
  next: { kind: 'goTo', dialog: target },
});
export const call = (target: DialogName, ...acts: Act[]): Turn<never> => ({
  acts,
  next: { kind: 'call', dialog: target },
});
export const restart = (target: DialogName, ...acts: Act[]): Turn<never> => ({
  acts,
  next: { kind: 'restart', dialog: target },
});
export const end = (...acts: Act[]): Turn<never> => ({ acts, next: { kind: 'end' } });
export const unheard: Turn<never> = { acts: [], next: { kind: 'unheard' } };

export const phrase = (key: PhraseKey, params: Readonly<Record<string, Param>> = {}): Phrase => ({
  key,
  params,
});
/** A text of the knowledge base as something to say. */
export const words = (text: Text, params: Readonly<Record<string, Param>> = {}): Phrase => ({ text, params });
/** A name that is the same in every language. */
export const everywhere = (text: string): Text => ({ fi: text, sv: text, en: text, ar: text, so: text });
export const say = (key: PhraseKey, params: Readonly<Record<string, Param>> = {}): Act => ({
  do: 'say',
  phrase: phrase(key, params),
});
export const tell = (what: Phrase, short?: Phrase | null, part?: Part): Act => ({
  do: 'say',
  phrase: what,
  ...(short !== undefined && { short }),
  ...(part && { part }),
});
export const remember = (profile: Profile): Act => ({ do: 'remember', profile });
export const choice = (value: string, label: PhraseKey): Choice => ({ value, label: phrase(label) });

/** A question; `why` answers "why do you ask?". */
export const question = (
  asked: Phrase,
  why: PhraseKey,
  choices: readonly Choice[] = [],
  {
    takes = choices.length > 0 ? 'choice' : 'words',
    listens = [],
  }: Partial<Pick<Question, 'takes' | 'listens'>> = {},
): Question => ({ phrase: asked, choices, takes, listens, why: phrase(why) });
