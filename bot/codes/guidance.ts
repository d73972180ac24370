import type { Profile } from '../../knowledge/schema/profile.ts';
import { newSession, type Session } from '../conversations/conversation.ts';

/** Everything of a session that belongs to a seeker and not to the place where they write. */
export type Guidance = Pick<Session, 'profile' | 'plan' | 'dialogs' | 'trail' | 'consents'>;

export const guidanceOf = ({ profile, plan, dialogs, trail, consents }: Session): Guidance =>
  structuredClone({ profile, plan, dialogs, trail, ...(consents && { consents }) });

/** A shared phone shows nothing of before after so many milliseconds without a message. */
const PAUSE = 30 * 60_000;

/** Puts guidance that lay elsewhere into a session; what was told here is kept where the guidance does not say otherwise. */
export function putInto(session: Session, { profile, plan, dialogs, trail, consents }: Guidance): void {
  const here: Profile = session.shared ? {} : session.profile;
  session.profile = { ...here, ...profile, ...(session.lang && { language: session.lang }) };
  session.plan = plan ?? session.plan;
  session.trail = trail;
  if (consents) session.consents = [...consents, ...(session.consents ?? [])];
  session.missed = 0;
  // In place: the running turn holds this very array.
  session.dialogs.dialogStack.splice(0, Infinity, ...dialogs.dialogStack);
}

/** Empties a session of its guidance; the language and what concerns the device stay. */
export function empty(session: Session): void {
  const { lang, shared, parked, dialogs, earlier } = session;
  dialogs.dialogStack.splice(0, Infinity);
  const fresh = newSession(lang, dialogs);
  delete session.code;
  delete session.waiting;
  Object.assign(session, fresh, {
    ...(shared && { shared }),
    ...(parked && { parked }),
    ...(earlier && { earlier }),
  });
}

/** On a shared phone, puts away what was said before a pause; true when it did. `now`: milliseconds since 1970. */
export function putAway(session: Session, now: number): boolean {
  const { shared } = session;
  if (!shared) return false;
  const away = paused(session, now);
  session.shared = { ...shared, at: now };
  if (!away) return false;
  if (session.code) session.parked = { ...session.parked, [session.code]: guidanceOf(session) };
  empty(session);
  return true;
}

/** Nothing may be shown to whoever holds the phone now. */
export const paused = ({ shared }: Pick<Session, 'shared'>, now: number): boolean =>
  shared !== undefined && shared.at + PAUSE <= now;
