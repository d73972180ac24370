import { phrase } from '../../dialogs/dialog.ts';
import type { Param, Phrase } from '../../locales/index.ts';
import type { Look, Person } from './interface.ts';
import type { DeskRecord } from './record.ts';

/** The seeker's word for what somebody of the network is. */
export const roleOf = ({ role }: Pick<Person, 'role'>): Phrase =>
  phrase(role === 'coach' || role === 'lead' ? 'desk.role.coach' : 'desk.role.expert');

/** One look a day of each. */
const eachDay = (looks: readonly Look[]): readonly Look[] => [
  ...new Map(looks.map((look) => [`${look.at.slice(0, 10)} ${look.by.id}`, look])).values(),
];

/** What the desk keeps of a seeker, as the seeker's own copy shows it: every note, and who looked when. */
export function copyOfDesk({ notes, looks }: DeskRecord): readonly Phrase[] {
  const signed = ({ at, by }: { readonly at: string; readonly by: Person }): Param =>
    phrase('myData.look', { at: { day: at.slice(0, 10) }, name: by.name, role: roleOf(by) });
  return [
    ...(notes.length > 0
      ? [
          phrase('myData.notes', {
            notes: { lines: notes.flatMap((note) => [signed(note), note.text]) },
          }),
        ]
      : []),
    ...(looks.length > 0 ? [phrase('myData.looks', { looks: { lines: eachDay(looks).map(signed) } })] : []),
  ];
}
