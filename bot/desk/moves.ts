import type { DeskSight } from '../../dialogs/dialog.ts';
import type { Base } from '../../knowledge/base.ts';
import { openingOf } from '../../knowledge/hours/opening.ts';
import type { Team } from '../../knowledge/schema/network.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { localDay, localTime } from '../today.ts';
import { type CaseEvent, isOpen, type Step, step } from './case.ts';
import type { Presence } from './presence.ts';
import type { Queue } from './queue.ts';
import { recordOf, withCase } from './record.ts';

/** What can be seen of the desk and done to a case from within a change of its conversation. */
export interface Moves {
  sight(conversation: Conversation): DeskSight;
  /** Brings a case one step on; who changes the conversation keeps it. Nothing is changed where the step is refused. */
  apply(conversation: Conversation, event: CaseEvent): Promise<Step>;
  /** Whether somebody is there for seekers of a municipality, or it is their time to be. */
  isOpen(municipality: string | undefined): boolean;
  hours(teamId: string): ReturnType<typeof openingOf>;
}

export interface MovesParts {
  readonly queue: Queue;
  readonly presence: Presence;
  readonly base: Base;
  readonly now: () => number;
  readonly timeZone: string;
}

const NOBODY = { fi: 'OsaajaKS', sv: 'OsaajaKS', en: 'OsaajaKS', ar: 'OsaajaKS', so: 'OsaajaKS' };

export function createMoves({ queue, presence, base, now, timeZone }: MovesParts): Moves {
  const openingNow = (team: Team) => openingOf(team, localDay(now(), timeZone), localTime(now(), timeZone));

  const staffed = () => presence.here().some(({ available }) => available);

  return {
    isOpen(municipality) {
      const team = teamOf([...base.teams.values()], municipality);
      return staffed() || (team !== undefined && openingNow(team).open);
    },

    hours(teamId) {
      const team = base.teams.get(teamId);
      return team ? openingNow(team) : { open: false };
    },

    sight(conversation) {
      const { municipality } = conversation.session.profile;
      const team = teamOf([...base.teams.values()], municipality);
      const { open, opens } = team ? openingNow(team) : { open: false };
      const state = recordOf(conversation).case?.state;
      const seconds = queue.usualWait();
      return {
        open: open || staffed(),
        staffed: staffed(),
        team: team?.name ?? NOBODY,
        opens,
        before: queue.before(conversation.id),
        wait: seconds === undefined ? undefined : Math.max(1, Math.round(seconds / 60)),
        mine: state === 'waiting' || state === 'callback' ? state : undefined,
      };
    },

    async apply(conversation, event) {
      const record = recordOf(conversation);
      const result = step(record.case, event, new Date(now()).toISOString());
      if ('refused' in result || result.next === record.case) return result;
      const { next } = result;
      if (!record.case || isOpen(record.case.state) !== isOpen(next.state))
        await queue.note(conversation.id, next);
      conversation.desk = withCase(record, next);
      return result;
    },
  };
}

/** The team that answers seekers of a municipality. */
export const teamOf = (teams: readonly Team[], municipality: string | undefined): Team | undefined =>
  teams.find(({ municipalities }) => !municipalities || municipalities.some((one) => one === municipality));
