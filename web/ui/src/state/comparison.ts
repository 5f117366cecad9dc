import { HOUR } from '../format/time';
import type { Scene } from './view';

/**
 * With what a picture is compared: another run, another dataset, its own run at another time, or a
 * mean of it.
 */
export type Comparison =
  | { of: 'run'; run: string }
  | { of: 'dataset'; dataset: string; run: string }
  | { of: 'time'; hours: number }
  | { of: 'mean'; over: Mean };

/** The mean over the members of an ensemble, or over all times of a run. */
export const MEANS = ['mean', 'time_mean'] as const;
export type Mean = (typeof MEANS)[number];

/** "20261122T1200Z", "other/latest", "-24h" for a day earlier, or "time_mean". */
export function parseComparison(text: string): Comparison {
  const [, hours] = /^([+-]\d{1,4})h$/.exec(text) ?? [];
  if (hours) return { of: 'time', hours: Number(hours) };
  const over = MEANS.find((mean) => mean === text);
  if (over) return { of: 'mean', over };
  const [dataset = '', run] = text.split('/');
  return run ? { of: 'dataset', dataset, run } : { of: 'run', run: text };
}

/** Whether the server takes it away: what has another grid, perhaps, or is made of many fields. */
export function isTakenByServer({ minus, beside }: Scene): boolean {
  const other = minus === null ? null : parseComparison(minus);
  return other?.of === 'mean' || (other?.of === 'dataset' && !beside);
}

/** How far back one looks, in hours. */
const BACK = [3, 6, 12, 24, 48];

/** The earlier times that a picture can be compared with, where the times are so far apart. */
export function earlierTimes(times: readonly number[]): string[] {
  const known = new Set(times);
  return BACK.filter((hours) => times.some((time) => known.has(time - hours * HOUR))).map(
    (hours) => `-${hours}h`,
  );
}
