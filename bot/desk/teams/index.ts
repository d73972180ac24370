import type { Logger } from 'pino';
import type { Knowledge } from '../../../knowledge/index.ts';
import { isPersonal, type Received, wordsOf } from '../../azure/activity.ts';
import { addressOf } from '../../azure/sending.ts';
import type { Turns } from '../../conversations/turns.ts';
import type { ChannelAddress, Cloud } from '../../framework/cloud.ts';
import type { Store } from '../../storage/store.ts';
import { listen } from '../../turn/listen.ts';
import type { Desk, Result } from '../desk.ts';
import type { Cases } from '../index.ts';
import type { Refusal, StaffLang } from '../interface.ts';
import { recordLook } from '../looks.ts';
import { ownWords } from '../own-words.ts';
import { summaryOf } from '../summary.ts';
import { createStaff, type Member, personOf } from '../web/staff.ts';
import { createBoards } from './board.ts';
import { caseCard, readTaking } from './cards.ts';
import { createChats } from './chats.ts';
import { OUTCOME_NAMES, placesToGo, readCommand, readOutcome, readTransfer } from './commands.ts';
import { type Chat, createNotebook } from './notebook.ts';
import { summaryText } from './summary-text.ts';
import { WORDS, type Words } from './words.ts';

export interface TeamsDeskParts extends Cases {
  readonly cloud: Cloud;
  readonly store: Store;
  readonly desk: Desk;
  readonly turns: Turns;
  readonly knowledge: Knowledge;
  /** Who is a coach: by the object id of the directory, the coach's id. */
  readonly coaches: ReadonlyMap<string, string>;
  /** The directory (tenant) that the ids are of; absent: any, for trying on one machine. */
  readonly tenantId: string | undefined;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly today: () => string;
  readonly timeZone: string;
  /** Milliseconds before what could not be sent is tried again. */
  readonly pause?: number;
}

