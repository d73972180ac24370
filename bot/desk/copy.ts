import { phrase } from '../../dialogs/dialog.ts';
import type { Phrase, PhraseKey } from '../../locales/index.ts';
import type { Look, Person } from './interface.ts';
import type { DeskRecord } from './record.ts';

/** The seeker's word for what somebody of the network is. */
export const roleOf = ({ role }: Pick<Person, 'role'>): Phrase =>
  phrase(role === 'coach' || role === 'lead' ? 'desk.role.coach' : 'desk.role.expert');

/** One look a day of each, and one attempt that was refused. */
const eachDay = (looks: readonly Look[]): readonly Look[] => [
  ...new Map(
    looks.map((look) => [`${look.at.slice(0, 10)} ${look.by.id} ${look.what === 'refused'}`, look]),
  ).values(),
];

/** What the desk keeps of a seeker, as the seeker's own copy shows it: every note, and who looked when. */
export function copyOfDesk({ notes, looks }: DeskRecord): readonly Phrase[] {
  const signed = (
    { at, by }: { readonly at: string; readonly by: Person },
    key: PhraseKey = 'myData.look',
  ): Phrase => phrase(key, { at: { day: at.slice(0, 10) }, name: by.name, role: roleOf(by) });
  const looked = eachDay(looks).map((look) =>
    signed(look, look.what === 'refused' ? 'myData.refused' : 'myData.look'),
  );
  return [
    ...(notes.length > 0
      ? [
          phrase('myData.notes', {
            notes: { lines: notes.flatMap((note) => [signed(note), note.text]) },
          }),
        ]
      : []),
    ...(looked.length > 0 ? [phrase('myData.looks', { looks: { lines: looked } })] : []),
  ];
}
