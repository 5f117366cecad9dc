/** Times are kept as epoch milliseconds (UTC) everywhere inside; text only at the edges. */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** "2026-11-23T06:00:00Z", as the JSON of the server has it. */
export function isoTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

/** "20261123T0600Z", as paths and links have it. */
export function basicTime(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace(/[-:]/g, '').concat('Z');
}

const BASIC = /^(\d{4})-?(\d\d)-?(\d\d)T?(\d\d)?:?(\d\d)?:?(?:\d\d)?(?:\.\d+)?Z?$/;

/** Any ISO 8601 spelling in UTC; null if it is none. */
export function parseTime(text: string): number | null {
  const match = BASIC.exec(text);
  if (!match) {
    const other = Date.parse(text);
    return Number.isNaN(other) ? null : other;
  }
  const [, year, month, day, hour = '0', minute = '0'] = match;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
}

export interface ClockParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** What a clock on the wall of that time zone shows; weekday 0 is Sunday. */
export function clock(time: number, zone: string): ClockParts {
  const found = new Map<string, number>();
  for (const part of formatterFor(zone).formatToParts(time))
    found.set(part.type, Number(part.value));
  const get = (name: string) => found.get(name) ?? 0;
  const year = get('year');
  const month = get('month');
  const day = get('day');
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, hour: get('hour'), minute: get('minute'), weekday };
}

/** "11-24 14:00" on that zone's clock. */
export function monthDayTime(time: number, zone: string): string {
  const { month, day, hour, minute } = clock(time, zone);
  return `${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/** The local midnights after `first` and up to `last`, found hour by hour so that DST is right. */
export function midnights(first: number, last: number, zone: string): number[] {
  const found: number[] = [];
  const start = Math.ceil(first / HOUR) * HOUR;
  for (let time = start; time <= last; time += HOUR) {
    if (clock(time, zone).hour === 0) found.push(time);
  }
  return found;
}

/** "+30 h", or "+20 min" for nowcasts. */
export function leadTime(time: number, reference: number): string {
  const minutes = Math.round((time - reference) / 60_000);
  const sign = minutes < 0 ? '−' : '+';
  const size = Math.abs(minutes);
  if (size % 60 === 0) return `${sign}${size / 60} h`;
  return size < 180 ? `${sign}${size} min` : `${sign}${Math.floor(size / 60)} h ${two(size % 60)}`;
}

/** The entry nearest to `wanted`; null for an empty list. */
export function nearestTime(times: readonly number[], wanted: number): number | null {
  let best: number | null = null;
  for (const time of times) {
    if (best === null || Math.abs(time - wanted) < Math.abs(best - wanted)) best = time;
  }
  return best;
}

export const two = (n: number): string => String(n).padStart(2, '0');
