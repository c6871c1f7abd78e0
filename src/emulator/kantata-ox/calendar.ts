/** An instant, in whole seconds since 1970, as all date-times of this API are. */
export type Instant = number;

/** `YYYY-MM-DD`. */
export type CalendarDate = string;

export type TimeZone = 'pacific' | 'utc';

export const DAY_S = 86_400;

export const instant = (iso: string): Instant => Math.floor(Date.parse(iso) / 1000);

/** ISO 8601 with the offset in force at that time: within one answer there may be two. */
export function dateTime(at: Instant | null, zone: TimeZone): string | null {
  if (at === null) return null;
  if (zone === 'utc') return `${wallClock(at)}Z`;
  const hours = pacificOffsetHours(at);
  return `${wallClock(at + hours * 3600)}-0${-hours}:00`;
}

export function pacificDate(at: Instant): CalendarDate {
  return wallClock(at + pacificOffsetHours(at) * 3600).slice(0, 10);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return wallClock(instant(date) + days * DAY_S).slice(0, 10);
}

/** The Sunday on or before a date: workweeks begin on Sundays. */
export function sundayBefore(date: CalendarDate): CalendarDate {
  return addDays(date, -new Date(date).getUTCDay());
}

function wallClock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}

/** Daylight saving lasts from the second Sunday of March to the first of November, 2:00 each. */
function pacificOffsetHours(at: Instant): number {
  const year = new Date(at * 1000).getUTCFullYear();
  const begins = sunday(year, 2, 2) + 10 * 3600;
  const ends = sunday(year, 10, 1) + 9 * 3600;
  return at >= begins && at < ends ? -7 : -8;
}

function sunday(year: number, month: number, nth: number): Instant {
  const first = new Date(Date.UTC(year, month, 1));
  const daysToSunday = (7 - first.getUTCDay()) % 7;
  return first.getTime() / 1000 + (daysToSunday + 7 * (nth - 1)) * DAY_S;
}
