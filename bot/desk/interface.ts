/**
 * What the coach desk's front end and the server say to each other: types only, all plain JSON.
 *
 * - Every address is below `/desk/api`. `:id` is a case's id, URL-encoded.
 * - Signed in by a cookie (`HttpOnly`, `SameSite=Strict`). Every request that is not a GET carries the header `X-Desk: 1` and comes
 *   from our own origin. GETs that a browser marks as cross-site are refused, too.
 * - Every refusal is `{ "error": Refusal }` with its status. What was typed is never lost by one: nothing is half done.
 * - Times are ISO 8601 in UTC. `number` is the place of a message in its conversation's log, from 0, never reused.
 */

export type DeskLang = 'fi' | 'sv' | 'en' | 'ar' | 'so';
/** One text in all five languages. */
export type DeskText = Readonly<Record<DeskLang, string>>;
/** Languages of the desk itself and of summaries. */
export type StaffLang = 'fi' | 'sv' | 'en';

export type Role = 'coach' | 'lead' | 'planner' | 'editor';

export interface Refusal {
  readonly code: /** 401: nobody is signed in; sign in again, keep what was typed. */
    | 'NoSession'
    /** 401: was signed in, too long ago. */
    | 'SessionExpired'
    /** 403: the request came from another site, or lacks `X-Desk: 1`. */
    | 'CrossSite'
    /** 403: this role may not do it. */
    | 'WrongRole'
    /** 403: the case is held by somebody else (`holder`), and you are not invited into it. */
    | 'NotYours'
    /** 404: there is no such case: never was, or the seeker erased it. */
    | 'CaseGone'
    /** 404: no guidance has this return code (any more). */
    | 'CodeUnknown'
    /** 409: the guidance of this code is put away on a shared phone that others use now. */
    | 'CodeParked'
    /** 429: too many wrong codes; try again in an hour. */
    | 'CodeLimited'
    /** 409: somebody took it first (`holder`). */
    | 'CaseTaken'
    /** 409: the case is in a state from which this cannot be done (`state`), such as saying something in a closed one. */
    | 'CaseMoved'
    /** 409: you hold as many as you can. */
    | 'Full'
    /** 409: the plan was changed since you read it. */
    | 'PlanChanged'
    /** 413: longer than `Me.limits.message` or `.note` characters. */
    | 'TooLong'
    /** 400: says which field is wrong. */
    | 'BadArgument'
    /** 404: there is nothing at this address. */
    | 'NotFound'
    /** 503: could not be kept; try again with the same key. */
    | 'ServiceUnavailable';
  /** For people, in English; the front end words each code itself. */
  readonly message: string;
  readonly holder?: Person;
  readonly state?: CaseState;
}

/** Somebody of the network as others see them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** `GET /sign-in` → how one signs in here; needs no session. The browser goes to `url` (a page, not an API call) and comes back to `/desk`. */
export interface SignIn {
  /** `local`: the one-time link that `npm start` printed is the only way in. */
  readonly way: 'oidc' | 'local';
  readonly url: string | null;
}
/** `POST /sign-out` → 204. */

/** `GET /me`; `PUT /me` with any of `MyWish` gives the new one. Errors: 401. */
export interface Me extends Person {
  readonly roles: readonly Role[];
  readonly team: string;
  readonly languages: readonly DeskLang[];
  /** Ids of fields (`Vocabulary.fields`). */
  readonly fields: readonly string[];
  readonly capacity: number;
  readonly held: number;
  /** Takes new cases now; counts as somebody who is there. */
  readonly available: boolean;
  readonly lang: StaffLang;
  readonly hours: Hours;
  /** Ask `POST /heartbeat` this often (seconds); after `lease` seconds without one, held cases go back to the queue. */
  readonly heartbeat: number;
  readonly lease: number;
  /** Seconds that a seeker's message may stay unanswered before the case goes back to the queue. */
  readonly silence: number;
  readonly limits: { readonly message: number; readonly note: number };
  /** A translator is set up: `Message.translated` may come. */
  readonly translates: boolean;
  readonly expiresAt: string;
}
export type MyWish = Partial<Pick<Me, 'languages' | 'fields' | 'available' | 'lang' | 'capacity'>>;

export interface Hours {
  readonly open: boolean;
  /** Today's or the next opening; absent where none is known. */
  readonly opens?: { readonly day: string; readonly from: string; readonly to: string };
}

/** `POST /heartbeat` → `{ expiresAt }`: I am here. */
export interface Heartbeat {
  readonly expiresAt: string;
}

/**
 * `POST /codes` → `CaseRow`, held by you: the guidance whose return code a seeker told you, in person or by phone. It is noted who
 * opened it, and the seeker is told. Errors: 400, 404 CodeUnknown, 409 CaseTaken, CodeParked or Full, 429 CodeLimited.
 */
