/** Days on which Finnish offices are closed although they are no weekend, by name. */
export const HOLIDAYS = [
  'new-year',
  'epiphany',
  'good-friday',
  'easter-sunday',
  'easter-monday',
  'may-day',
  'ascension',
  'whit-sunday',
  'midsummer-eve',
  'midsummer-day',
  'all-saints',
  'independence-day',
  'christmas-eve',
  'christmas-day',
  'boxing-day',
] as const;
export type Holiday = (typeof HOLIDAYS)[number];

/** Customary days off that no law makes a holiday: a team says itself whether it is closed. */
export const EVES: readonly Holiday[] = ['midsummer-eve', 'christmas-eve'];

/**
 * The holidays of a year, each as a day such as "2026-12-06". Church holidays: Church Act 652/2023 and Church Order; May Day: Act
 * 272/1944; Independence Day: Act 388/1937. Midsummer is the Saturday from 20 to 26 June, All Saints' the one from 31 October to 6 November.
 */
export function finnishHolidays(year: number): Readonly<Record<Holiday, string>> {
  const easter = easterSunday(year);
  const midsummer = saturdayFrom(`${year}-06-20`);
  return {
    'new-year': `${year}-01-01`,
    epiphany: `${year}-01-06`,
    'good-friday': dayAfter(easter, -2),
    'easter-sunday': easter,
    'easter-monday': dayAfter(easter, 1),
    'may-day': `${year}-05-01`,
    ascension: dayAfter(easter, 39),
    'whit-sunday': dayAfter(easter, 49),
    'midsummer-eve': dayAfter(midsummer, -1),
    'midsummer-day': midsummer,
    'all-saints': saturdayFrom(`${year}-10-31`),
    'independence-day': `${year}-12-06`,
    'christmas-eve': `${year}-12-24`,
    'christmas-day': `${year}-12-25`,
    'boxing-day': `${year}-12-26`,
  };
}

/** The day so many days later (or earlier). */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** 1 for Monday to 7 for Sunday, as ISO 8601 counts. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

const saturdayFrom = (day: string) => dayAfter(day, (6 - weekdayOf(day) + 7) % 7);

/** Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher). */
function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century + 8) / 25);
  const moon =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((century - correction + 1) / 3) + 15) % 30;
  const week = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * week) / 451);
  const sum = moon + week - 7 * late + 114;
  const month = Math.floor(sum / 31);
  return `${year}-${String(month).padStart(2, '0')}-${String((sum % 31) + 1).padStart(2, '0')}`;
}