/** The coach desk in Teams: the same cases and the same transitions as in the web desk. */
export interface TeamsDesk {
  /** Hears what a coach does; false: it is not for the desk. */
  hear(received: Received): Promise<boolean>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds between two signs of life for coaches who hold a conversation here; Teams gives none by itself. */
const BEAT = 45_000;
/** So much of what was said before a take comes along. */
const BEFORE = 6;

export function createTeamsDesk(parts: TeamsDeskParts): TeamsDesk {
  const { cloud, store, desk, turns, queue, presence, knowledge, log, now } = parts;
  const { base } = knowledge;
  const notebook = createNotebook(store);
  const staff = createStaff({ store, base });
  const boards = createBoards({ cloud, notebook, queue, base, timeZone: parts.timeZone, log });
  const chats = createChats({
    cloud,
    notebook,
    turns,
    log,
    ...(parts.pause !== undefined && { pause: parts.pause }),
  });
  let beat: NodeJS.Timeout | undefined;
  let unwatch: () => void = () => undefined;

  const failed = (error: Error) =>
    log.error({ code: 'desk.teams', err: { name: error.name, stack: error.stack } }, 'failed');

  async function coachOf({ from, conversation }: Received): Promise<Member | undefined> {
    if (parts.tenantId !== undefined && conversation.tenantId !== parts.tenantId) return undefined;
    const id = parts.coaches.get(from.aadObjectId?.toLowerCase() ?? '');
    return id === undefined ? undefined : staff.find(id);
  }

  /** Cards and private chats follow every change of a case, wherever it was made. */
  async function follow(id: string): Promise<void> {
    await boards.show(id);
    for (const chat of await notebook.chats()) if (chat.case === id) await chats.bring(chat.coach);
  }

  async function inChannel(received: Received, me: Member | undefined): Promise<boolean> {
    const board = { address: channelOf(received), lang: langOf(received) };
    const words = WORDS[board.lang];
    const taking = readTaking(received.value);
    const command = readCommand(wordsOf(received));
    if (!taking && command?.command !== 'queue') return false;
    if (!me) {
      await cloud.send(board.address, plain(words.notCoach));
      return true;
    }
    if (taking) {
      await take(received, me, taking.case);
      return true;
    }
    const off = command?.rest.toLowerCase() === 'off';
    await notebook.setBoards((all) => [
      ...all.filter(({ address }) => address.conversation.id !== board.address.conversation.id),
      ...(off ? [] : [board]),
    ]);
    await cloud.send(board.address, plain(off ? words.notHere : words.here));
    if (!off) await boards.showAll();
    return true;
  }

  async function take(received: Received, me: Member, id: string): Promise<void> {
    const lang = langOf(received);
    const words = WORDS[lang];
    const chat = await chats.change(me.id, async (before) => {
      const address = isPersonal(received)
        ? addressOf(received)
        : (before?.address ?? (await cloud.open(addressOf(received))));
      const known: Chat = { ...before, coach: me.id, address, lang, seen: before?.seen ?? 0 };
      if (known.case !== undefined && known.case !== id) {
        await chats.say(known, words.finishFirst);
        return known;
      }
      const done = await desk.take(id, personOf(me), me.capacity);
      if ('refused' in done && done.case?.holder?.id !== me.id) {
        await chats.say(known, refusal(done.refused, words));
        return known;
      }
      await presence.beat(personOf(me), false);
      const count = (await turns.find(id))?.count ?? 0;
      return { ...known, case: id, seen: Math.max(0, count - BEFORE) };
    });
    if (chat?.case !== id) return;
    await recordLook(turns, id, personOf(me), 'case', now());
    await chats.say(chat, words.yours);
    await summary(chat, me);
    await follow(id);
  }

  async function inPrivate(received: Received, me: Member): Promise<void> {
    const chat = await chats.change(me.id, async (before) => ({
      ...before,
      coach: me.id,
      address: addressOf(received),
      lang: langOf(received),
      seen: before?.seen ?? 0,
    }));
    const taking = readTaking(received.value);
    if (taking) return take(received, me, taking.case);
    if (!chat || received.type !== 'message') return;
    const text = wordsOf(received);
    const words = WORDS[chat.lang];
    const command = readCommand(text);
    if (command) return obey(command, chat, me);
    if (chat.case === undefined) return void (await chats.say(chat, words.none));
    await presence.beat(personOf(me), false);
    const heard = listen({ text });
    if ('fault' in heard) return void (await chats.say(chat, words.help));
    const said = await desk.say(chat.case, personOf(me), { key: received.id ?? text, text: heard.text });
    if ('refused' in said) await chats.say(chat, refusal(said.refused, words));
  }

  async function obey(
    { command, rest }: NonNullable<ReturnType<typeof readCommand>>,
    chat: Chat,
    me: Member,
  ): Promise<void> {
    const words = WORDS[chat.lang];
    const by = personOf(me);
    if (command === 'help') return void (await chats.say(chat, words.help));
    if (command === 'queue') return list(chat);
    if (chat.case === undefined) return void (await chats.say(chat, words.none));
    const id = chat.case;
    switch (command) {
      case 'summary':
        return summary(chat, me);
      case 'transfer': {
        const people = await staff.all();
        const target = readTransfer(rest, base, people);
        if (!target) return void (await chats.say(chat, words.whereTo(placesToGo(base, people, me.id))));
        return settle(await desk.transfer(id, by, target.to, target.note));
      }
      case 'done': {
        const outcome = readOutcome(rest);
        if (!outcome) return void (await chats.say(chat, words.which(OUTCOME_NAMES)));
        return settle(await desk.close(id, by, outcome, ''));
      }
      case 'back':
        return settle(await desk.giveBack(id, by));
      case 'return':
        return settle(await desk.giveUp(id, by));
    }

    async function settle(done: Result<unknown>): Promise<void> {
      const refused = typeof done === 'object' && done !== null && 'refused' in done;
      if (!refused)
        await chats.change(me.id, async (before) => {
          const { case: _over, ...free } = before ?? chat;
          return free;
        });
      await chats.say(chat, refused ? refusal(done.refused as Refusal['code'], words) : words.done);
      await follow(id);
    }
  }

  async function list(chat: Chat): Promise<void> {
    const waiting = [...queue.all()]
      .filter(({ case: { state } }) => state === 'waiting' || state === 'callback')
      .sort((a, b) => (a.case.openedAt < b.case.openedAt ? -1 : 1));
    if (waiting.length === 0) await chats.say(chat, WORDS[chat.lang].empty);
    for (const entry of waiting.slice(0, 10))
      await cloud.send(chat.address, caseCard(entry, { base, lang: chat.lang, timeZone: parts.timeZone }));
  }

  async function summary(chat: Chat, me: Member): Promise<void> {
    const { case: id = '' } = chat;
    const conversation = await turns.find(id);
    if (!conversation) return;
    await recordLook(turns, id, personOf(me), 'summary', now());
    const { activities = [] } = (await turns.read(id, 0)) ?? {};
    const { profile, lang } = conversation.session;
    const own = ownWords(activities, knowledge, lang);
    const page = summaryOf({ profile, own, knowledge, today: parts.today(), lang: chat.lang });
    await chats.say(chat, summaryText(page));
  }

  return {
    async hear(received) {
      if (received.channelId !== 'msteams') return false;
      const me = await coachOf(received);
      if (!isPersonal(received)) return received.type === 'message' && inChannel(received, me);
      if (!me) return false;
      if (received.type === 'message') await inPrivate(received, me);
      return true;
    },
    async start() {
      unwatch = queue.watch(({ id }) => void follow(id).catch(failed));
      beat = setInterval(async () => {
        for (const { coach, case: id } of await notebook.chats().catch(() => [])) {
          const me = id === undefined ? undefined : await staff.find(coach);
          if (me) await presence.beat(personOf(me), false).catch(failed);
        }
      }, BEAT);
      beat.unref();
      void boards.showAll().catch(failed);
      for (const { coach } of await notebook.chats()) void chats.bring(coach).catch(failed);
    },
    async stop() {
      unwatch();
      clearInterval(beat);
      await boards.settled();
      await chats.stop();
    },
  };
}

const plain = (text: string) => ({ type: 'message', text, textFormat: 'plain' });

const refusal = (code: Refusal['code'], words: Words): string => words.refused[code] ?? words.refused.other;

const langOf = ({ locale }: Received): StaffLang =>
  (['fi', 'sv', 'en'] as const).find((lang) => locale?.toLowerCase().startsWith(lang)) ?? 'fi';

/** A channel as such: what is sent there begins a thread of its own. */
function channelOf(received: Received): ChannelAddress {
  const address = addressOf(received);
  const { conversation } = address;
  return { ...address, conversation: { ...conversation, id: conversation.id.replace(/;messageid=.*$/, '') } };
}