export interface CodeHeard {
  readonly code: string;
}

/** `GET /vocabulary`: names of ids, in all languages; changes only with a new version of the server. */
export interface Vocabulary {
  readonly fields: readonly { readonly id: string; readonly name: DeskText }[];
  readonly municipalities: readonly { readonly id: string; readonly name: DeskText }[];
  readonly teams: readonly { readonly id: string; readonly name: DeskText }[];
  readonly organisations: readonly { readonly id: string; readonly name: DeskText }[];
  readonly outcomes: readonly { readonly id: Outcome; readonly name: DeskText }[];
  readonly reasons: readonly { readonly id: Reason; readonly name: DeskText }[];
}

/**
 * `waiting`: in the queue, the guide goes on meanwhile. `held`: a person speaks, the guide is silent. `callback`: left a message,
 * nobody was there. `returned`: back with the guide. `left`: the seeker left the queue. `closed`: done, with an outcome.
 */
export type CaseState = 'waiting' | 'held' | 'callback' | 'returned' | 'left' | 'closed';
/** `rule`: advice that needs a person; `transfer`: a colleague sent it on; `lapsed`: its coach fell silent; `code`: the seeker told a coach the return code. */
export type Reason = 'asked' | 'misunderstood' | 'danger' | 'rule' | 'transfer' | 'lapsed' | 'code';
export type Outcome = 'answered' | 'plan' | 'referred' | 'appointment' | 'not-reached' | 'other';

/** A case as the lists show it. */
export interface CaseRow {
  readonly id: string;
  readonly state: CaseState;
  /** Grows with every transition of the case. */
  readonly version: number;
  /** How well it suits you: smaller is better; order a queue by it, then by `openedAt`. */
  readonly rank: number;
  readonly reason: Reason;
  readonly lang: DeskLang | null;
  readonly municipality: string | null;
  readonly field: string | null;
  /** Bot Framework's channel id: `directline`, `sms`, `msteams` … */
  readonly channel: string;
  readonly openedAt: string;
  /** Since when it is in this state. */
  readonly since: string;
  readonly holder: Person | null;
  readonly invited: readonly Person[];
  /** To whom a colleague sent it. */
  readonly to: { readonly coach?: Person; readonly team?: string } | null;
  /** The coach who guided this seeker before. */
  readonly ownCoach: Person | null;
  /** How many messages there are; those from `read` on are new to you. */
  readonly count: number;
  readonly read: number;
  /** When the seeker's oldest unanswered message came; null where nothing waits for an answer. */
  readonly unanswered: string | null;
  readonly outcome: Outcome | null;
}

/** `GET /cases?list=queue|mine|closed|callback` (default `queue`: waiting and callback, in the order that suits you best). */
export interface CaseList {
  readonly cases: readonly CaseRow[];
  /** Where the feed goes on from this list: `GET /feed?after=`. */
  readonly feed: string;
  /** Of the last hours: how long seekers waited, in seconds; null where too few waited to say. */
  readonly usualWait: number | null;
  readonly here: readonly Person[];
}

/**
 * `GET /feed`: Server-Sent Events for the lists. `Last-Event-ID` (or `?after=`) catches up by number; where that number is not known
 * any more, the feed begins with `list`. Event names and their data:
 *
 * | event  | data                          | means                                                        |
 * | ------ | ----------------------------- | ------------------------------------------------------------ |
 * | `list` | `CaseList`                    | everything anew: queue (in your order) and mine              |
 * | `row`  | `CaseRow`                     | a case is new or changed; show it in the list of its state    |
 * | `gone` | `{ id }`                      | erased                                                       |
 * | `here` | `readonly Person[]`           | who is there now                                             |
 * | `bye`  | `Refusal`                     | the session ended; the stream closes                         |
 */
export type FeedEvent = 'list' | 'row' | 'gone' | 'here' | 'bye';

/** `GET /cases/:id`: recorded as a look at the profile, which the seeker can read. Errors: 403 NotYours, 404 CaseGone. */
export interface CaseDetail {
  readonly row: CaseRow;
  readonly messages: readonly Message[];
  /** Number from which `messages` begin; earlier ones: `GET /cases/:id/messages?from=`. */
  readonly from: number;
  /** What the seeker left for when nobody was there. */
  readonly callback: { readonly message: string; readonly reach: string } | null;
  readonly notes: readonly Note[];
  readonly history: readonly HistoryLine[];
  readonly plan: PlanDraft | null;
  readonly earlier: readonly EarlierCase[];
}
/** `GET /cases/:id/messages?from=12` → at most 100. */
export interface Messages {
  readonly messages: readonly Message[];
  readonly count: number;
}

