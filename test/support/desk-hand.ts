import type { Guide, Turns } from '../../bot/conversations/turns.ts';
import { createDesk, type Desk } from '../../bot/desk/desk.ts';
import type { Cases } from '../../bot/desk/index.ts';
import type { Outcome, Person } from '../../bot/desk/interface.ts';
import { words } from '../../dialogs/dialog.ts';
import type { Knowledge } from '../../knowledge/index.ts';
import { translator } from '../../locales/index.ts';

export interface HandParts extends Cases {
  readonly turns: Turns;
  readonly guide: Guide;
  readonly knowledge: Knowledge;
  readonly now: () => number;
}

/** Does at the desk what a transcript says: `coach-1 takes`, `coach-1 says …`, `coach-1 transfers to network`. */
export function deskHand({ knowledge, presence, ...parts }: HandParts) {
  const { base } = knowledge;
  const desk: Desk = createDesk({ ...parts, presence, base });
  let key = 0;

  const person = (id: string): Person => {
    const known = base.coaches.get(id);
    if (!known) throw new RangeError(`there is no coach "${id}"`);
    return { id, name: known.name, role: known.team === 'network' ? 'planner' : 'coach' };
  };

  return async (conversation: string, line: string): Promise<void> => {
    const [, who = '', what = '', rest = ''] = /^(\S+) (\S+) ?(.*)$/.exec(line) ?? [];
    const by = person(who);
    const target = rest.replace(/^to /, '');
    const say = (text: Parameters<Desk['say']>[2]['text']) => {
      key += 1;
      return desk.say(conversation, by, { key: String(key), text });
    };
    const deeds: Readonly<Record<string, () => Promise<unknown>>> = {
      arrives: async () => presence.beat(by, true),
      goes: async () => presence.leave(by.id),
      takes: () => desk.take(conversation, by, 5),
      says: () => say(rest),
      picks: () =>
        say(({ session }) => {
          const phrase = base.readyPhrases.get(rest);
          if (!phrase) throw new RangeError(`there is no phrase "${rest}"`);
          return translator(session.lang ?? 'fi')(words(phrase.text));
        }),
      returns: () => desk.giveUp(conversation, by),
      'gives-back': () => desk.giveBack(conversation, by),
      closes: () => desk.close(conversation, by, (rest || 'answered') as Outcome, ''),
      transfers: () =>
        desk.transfer(
          conversation,
          by,
          base.teams.has(target) ? { team: target } : { coach: person(target) },
          '',
        ),
      invites: () => desk.invite(conversation, by, person(target), ''),
      notes: () => desk.note(conversation, by, rest),
      'falls-silent': () => desk.lapse(conversation, by),
    };
    const deed = deeds[what];
    if (!deed) throw new RangeError(`"${what}" is nothing that somebody does at the desk`);
    const done = await deed();
    if (!Object.hasOwn({ ...(done as object) }, 'refused')) return;
    throw new RangeError(`"${line}" was refused: ${JSON.stringify(done)}`);
  };
}
