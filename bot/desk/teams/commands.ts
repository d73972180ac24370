import type { Base } from '../../../knowledge/base.ts';
import type { Outcome, Person } from '../interface.ts';
import { type Member, personOf } from '../web/staff.ts';

/** What a coach writes with a stroke before it. */
export const COMMANDS = ['summary', 'transfer', 'done', 'back', 'return', 'queue', 'help'] as const;
export type Command = (typeof COMMANDS)[number];

const OUTCOMES: readonly Outcome[] = ['answered', 'plan', 'referred', 'appointment', 'not-reached', 'other'];
export const OUTCOME_NAMES = OUTCOMES.join(', ');

/** A command and what follows it; an unknown one asks for help. Undefined: it is a message. */
export function readCommand(text: string): { readonly command: Command; readonly rest: string } | undefined {
  const [, name = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  if (!text.startsWith('/')) return undefined;
  const command = COMMANDS.find((one) => one === name.toLowerCase()) ?? 'help';
  return { command, rest: rest.trim() };
}

/** The outcome that is meant; nothing said: the question was answered. */
export const readOutcome = (text: string): Outcome | undefined =>
  text === '' ? 'answered' : OUTCOMES.find((one) => one === text.toLowerCase());

/** To whom and with which words: "network: needs debt advice". A team's or colleague's id or name. */
export function readTransfer(
  rest: string,
  base: Base,
  people: readonly Member[],
):
  | { readonly to: { readonly coach: Person } | { readonly team: string }; readonly note: string }
  | undefined {
  const [, name = '', note = ''] = /^([^:]*):?([\s\S]*)$/.exec(rest) ?? [];
  const wanted = name.trim().toLowerCase();
  const names = (id: string, others: readonly string[]) =>
    [id, ...others].some((one) => one.toLowerCase() === wanted);
  const team = [...base.teams.values()].find(({ id, name: of }) => names(id, Object.values(of)));
  if (team) return { to: { team: team.id }, note: note.trim() };
  const coach = people.find((one) => names(one.id, [one.name]));
  return coach && { to: { coach: personOf(coach) }, note: note.trim() };
}

export const placesToGo = (base: Base, people: readonly Member[], but: string): string =>
  [...base.teams.keys(), ...people.filter(({ id }) => id !== but).map(({ name }) => name)].join(', ');
