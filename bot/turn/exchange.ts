import {
  type Act,
  type DeskSight,
  phrase,
  type Question,
  type Said,
  type Scene,
} from '../../dialogs/dialog.ts';
import { profileLines } from '../../dialogs/profile-lines.ts';
import { withSecondWish } from '../../dialogs/second-wish.ts';
import type { Knowledge } from '../../knowledge/index.ts';
import { type Lang, type Phrase, translator } from '../../locales/index.ts';
import type { Activity } from '../activity.ts';
import { questionId } from '../channels/button.ts';
import type { Line } from '../channels/channel.ts';
import { channelFor } from '../channels/index.ts';
import { shownCode } from '../codes/code.ts';
import type { Session } from '../conversations/conversation.ts';
import type { Answered } from '../conversations/turns.ts';
import { copyOfDesk } from '../desk/copy.ts';
import { type DeskRecord, sinceShared } from '../desk/record.ts';
import { consentLines, withGiven, withTold } from './consent.ts';

/** What a turn changes outside its own conversation; done before the turn is committed. */
export type Errand =
  | Extract<Act, { do: 'openCase' | 'leaveQueue' | 'forget' | 'bring' }>
  | { do: 'keepCode'; code: string };

/** One message and its replies while they come about: what dialogs may see, and what becomes of their acts. */
export interface Exchange {
  readonly session: Session;
  readonly replies: readonly Partial<Activity>[];
  readonly errands: readonly Errand[];
  readonly missed: boolean;
  scene(): Scene;
  said(): Said;
  hear(said: Said): void;
  perform(acts: readonly Act[]): void;
  /** Sets the one question of this turn; the last one set is asked, after everything that is said. */
  ask(question: Question | undefined): void;
  unheard(): void;
  /** The miss has been answered already. */
  pardon(): void;
  /** The intent that a dialog wants followed, once. */
  follow(): string | undefined;
  /** How the message was understood; undefined: nothing was said to the guide. */
  outcome(): Answered['heard'];
  /** Asks the question, and puts everything into the form of the channel. */
  finish(): void;
  /** Shows what waited since the last turn; false where nothing does. */
  goOn(): boolean;
}

export interface ExchangeParts {
  readonly session: Session;
  readonly knowledge: Knowledge;
  readonly channelId: string;
  readonly today: string;
  /** When the message came, milliseconds since 1970. */
  readonly time: number;
  /** A new return code. */
  readonly makeCode: () => string;
  /** What the desk keeps of the conversation, and what may be told of the desk. */
  readonly record: DeskRecord;
  readonly sight: () => DeskSight;
}

/** Used until a language is known. */
export const FIRST_LANG: Lang = 'fi';

