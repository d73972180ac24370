import type { Profile } from '../../knowledge/schema/profile.ts';
import type { RunningDialogs, Session } from '../conversations/conversation.ts';

/** How many answers can be taken back. */
const LONGEST = 12;

/** Remembers where the conversation stood before a message that moved it. `before`: the dialogs then, as JSON. */
export function keepTrail(session: Session, before: string, profile: Profile): void {
  const moved = before !== JSON.stringify(session.dialogs);
  if (!moved || session.steppedBack) {
    session.steppedBack = false;
    return;
  }
  session.trail = [
    ...session.trail,
    { dialogs: JSON.parse(before) as RunningDialogs, ...(profile !== session.profile && { profile }) },
  ].slice(-LONGEST);
}

/** Returns to the moment before the last answer and takes that answer back; false at the beginning. */
export function stepBack(session: Session): boolean {
  const moment = session.trail.at(-1);
  if (!moment) return false;
  session.trail = session.trail.slice(0, -1);
  // In place: the running turn holds this very array.
  session.dialogs.dialogStack.splice(0, Infinity, ...structuredClone(moment.dialogs.dialogStack));
  if (moment.profile)
    session.profile = { ...moment.profile, ...(session.lang && { language: session.lang }) };
  session.steppedBack = true;
  return true;
}
