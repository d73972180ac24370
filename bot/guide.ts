import type { Activity, TurnContext } from 'botbuilder-core';
import { DialogContext, DialogSet } from 'botbuilder-dialogs';
import type { Logger } from 'pino';
import type { CodeHeard, Dialog, Place, Question, Said } from '../dialogs/dialog.ts';
import { say } from '../dialogs/dialog.ts';
import { dialogs } from '../dialogs/index.ts';
import { type Command, commandOf, danger, obey, type Reaction, react } from '../dialogs/interruptions.ts';
import { meant, NONE, named, plainly } from '../dialogs/picking.ts';
import { ALSO, heardToo, withSecondWish } from '../dialogs/second-wish.ts';
import { tellsWork } from '../dialogs/welcome.ts';
import type { Knowledge } from '../knowledge/index.ts';
import { translator } from '../locales/index.ts';
import { type Button, questionId, readButton } from './channels/button.ts';
import { channelFor } from './channels/index.ts';
import type { ReturnCodes } from './codes/index.ts';
import { bring, codeBrought, keepCodes, makeRoom } from './codes/turn.ts';
import type { Conversation } from './conversation.ts';
import { numberOf } from './conversations.ts';
import { hearHeld } from './desk/held.ts';
import type { Moves } from './desk/moves.ts';
import { recordOf } from './desk/record.ts';
import { statusOf, toldOf } from './desk/voice.ts';
import { doErrands } from './errands.ts';
import { apology, bringExchange, type Exchange, FIRST_LANG, startExchange } from './exchange.ts';
import { InProcessAdapter } from './in-process-adapter.ts';
import { listen, markLanguage } from './listen.ts';
import type { Miss } from './misunderstood.ts';
import { asksForMore } from './more.ts';
import { StackedDialog } from './stacked-dialog.ts';
import { keepTrail, stepBack } from './trail.ts';
import type { Answered, Guide } from './turns.ts';
import { settleLanguage } from './voice.ts';

export interface GuideParts {
  readonly knowledge: Knowledge;
  readonly codes: ReturnCodes;
  readonly desk: Moves;
  /** The local day, such as "2026-11-23". */
  readonly today: () => string;
  readonly log: Logger;
  /** Counts what was not understood; absent: nothing is counted. */
  readonly countMiss?: (miss: Miss) => Promise<void>;
}

/** After so many messages in a row that were not understood, a human is offered. */
const PATIENCE = 3;

const TROUBLES = new Set(['crisis', 'health-barrier', 'life-barrier', 'money-trouble']);

const greets = (channelId: string) => !channelFor(channelId).seekerSpeaksFirst;

/** One message in, its replies out. Start reading here. */
export function createGuide({ knowledge, desk, codes, today, log, countMiss }: GuideParts): Guide {
  const adapter = new InProcessAdapter();
  const stack = new DialogSet();
  for (const dialog of Object.values(dialogs)) stack.add(new StackedDialog(dialog));

  return async (activity, conversation) => {
    const { session } = conversation;
    const before = structuredClone({ session, desk: conversation.desk });
    try {
      return await turn(activity, conversation);
    } catch (error) {
      // What fails here leaves everything as it was, so that the seeker can simply say it again.
      const { name, stack: trace, code } = error as Error & { code?: string };
      log.error(
        { code: code ?? 'guide.failed', turn: activity.id, err: { name, stack: trace } },
        'turn failed',
      );
      Object.assign(session, before.session);
      conversation.desk = before.desk;
      return {
        replies: [apology(activity.channelId, session.lang ?? FIRST_LANG)],
        forget: false,
        failed: true,
      };
    }
  };

  async function turn(activity: Activity, conversation: Conversation): Promise<Answered> {
    const { session } = conversation;
    const { id } = activity.conversation;
    // As stored and sent, the time is text.
    const time = Date.parse(String(activity.timestamp));
    const exchange = startExchange({
      session,
      knowledge,
      channelId: activity.channelId,
      today: today(),
      time,
      makeCode: codes.make,
      record: recordOf(conversation),
      sight: () => desk.sight(conversation),
    });
    let forget = false;
    let miss: Miss | undefined;
    const replies = await adapter.turn(activity, async (context) => {
      bringExchange(context, exchange);
      const dc = new DialogContext(stack, context, session.dialogs);
      const status = statusOf(activity);
      const held = recordOf(conversation).case?.state === 'held';
      if (status) exchange.perform(toldOf(status, exchange.scene().desk));
      else if (activity.type === 'message' && held) await hearHeld(activity, conversation, exchange, desk);
      else if (activity.type === 'message') {
        const text = String(activity.text ?? '');
        await makeRoom(exchange, { codes, id, text, time, number: numberOf(activity) });
        miss = await hearMessage(context, dc, exchange, (code) => codes.find(code, id, session));
        await bring(dc, exchange, { codes, id, ask: () => askAgain(dc, exchange) });
      } else if (activity.type === 'conversationUpdate' && !dc.activeDialog && greets(activity.channelId))
        await dc.beginDialog('welcome', {});
      // Whoever had the word, the guide goes on with the question that it asked last.
      if (status || held) {
        if (recordOf(conversation).case?.state !== 'held') askAgain(dc, exchange);
      }
      exchange.finish();
      await keepCodes(exchange, codes, id);
      const done = await doErrands(exchange, conversation, desk);
      forget = done.forget;
      await context.sendActivities([...exchange.replies, ...done.events]);
    });
    if (miss && countMiss) {
      // That it could not be counted is no reason to leave the seeker without an answer.
      await countMiss(miss).catch((error: Error & { code?: string }) =>
        log.error({ code: error.code ?? error.name }, 'a miss was not counted'),
      );
    }
    const heard = exchange.outcome();
    return { replies, forget, ...(heard && { heard }) };
  }
}