export interface Message {
  readonly number: number;
  readonly at: string;
  readonly from: 'seeker' | 'guide' | 'coach' | 'system';
  /** Who of the network wrote it. */
  readonly person?: Person;
  readonly text: string;
  readonly lang: DeskLang | null;
  /** Buttons that the guide offered. */
  readonly choices?: readonly string[];
  /** By the translator where one is set up and the languages differ; the original stays in `text`. */
  readonly translated?: { readonly lang: StaffLang; readonly text: string };
  /** The key with which you sent it. */
  readonly key?: string;
  /** Of a message to the seeker: reached their device. Absent where the channel does not tell. */
  readonly delivered?: boolean;
}

/**
 * `GET /cases/:id/feed`: Server-Sent Events of one conversation. The id of a `message` is its number + 1: `Last-Event-ID` (or
 * `?after=`, as many as you have) catches up without a gap. Who may see it: as `GET /cases/:id`.
 *
 * | event       | data                                   | means                                                  |
 * | ----------- | -------------------------------------- | ------------------------------------------------------ |
 * | `message`   | `Message`                              | in order, each once                                    |
 * | `case`      | `CaseRow`                              | its state now; first thing after connecting             |
 * | `typing`    | `{ from: 'seeker' } or { person }`     | writes now; holds for 5 seconds                        |
 * | `delivered` | `{ count }`                            | the seeker's device has the messages before this number |
 * | `read`      | `{ person, count }`                    | a colleague has read so far                            |
 * | `translated` | `{ number, translated }`              | the translator has done an earlier message             |
 * | `note`      | `Note`                                 | a new note                                             |
 * | `plan`      | `PlanDraft`                            | somebody changed the plan                              |
 * | `gone`      | `{ id }`                               | erased by the seeker; the stream closes                |
 * | `bye`       | `Refusal`                              | the session ended, or the case is not yours any more     |
 */
export type CaseEvent =
  | 'message'
  | 'case'
  | 'typing'
  | 'delivered'
  | 'read'
  | 'translated'
  | 'note'
  | 'plan'
  | 'gone'
  | 'bye';

/** `POST /cases/:id/take` `{}` → CaseRow. Errors: 409 CaseTaken, CaseMoved, Full. A `callback` can be taken, too. */
/** `POST /cases/:id/return` `{}` → CaseRow: back into the queue, the seeker is told. */
/** `POST /cases/:id/transfer` → CaseRow. Errors: 400 where there is no such coach or team. */
export interface Transfer {
  readonly to: { readonly coach: string } | { readonly team: string };
  /** For the colleague; becomes a note. */
  readonly note: string;
}
/** `POST /cases/:id/invite` → CaseRow: the expert may read and write; `DELETE /cases/:id/invite/:coach` → CaseRow: not any more. */
export interface Invite {
  readonly coach: string;
  readonly note: string;
}
/** `POST /cases/:id/close` → CaseRow: the seeker is told and is with the guide again. */
export interface Close {
  readonly outcome: Outcome;
  readonly note?: string;
}
/** `POST /cases/:id/give-back` `{}` → CaseRow: the guide goes on where it was. */

/** `POST /cases/:id/messages` → Said. The same key twice is one message. Only the holder and those invited. Errors: 403, 404, 409 CaseMoved, 413 TooLong. */
export interface Say {
  /** Made by the client, at most 100 characters. */
  readonly key: string;
  readonly text: string;
  /** Language of `text`; absent: as the guide hears it. */
  readonly lang?: DeskLang;
}
/** `POST /cases/:id/phrases` → Said: a ready phrase, in the seeker's language. */
export interface SayPhrase {
  readonly key: string;
  readonly phrase: string;
}
/** `POST /cases/:id/links` → Said: a service or training, in the seeker's language, with provider, place, cost and address. */
export interface SayLink {
  readonly key: string;
  readonly item: string;
}
export interface Said {
  readonly message: Message;
}
/** `POST /cases/:id/typing` `{}` → 204; at most every 3 seconds. */
/** `POST /cases/:id/read` `{ count }` → 204: I have read the messages before this number. */

/** `POST /cases/:id/notes` `{ text }` → Note. Only the network sees it; part of what the seeker can ask to read. */
export interface Note {
  readonly at: string;
  readonly by: Person;
  readonly text: string;
}

export interface HistoryLine {
  readonly at: string;
  readonly what:
    | 'opened'
    | 'taken'
    | 'returned'
    | 'transferred'
    | 'invited'
    | 'uninvited'
    | 'lapsed'
    /** The service closed before anybody took it. */
    | 'unanswered'
    | 'given-back'
    | 'left'
    | 'closed';
  readonly by: Person | null;
  readonly note?: string;
}
export interface EarlierCase {
  readonly openedAt: string;
  readonly endedAt: string;
  readonly holder: Person | null;
  readonly outcome: Outcome | null;
  readonly state: CaseState;
}

