import { type CodeHeard, type Question, type Said, say } from '../../dialogs/dialog.ts';
import { type Command, commandOf, danger, obey, react } from '../../dialogs/interruptions.ts';
import { HEARD, MAYBE, meant, NONE, named, plainly } from '../../dialogs/picking.ts';
import { ALSO, heardToo, withSecondWish } from '../../dialogs/second-wish.ts';
import { tellsWork } from '../../dialogs/welcome.ts';
import type { Understanding } from '../../knowledge/understanding/understanding.ts';
import { translator } from '../../locales/index.ts';
import type { Activity } from '../activity.ts';
import { type Button, questionId, readButton } from '../channels/button.ts';
import { codeBrought } from '../codes/turn.ts';
import type { DialogStack } from '../framework/dialog-stack.ts';
import { climb } from './climb.ts';
import type { Exchange } from './exchange.ts';
import { askAgain, follow, questionOf, serve } from './follow.ts';
import { listen, markLanguage } from './listen.ts';
import type { Miss } from './misunderstood.ts';
import { asksForMore } from './more.ts';
import { keepTrail } from './trail.ts';
import { settleLanguage } from './voice.ts';

const TROUBLES = new Set(['crisis', 'health-barrier', 'life-barrier', 'money-trouble']);

/** Hears a message to the guide, and answers it through the dialogs; gives what was not understood, where something was not. */
export async function hearMessage(
  activity: Activity,
  stack: DialogStack,
  exchange: Exchange,
  find: (code: string) => Promise<CodeHeard>,
): Promise<Miss | undefined> {
  const { session } = exchange;
  const { knowledge } = exchange.scene();
  const heard = listen(activity);
  if ('fault' in heard) {
    const [alarming] = (heard.parts ?? [])
      .map((part) => ({ text: part, understood: knowledge.understand(part, session.lang) }))
      .filter(({ understood }) => isDanger(understood));
    const fresh = !stack.active;
    if (fresh) await stack.begin('welcome');
    if (alarming) {
      exchange.hear({ ...alarming, picked: [], skip: false });
      await follow(stack, exchange, danger(exchange.scene()));
    } else if (!fresh) {
      exchange.perform([say(heard.fault)]);
      askAgain(stack, exchange);
    }
    return undefined;
  }

  const { text } = heard;
  if (asksForMore(session.waiting, text) && exchange.goOn()) return undefined;
  const also = session.also;
  const asked = withSecondWish(questionOf(stack, exchange), also);
  const pressed = readButton(activity.value);
  if (asked && pressed && !answers(pressed, asked)) {
    exchange.perform([say('guide.oldButton')]);
    exchange.ask(asked);
    return undefined;
  }
  const first = knowledge.understand(text, session.lang);
  markLanguage(activity, first);
  const translate = translator(exchange.scene().lang);
  const outright = asked ? (pressed ? [pressed.choice] : named(asked, text, translate)) : [];
  const typed = outright.length === 0 ? commandOf(text, exchange.scene().lang) : undefined;
  const command = typed ?? (outright.length === 0 && knowsNoAnswer(asked, text, first) ? 'skip' : undefined);
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

  const opening = !stack.active;
  if (opening) await stack.begin('welcome');
  const before = JSON.stringify(session.dialogs);
  const profile = session.profile;
  const question = standing(stack);
  const refused = stack.active?.id === 'meaning' && choice[0] === NONE;

  session.also = undefined;
  if (code !== undefined) {
    exchange.hear({ ...said, code: await find(code) });
    await follow(stack, exchange, { does: 'call', dialog: 'return-code', acts: [] });
  } else if (opening) await takeUp(stack, exchange, said);
  else if (choice[0] === ALSO && also)
    await follow(stack, exchange, react(also, false, said, exchange.scene()));
  else await respond(stack, exchange, said, asked, command);
  const trouble = choice.length === 0 && !exchange.missed ? troubleBeside(understood) : undefined;
  if (trouble && session.also === undefined) {
    session.also = trouble;
    exchange.perform([heardToo]);
  }
  // A second wish stays on offer while the first question is only asked again.
  if (exchange.missed || command) session.also ??= also;

  const { missed } = exchange;
  if (missed) await climb(stack, exchange, said);
  else if (!refused) session.missed = 0;
  keepTrail(session, before, profile);
  // What may tell of somebody's troubles is nothing to show to editors.
  if (!missed || TROUBLES.has(understood.intent)) return undefined;
  return { lang: exchange.scene().lang, question, text };
}

