import type { Team } from '../schema/network.ts';
import { dayAfter, EVES, finnishHolidays, weekdayOf } from './finnish-holidays.ts';

/** A time during which a team is there: a local day and times such as "09:00". */
export interface Opening {
  readonly day: string;
  readonly from: string;
  readonly to: string;
}

/** A month of weekends and holidays is longer than any real pause; beyond it nothing is promised. */
const LOOK_AHEAD = 31;

/** Whether a team is there at a local day and time ("14:05"), and its present or next opening; none where none is known. */
export function openingOf(team: Team, day: string, time: string): { open: boolean; opens?: Opening } {
  for (let ahead = 0; ahead <= LOOK_AHEAD; ahead++) {
    const next = openingsOn(team, dayAfter(day, ahead)).find(({ to }) => ahead > 0 || time < to);
    if (next) return { open: ahead === 0 && time >= next.from, opens: next };
  }
  return { open: false };
}

function openingsOn({ hours, closedOn, closedDays }: Team, day: string): readonly Opening[] {
  const holiday = Object.entries(finnishHolidays(Number(day.slice(0, 4)))).find(
    ([, date]) => date === day,
  )?.[0];
  const closed = EVES.some((eve) => eve === holiday)
    ? closedOn.some((eve) => eve === holiday)
    : holiday !== undefined;
  if (closed || closedDays?.includes(day)) return [];
  return hours
    .filter(({ days }) => days.some((one) => one === weekdayOf(day)))
    .map(({ from, to }) => ({ day, from, to }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}
