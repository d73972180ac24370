/** The local day of a time zone, such as "2026-11-23". `now` is in milliseconds since 1970. */
export const localDay = (now: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);

/** The local time of a time zone, such as "09:05". */
export const localTime = (now: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'short' }).format(now);
