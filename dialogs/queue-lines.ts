import { type Act, type DeskSight, say } from './dialog.ts';

/** Who comes, how many wait before, and about how long it takes: only what is known. */
export function queueLines({ team, staffed, opens, before, wait }: DeskSight): readonly Act[] {
  return [
    say('person.queued', { team }),
    before === 0 ? say('person.next') : say('person.before', { count: before }),
    ...(!staffed && opens ? [say('person.notNow', { to: { time: opens.to } })] : []),
    ...(staffed && wait !== undefined ? [say('person.usualWait', { count: wait })] : []),
    say('person.meanwhile'),
  ];
}

/** That nobody is there, and when somebody is. */
export const closedLine = ({ team, opens }: DeskSight): Act =>
  opens
    ? say('person.closed', {
        team,
        day: { weekday: opens.day },
        from: { time: opens.from },
        to: { time: opens.to },
      })
    : say('person.closedUnknown');