/** Gives what was not understood, where something was not. */
async function hearMessage(
  context: TurnContext,
  dc: DialogContext,
  exchange: Exchange,
  find: (code: string) => Promise<CodeHeard>,
): Promise<Miss | undefined> {
  const { session } = exchange;
  const { knowledge } = exchange.scene();
  const heard = listen(context.activity);
  if ('fault' in heard) {
    const [alarming] = (heard.parts ?? [])
      .map((part) => ({ text: part, understood: knowledge.understand(part, session.lang) }))
      .filter(({ understood }) => isDanger(understood));
    const fresh = !dc.activeDialog;
    if (fresh) await dc.beginDialog('welcome', {});
    if (alarming) {
      exchange.hear({ ...alarming, picked: [], skip: false });
      await follow(dc, exchange, danger(exchange.scene()));
    } else if (!fresh) {
      exchange.perform([say(heard.fault)]);
      askAgain(dc, exchange);
    }
    return undefined;
  }

  const { text } = heard;
  if (asksForMore(session.waiting, text) && exchange.goOn()) return undefined;
  const also = session.also;
  const asked = withSecondWish(questionOf(dc, exchange), also);
  const pressed = readButton(context.activity.value);
  if (asked && pressed && !answers(pressed, asked)) {
    exchange.perform([say('guide.oldButton')]);
    exchange.ask(asked);
    return undefined;
  }
  const first = knowledge.understand(text, session.lang);
  markLanguage(context.activity, first);
  const translate = translator(exchange.scene().lang);
  const outright = asked ? (pressed ? [pressed.choice] : named(asked, text, translate)) : [];
  const command = outright.length === 0 ? commandOf(text, exchange.scene().lang) : undefined;
  const choice =
    asked && !command && outright.length === 0 ? meant(asked, text, translate, first.concepts) : outright;
  const code = codeBrought(text, asked);
  const mayChange =
    choice.length === 0 &&
    !command &&
    code === undefined &&
    (session.lang === undefined || asked?.takes !== 'message');
  const changed = mayChange && settleLanguage(session, text, first);
  if (changed) exchange.perform([say('guide.nowSpeaking')]);
  const understood = changed ? knowledge.understand(text, session.lang) : first;
  const said: Said = { text, picked: choice, skip: false, understood };
  exchange.hear(said);

  const opening = !dc.activeDialog;
  if (opening) await dc.beginDialog('welcome', {});
  const before = structuredClone(session.dialogs);
  const profile = session.profile;
  const question = standing(dc);
  const refused = dc.activeDialog?.id === 'meaning' && choice[0] === NONE;

  session.also = undefined;
  if (code !== undefined) {
    exchange.hear({ ...said, code: await find(code) });
    await follow(dc, exchange, { does: 'call', dialog: 'return-code', acts: [] });
  } else if (opening) await takeUp(dc, exchange, said);
  else if (choice[0] === ALSO && also) await follow(dc, exchange, react(also, false, said, exchange.scene()));
  else await respond(dc, exchange, said, asked, command);
  // A second wish stays on offer while the first question is only asked again.
  if (exchange.missed || command) session.also ??= also;

  const { missed } = exchange;
  if (missed) await climb(dc, exchange, said);
  else if (!refused) session.missed = 0;
  keepTrail(session, before, profile);
  // What may tell of somebody's troubles is nothing to show to editors.
  if (!missed || TROUBLES.has(understood.intent)) return undefined;
  return { lang: exchange.scene().lang, question, text };
}

/** Which question of which dialog is open. */
function standing({ activeDialog }: DialogContext): string {
  return activeDialog ? `${activeDialog.id}.${(activeDialog.state as { place: Place }).place.at}` : '';
}

/** A card stays in the chat, and an old one may be pressed at any time. */
const answers = ({ asked, choice }: Button, question: Question): boolean =>
  asked === questionId(question) && question.choices.some(({ value }) => value === choice);

/** Words that open a conversation and ask for nothing. */
const OPENINGS = ['greet', 'thank', 'affirm', 'deny', 'go-back', 'start-over'];

