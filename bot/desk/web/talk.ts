import { z } from 'zod';
import { words } from '../../../dialogs/dialog.ts';
import { LANGUAGES } from '../../../knowledge/schema/common.ts';
import { translator } from '../../../locales/index.ts';
import type { Conversation } from '../../conversations/conversation.ts';
import { FIRST_LANG } from '../../turn/exchange.ts';
import { LONGEST, listen } from '../../turn/listen.ts';
import type { Note, Said } from '../interface.ts';
import { type Ask, DONE } from './door.ts';
import { itemCard } from './item-card.ts';
import { NOTE_LENGTH } from './lists.ts';
import { mustTakePart, openCase } from './opened.ts';
import { COACHES, type WebParts } from './parts.ts';
import { doneOf, refuse } from './refusal.ts';
import { personOf } from './staff.ts';
import { messageOf } from './views.ts';

const key = z.string().min(1).max(100);
const saySchema = z.strictObject({
  key,
  text: z.string().max(LONGEST),
  lang: z.enum(LANGUAGES).optional(),
});
const phraseSchema = z.strictObject({ key, phrase: z.string().max(200) });
const linkSchema = z.strictObject({ key, item: z.string().max(200) });
const noteSchema = z.strictObject({ text: z.string().trim().min(1).max(NOTE_LENGTH) });

/** What somebody of the network writes: to the seeker, or as a note. */
export function mountTalk(parts: WebParts): void {
  const { door, staff, desk, signals, knowledge, today } = parts;

  async function say(
    ask: Ask,
    ownKey: string,
    text: string | ((conversation: Conversation) => string),
    lang?: (typeof LANGUAGES)[number],
  ): Promise<Said> {
    const by = personOf(await staff.of(ask.me));
    const { activity } = doneOf(
      await desk.say(ask.param('id'), by, { key: ownKey, text, ...(lang && { lang }) }),
    );
    const message = messageOf(activity, by.id);
    if (!message) throw refuse('CaseGone');
    return { message };
  }

  door.post('/cases/:id/messages', COACHES, async (ask) => {
    const { key: own, text, lang } = await ask.body(saySchema);
    const heard = listen({ text: text.replace(/\r?\n/g, LINE) });
    if ('fault' in heard) throw refuse('BadArgument', undefined, 'text: there are no words in it');
    return say(ask, own, heard.text.replace(LINES, '\n'), lang);
  });

  door.post('/cases/:id/phrases', COACHES, async (ask) => {
    const { key: own, phrase } = await ask.body(phraseSchema);
    const ready = knowledge.base.readyPhrases.get(phrase);
    if (!ready) throw refuse('BadArgument', undefined, `phrase: there is no phrase "${phrase}"`);
    return say(ask, own, ({ session }) => translator(session.lang ?? FIRST_LANG)(words(ready.text)));
  });

  door.post('/cases/:id/links', COACHES, async (ask) => {
    const { key: own, item } = await ask.body(linkSchema);
    if (!knowledge.base.offers.has(item) && !knowledge.base.cards.has(item))
      throw refuse('BadArgument', undefined, `item: there is no service, training or card "${item}"`);
    return say(ask, own, ({ session }) =>
      itemCard(item, { knowledge, today: today(), lang: session.lang ?? FIRST_LANG }),
    );
  });

  door.post('/cases/:id/typing', COACHES, async (ask) => {
    const opened = await openCase(parts, ask);
    mustTakePart(opened);
    signals.tell(opened.id, { what: 'typing', from: opened.by });
    return DONE;
  });

  door.post('/cases/:id/notes', COACHES, async (ask): Promise<Note> => {
    const opened = await openCase(parts, ask);
    const { text } = await ask.body(noteSchema);
    return doneOf(await desk.note(opened.id, opened.by, text));
  });
}

/** Stands for a line break while a text is cleaned: a coach's list stays a list. */
const LINE = '\ue000';
const LINES = / ?\ue000 ?/g;
