import { type Act, type DeskSight, phrase, say } from '../../dialogs/dialog.ts';
import { closedLine } from '../../dialogs/queue-lines.ts';
import type { Phrase, Text } from '../../locales/index.ts';
import type { Activity } from '../activity.ts';
import type { Speaker } from '../conversations/conversations.ts';
import { roleOf } from './copy.ts';
import type { HistoryLine, Person } from './interface.ts';

/** Who tells of transitions in a conversation's log. */
export const DESK: Speaker = { id: 'desk', name: 'OsaajaKS', role: 'bot' };

/** A transition as Bot Framework's hand-off protocol names it. https://learn.microsoft.com/azure/bot-service/bot-service-design-pattern-handoff-human */
export interface HandoffStatus {
  readonly state: 'accepted' | 'failed' | 'completed';
  readonly what: HistoryLine['what'];
  readonly by: Person;
  /** Whom the seeker hears next. */
  readonly to?: string | Text;
}

const STATES: Readonly<Partial<Record<HistoryLine['what'], HandoffStatus['state']>>> = {
  taken: 'accepted',
  invited: 'accepted',
  'given-back': 'completed',
  closed: 'completed',
};

/** The event that tells the guide (and a channel that knows hand-offs) what happened to the case. */
export const handoffStatus = (
  what: HistoryLine['what'],
  by: Person,
  to?: HandoffStatus['to'],
): Partial<Activity> => ({
  type: 'event',
  name: 'handoff.status',
  value: { state: STATES[what] ?? 'failed', what, by, ...(to !== undefined && { to }) },
});

/** The status that the desk itself told; what others post under this name is not heard. */
export function statusOf({ type, name, from, value }: Activity): HandoffStatus | undefined {
  return type === 'event' && name === 'handoff.status' && from.id === DESK.id && from.role !== 'user'
    ? (value as HandoffStatus)
    : undefined;
}

/** What somebody of the network says, as every channel shows it: it is plain that a person writes, and who. */
export const sayingOf = (by: Person, text: string): Phrase =>
  phrase('desk.says', { name: by.name, role: roleOf(by), text });

/** What the seeker hears of a transition. */
export function toldOf({ what, by, to }: HandoffStatus, sight: DeskSight): readonly Act[] {
  const { name } = by;
  switch (what) {
    case 'taken':
      return [say('desk.taken', { name, role: roleOf(by) })];
    case 'invited':
      return [say('desk.invited', { name, role: roleOf(by) })];
    case 'returned':
      return [say('desk.returned', { name }), say('desk.guideMeanwhile')];
    case 'lapsed':
      return [say('desk.lapsed', { name }), say('desk.guideMeanwhile')];
    case 'unanswered':
      return [say('desk.unanswered'), ...(sight.opens ? [closedLine(sight)] : [])];
    case 'transferred':
      return [say('desk.transferred', { name, to: to ?? name }), say('desk.guideMeanwhile')];
    case 'given-back':
      return [say('desk.givenBack', { name }), say('desk.guideAgain')];
    case 'closed':
      return [say('desk.closed', { name }), say('desk.guideAgain')];
    default:
      return [];
  }
}