export function startExchange({
  session,
  knowledge,
  channelId,
  today,
  time,
  makeCode,
  record,
  sight,
}: ExchangeParts): Exchange {
  const channel = channelFor(channelId);
  const lines: Line[] = [];
  let replies: readonly Partial<Activity>[] = [];
  let goingOn = false;
  const errands: Errand[] = [];
  let said: Said | undefined;
  let followed: string | undefined;
  let missed = false;
  let question: Question | undefined;
  const lang = () => session.lang ?? FIRST_LANG;

  function speak(
    what: Phrase,
    asked?: Question,
    more: Pick<Line, 'part'> & { readonly page?: { readonly name: string; readonly label: Phrase } } = {},
  ): void {
    const translate = translator(lang(), channel.narrow ? 'short' : 'full');
    const choices = (asked?.choices ?? []).map(({ value, label }) => ({ value, label: translate(label) }));
    const { part, page } = more;
    lines.push({
      text: translate(what),
      lang: lang(),
      choices,
      ...(asked && { asked: questionId(asked) }),
      ...(part && { part }),
      ...(page && { page: { ...page, label: translate(page.label) } }),
    });
  }

  function shape(): readonly Partial<Activity>[] {
    const { narrow, together } = channel;
    if (!narrow) return together?.(lines) ?? lines.map(channel.render);
    const more = (number: number) => translator(lang())(phrase('sms.more', { number }));
    const { now, waiting } =
      goingOn && session.waiting ? narrow.goOn(session.waiting, more) : narrow.begin(lines, more);
    session.waiting = waiting;
    return now;
  }

  return {
    session,
    get replies() {
      return replies;
    },
    errands,
    get missed() {
      return missed;
    },
    scene: () => ({
      knowledge,
      profile: session.profile,
      plan: session.plan,
      missed: session.missed,
      today,
      lang: lang(),
      room: channel.narrow ? 'short' : 'full',
      get desk() {
        return sight();
      },
    }),
    said: () => {
      if (!said) throw new TypeError('nothing was said in this turn');
      return said;
    },
    outcome() {
      if (!said) return undefined;
      if (!missed) return 'understood';
      return said.understood.decision === 'confirm' ? 'offered' : 'not';
    },
    hear: (heard) => {
      said = heard;
    },
    ask: (next) => {
      question = next;
    },
    finish() {
      const asked = withSecondWish(question, session.also);
      if (asked) speak(asked.phrase, asked);
      question = undefined;
      replies = shape();
    },
    goOn() {
      goingOn = session.waiting !== undefined;
      return goingOn;
    },
    unheard: () => {
      missed = true;
    },
    pardon: () => {
      missed = false;
    },
    follow() {
      const intent = followed;
      followed = undefined;
      return intent;
    },
    perform(acts) {
      for (const act of acts) {
        switch (act.do) {
          case 'say':
            if (!channel.narrow || act.short === undefined) speak(act.phrase, undefined, { part: act.part });
            else if (act.short) speak(act.short);
            break;
          case 'remember':
            session.profile = act.profile;
            break;
          case 'keep':
            session.plan = act.plan;
            break;
          case 'speak':
            session.lang = act.lang;
            session.heardLang = undefined;
            session.profile = { ...session.profile, language: act.lang };
            break;
          case 'tellPrivacy':
            speak(phrase('welcome.privacy'));
            // What is deleted in this turn was told before.
            session.consents = withTold(
              errands.some(({ do: what }) => what === 'forget') ? [] : session.consents,
              {
                lang: lang(),
                room: channel.narrow ? 'short' : 'full',
                time,
                anew: act.anew === true,
              },
            );
            break;
          case 'agree':
            session.consents = withGiven(session.consents ?? [], time, true);
            break;
          case 'export': {
            const { profile, plan, lang: language } = session;
            if (channel.opensPages)
              speak(phrase('myData.page'), undefined, {
                page: { name: 'my-data', label: phrase('myData.openPage') },
              });
            else speak(phrase('myData.copy', { copy: JSON.stringify({ language, profile, plan }, null, 2) }));
            // The short form has no room for the file, and a page has it: the answers come in words.
            if (channel.narrow || channel.opensPages) this.perform(profileLines(this.scene()));
            const told = consentLines(session.consents);
            if (told.length > 0) speak(phrase('consent.list', { lines: { lines: told } }));
            for (const line of copyOfDesk(sinceShared(record, session.shared))) speak(line);
            break;
          }
          case 'giveCode': {
            if (act.once && session.code) break;
            const code = makeCode();
            speak(phrase('code.given', { code: shownCode(code) }));
            errands.push({ do: 'keepCode', code });
            break;
          }
          case 'share':
            session.shared = { at: time, from: 0 };
            break;
          case 'offerPlan':
            if (channel.opensPages)
              speak(phrase('pathways.page'), undefined, {
                page: { name: 'plan', label: phrase('pathways.openPage') },
              });
            break;
          case 'because':
            session.because = act.reason;
            break;
          case 'follow':
            followed = act.intent;
            break;
          default:
            errands.push(act);
        }
      }
    },
  };
}

/** What is said when a turn failed. */
export const apology = (channelId: string, lang: Lang): Partial<Activity> =>
  channelFor(channelId).render({ text: translator(lang)(phrase('guide.apology')), lang, choices: [] });