/** What somebody wants who speaks first: nothing has been asked yet. */
async function takeUp(dc: DialogContext, exchange: Exchange, said: Said): Promise<void> {
  const { intent, decision } = said.understood;
  const wants = decision === 'act' && !OPENINGS.includes(intent);
  if (wants && (exchange.session.lang || intent === 'crisis')) return serve(dc, exchange, said, true);
  if (exchange.session.lang && tellsWork(said.understood))
    return follow(dc, exchange, { does: 'goTo', dialog: 'competences', acts: [] });
}

/** Serves the wish of a message, and offers the second where it has two. */
async function serve(dc: DialogContext, exchange: Exchange, said: Said, atStart: boolean): Promise<void> {
  const { intent, also } = said.understood;
  await follow(dc, exchange, react(intent, atStart, said, exchange.scene()));
  exchange.session.also = also;
  if (also) exchange.perform([heardToo]);
}

const isDanger = ({ intent, decision }: Said['understood']) => intent === 'crisis' && decision === 'act';

/** Danger first, then commands, then answers to the question, then whatever else may have been meant. */
async function respond(
  dc: DialogContext,
  exchange: Exchange,
  said: Said,
  asked: Question | undefined,
  command: Command | undefined,
): Promise<void> {
  const { understood, text } = said;
  const scene = exchange.scene();
  const atStart = dc.activeDialog?.id === 'welcome';
  const sure = understood.decision === 'act';
  if (said.picked.length === 0) {
    if (isDanger(understood)) return follow(dc, exchange, danger(scene));
    // A language's own name is a wish to speak it, whatever was asked.
    const tongue = understood.concepts.find(
      ({ type, word }) => type === 'language' && plainly(word) === plainly(text),
    );
    if (tongue && !asked?.listens.includes('language'))
      return follow(dc, exchange, react('change-language', atStart, said, scene));
    if (command) return follow(dc, exchange, obey(command, asked, said, scene));
    if (asked && asked.takes !== 'message') {
      const answers = understood.concepts.some(
        ({ type, score }) => score >= 0.45 && asked.listens.includes(type),
      );
      const isQuestion = /[?؟]\s*$/.test(text);
      if (sure && (isQuestion || !answers)) {
        return serve(dc, exchange, said, atStart);
      }
    }
  }
  if (!asked) return;
  await dc.continueDialog();
  const wanted = exchange.follow();
  if (wanted)
    return follow(dc, exchange, react(wanted, dc.activeDialog?.id === 'welcome', said, exchange.scene()));
}

/**
 * Not understood: offers what was likely meant, or asks for other words; then the menu; then a human. What stands there already is
 * not said again: the next rung is taken.
 */
async function climb(dc: DialogContext, exchange: Exchange, said: Said): Promise<void> {
  const { session } = exchange;
  const { lang, decision } = said.understood;
  const at = dc.activeDialog?.id;
  session.missed += 1;
  if (lang === 'unsupported' && at !== 'language')
    return follow(dc, exchange, { does: 'call', dialog: 'language', acts: [] });
  // What was likely meant, or which language, has been asked in vain: back to the question before.
  if (at === 'meaning' || at === 'language') await dc.endDialog();
  if (session.missed >= PATIENCE) {
    session.missed = 0;
    if (dc.activeDialog?.id !== 'offer-person')
      return follow(dc, exchange, { does: 'call', dialog: 'offer-person', acts: [] });
    return follow(dc, exchange, { does: 'repeat', acts: [say('guide.help')] });
  }
  if (decision === 'confirm' && at !== 'meaning')
    return follow(dc, exchange, { does: 'call', dialog: 'meaning', acts: [] });
  return follow(dc, exchange, {
    does: 'repeat',
    acts: [say(session.missed === 1 ? 'guide.rephrase' : 'guide.rephraseAgain')],
  });
}

async function follow(dc: DialogContext, exchange: Exchange, reaction: Reaction): Promise<void> {
  if ('acts' in reaction) exchange.perform(reaction.acts);
  switch (reaction.does) {
    case 'repeat':
      return askAgain(dc, exchange);
    case 'rest':
      return exchange.ask(undefined);
    case 'back':
      if (!stepBack(exchange.session)) exchange.perform([say('guide.atStart')]);
      return askAgain(dc, exchange);
    case 'skip': {
      exchange.hear({ ...exchange.said(), skip: true });
      await dc.continueDialog();
      if (!exchange.missed) return;
      exchange.pardon();
      return follow(dc, exchange, { does: 'repeat', acts: [say('guide.cannotSkip')] });
    }
    case 'call':
      await dc.beginDialog(reaction.dialog, { said: exchange.said() });
      return;
    case 'goTo':
      await dc.replaceDialog(reaction.dialog, { said: exchange.said() });
      return;
  }
}

function askAgain(dc: DialogContext, exchange: Exchange): void {
  exchange.ask(questionOf(dc, exchange));
}

function questionOf(dc: DialogContext, exchange: Exchange): Question | undefined {
  const active = dc.activeDialog;
  if (!active) return undefined;
  const found: Dialog | undefined = dialogs[active.id as keyof typeof dialogs];
  return found?.ask((active.state as { place: Place }).place, exchange.scene());
}
