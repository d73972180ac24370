/** Formats of days and times, made once for each time zone: they are costly to make. */
const formats = new Map<string, { readonly day: Intl.DateTimeFormat; readonly time: Intl.DateTimeFormat }>();

function formatOf(timeZone: string) {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = {
    day: new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }),
    time: new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'short' }),
  };
  formats.set(timeZone, made);
  return made;
}

/** The local day of a time zone, such as "2026-11-23". `now` is in milliseconds since 1970. */
export const localDay = (now: number, timeZone: string): string => formatOf(timeZone).day.format(now);

/** The local time of a time zone, such as "09:05". */
export const localTime = (now: number, timeZone: string): string => formatOf(timeZone).time.format(now);
