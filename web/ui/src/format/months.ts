import { DAY } from './time';

/** Least days between the steps of what is told by months. */
const MONTH = 27;

/** Whether times are months apart, as an ocean's means are: a day or an hour would say nothing then. */
export function isMonthly(times: readonly number[]): boolean {
  return (
    times.length > 1 && times.slice(1).every((time, i) => time - (times[i] ?? time) >= MONTH * DAY)
  );
}

/** "2006-05" */
export function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}

/** Whole months from one to the other. */
export function monthsBetween(from: number, to: number): number {
  const count = (time: number) => {
    const date = new Date(time);
    return 12 * date.getUTCFullYear() + date.getUTCMonth();
  };
  return count(to) - count(from);
}

/** The first days of years, or of months where there are few, after `first` and up to `last`. */
export function calendarEdges(first: number, last: number): number[] {
  const every = monthsBetween(first, last) > 30 ? 12 : 1;
  const start = new Date(first);
  const edges: number[] = [];
  for (let month = every === 12 ? 12 : start.getUTCMonth() + 1; ; month += every) {
    const edge = Date.UTC(start.getUTCFullYear(), month);
    if (edge > last) return edges;
    edges.push(edge);
  }
}