/** `GET /cases/:id/summary?lang=fi|sv|en`: one page from the answers, whatever language the chat had. */
export interface Summary {
  readonly lang: StaffLang;
  readonly sections: readonly SummarySection[];
}
export interface SummarySection {
  readonly id: 'situation' | 'competences' | 'wish' | 'obstacles' | 'pathways' | 'unknown' | 'own-words';
  readonly title: string;
  readonly lines: readonly SummaryLine[];
}
export interface SummaryLine {
  readonly text: string;
  /** Lines below it, such as the reasons of a pathway. */
  readonly more?: readonly string[];
  /** The seeker's own words it came from, as written. */
  readonly words?: { readonly text: string; readonly lang: DeskLang | null; readonly translated?: string };
}

/** `GET /cases/:id/plan?lang=` → PlanDraft; `PUT /cases/:id/plan` with PlanEdit → PlanDraft (409 PlanChanged). */
export interface PlanDraft {
  readonly version: number;
  /** Id of an occupation or `guidance`. */
  readonly to: string;
  readonly title: string;
  readonly steps: readonly PlanStep[];
  readonly comment: string;
  readonly by: Person | null;
  readonly sentAt: string | null;
  /** Pathways of the guide to begin from. */
  readonly offered: readonly PathwayView[];
}
export interface PlanStep {
  /** Id of a service, training, card or occupation. */
  readonly item: string;
  readonly name: string;
  readonly kind: string;
  readonly provider: string | null;
  readonly comment: string;
}
export interface PlanEdit {
  readonly version: number;
  readonly to: string;
  readonly steps: readonly { readonly item: string; readonly comment?: string }[];
  readonly comment?: string;
}
/** `POST /cases/:id/plan/send` `{ key, version }` → Said: the seeker gets it in their language, and keeps it as their plan. */

/** `GET /phrases` → ready phrases in five languages, by group. */
export interface ReadyPhrases {
  readonly groups: readonly {
    readonly id: string;
    readonly name: DeskText;
    readonly phrases: readonly { readonly id: string; readonly text: DeskText }[];
  }[];
}

/** `GET /items?q=&lang=` → services, trainings, cards and occupations by word; at most 20. */
export interface Items {
  readonly items: readonly Item[];
}
export interface Item {
  readonly id: string;
  readonly type: 'service' | 'training' | 'card' | 'occupation';
  readonly kind: string | null;
  readonly name: DeskText;
  readonly what: DeskText | null;
  readonly provider: DeskText | null;
  readonly places: readonly string[];
  readonly url: string | null;
}

/** `GET /experts?q=&field=&lang=&organisation=&municipality=` → who knows: coaches of the network, and where in it to turn. */
export interface Experts {
  readonly people: readonly Expert[];
  /** Guidance and support of the network's organisations that fits. */
  readonly services: readonly Item[];
}
export interface Expert extends Person {
  readonly organisation: string | null;
  readonly team: string;
  readonly languages: readonly DeskLang[];
  readonly fields: readonly string[];
  readonly here: boolean;
}

/** `POST /advice` `{ profile, lang }` → the guide's advice for an unnamed client; nothing is kept. Errors: 400 names what is wrong. */
export interface AdviceView {
  readonly pathways: readonly PathwayView[];
  readonly notFitting: readonly { readonly name: string; readonly because: readonly string[] }[];
  /** What to ask next, most useful first. */
  readonly ask: readonly string[];
}
/** `GET /advice/form?lang=`: what can be told of a client. */
export interface AdviceForm {
  readonly facts: readonly {
    /** Path in the profile, such as `skills.finnish`; `wish.occupation` and `experience` take an occupation's id. */
    readonly fact: string;
    readonly label: string;
    readonly takes: 'one' | 'many' | 'occupation' | 'occupations';
    readonly choices: readonly { readonly value: string; readonly label: string }[];
  }[];
}
export interface PathwayView {
  readonly to: string;
  readonly title: string;
  readonly fit: string;
  readonly because: readonly string[];
  readonly steps: readonly (PlanStep & {
    readonly thisWeek: boolean;
    readonly because: readonly string[];
    readonly check: readonly string[];
  })[];
  readonly gap: readonly string[];
}

/** `GET /cases/:id/looks` → who opened this seeker's profile, and when; the seeker can read the same. */
export interface Looks {
  readonly looks: readonly Look[];
}
export interface Look {
  readonly at: string;
  readonly by: Person;
  readonly what: 'case' | 'summary' | 'plan' | 'looks' | 'code' | 'refused';
}