/** Likely enough to be kept on offer. */
const LIKELY = 0.5;

/** The trouble that is told beside one's work, so that it is not lost while the work is taken up. */
const troubleBeside = ({ intent, score, decision, concepts }: Understanding): string | undefined =>
  decision === 'confirm' && TROUBLES.has(intent) && score >= LIKELY && tellsWork({ concepts })
    ? intent
    : undefined;

/** "I don't know" goes on without an answer, where the question has no use for it. */
const knowsNoAnswer = (asked: Question | undefined, text: string, { concepts }: Understanding): boolean =>
  asked !== undefined &&
  asked.takes !== 'message' &&
  !asked.listens.includes('answer') &&
  concepts.some(
    ({ type, id, word }) =>
      type === 'answer' && id === 'dont-know' && plainly(word).length * 2 >= plainly(text).length,
  );

/** Danger first, then commands, then answers to the question, then whatever else may have been meant. */
async function respond(
  stack: DialogStack,
  exchange: Exchange,
  said: Said,
  asked: Question | undefined,
  command: Command | undefined,
): Promise<void> {
  const { understood, text } = said;
  const scene = exchange.scene();
  const atStart = stack.active?.id === 'welcome';
  const sure = understood.decision === 'act';
  if (said.picked.length === 0) {
    if (isDanger(understood)) return follow(stack, exchange, danger(scene));
    // A language's own name is a wish to speak it, whatever was asked.
    const tongue = understood.concepts.find(
      ({ type, word }) => type === 'language' && plainly(word) === plainly(text),
    );
    if (tongue && !asked?.listens.includes('language'))
      return follow(stack, exchange, react('change-language', atStart, said, scene));
    if (command) return follow(stack, exchange, obey(command, asked, said, scene));
    if (stack.active?.id === 'meaning' && saysMore(said)) return hearAnew(stack, exchange, said);
    if (asked && asked.takes !== 'message') {
      const answers = understood.concepts.some(
        ({ type, score }) => score >= MAYBE && asked.listens.includes(type),
      );
      const isQuestion = /[?؟]\s*$/.test(text);
      if (sure && (isQuestion || !answers)) {
        return serve(stack, exchange, said, atStart);
      }
    }
  }
  if (!asked) return;
  await stack.hear();
  const wanted = exchange.follow();
  if (wanted)
    return follow(stack, exchange, react(wanted, stack.active?.id === 'welcome', said, exchange.scene()));
}

/** Who says it in other words, instead of choosing from our guesses, is heard where the guesses came from. */
async function hearAnew(stack: DialogStack, exchange: Exchange, said: Said): Promise<void> {
  await stack.end();
  const sure = said.understood.decision === 'act';
  if (sure) return serve(stack, exchange, said, stack.active?.id === 'welcome');
  await respond(stack, exchange, said, questionOf(stack, exchange), undefined);
}

/** Whether a message says something of its own, and is no stray answer. */
const saysMore = ({ text, understood: { concepts, decision } }: Said): boolean =>
  decision === 'act' ||
  text.split(/\s+/).length >= 3 ||
  concepts.some(({ type, score }) => type !== 'answer' && type !== 'number' && score >= HEARD);

/** Words that open a conversation and ask for nothing. */
const OPENINGS = ['greet', 'thank', 'affirm', 'deny', 'go-back', 'start-over'];

/** What somebody wants who speaks first: nothing has been asked yet. */
async function takeUp(stack: DialogStack, exchange: Exchange, said: Said): Promise<void> {
  const { intent, decision } = said.understood;
  const wants = decision === 'act' && !OPENINGS.includes(intent);
  if (wants && (exchange.session.lang || intent === 'crisis')) return serve(stack, exchange, said, true);
  if (exchange.session.lang && tellsWork(said.understood))
    return follow(stack, exchange, { does: 'goTo', dialog: 'competences', acts: [] });
}

const isDanger = ({ intent, decision }: Said['understood']) => intent === 'crisis' && decision === 'act';

/** Which question of which dialog is open. */
function standing({ active }: DialogStack): string {
  return active ? `${active.id}.${active.state.place.at}` : '';
}

/** A card stays in the chat, and an old one may be pressed at any time. */
const answers = ({ asked, choice }: Button, question: Question): boolean =>
  asked === questionId(question) && question.choices.some(({ value }) => value === choice);
