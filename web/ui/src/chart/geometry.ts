import type { Display } from '../api/types';
import { toDisplay } from '../format/units';
import type { Panel, Series } from './panels';
import { niceTicks } from './ticks';

/** Displayed value → pixels from the top of a panel. */
export interface ValueScale {
  /** Of the panel, in pixels. */
  height: number;
  low: number;
  high: number;
  ticks: number[];
  y(value: number): number;
}

const MARGIN = 6;
export const BARB_ROOM = 38;

export function valueScale({ series, fromZero, smallestSpan, height }: Panel): ValueScale {
  const values = series.flatMap(everyValue).filter((value) => value !== null);
  let low = values.length ? Math.min(...values) : 0;
  let high = values.length ? Math.max(...values) : 1;
  if (fromZero) low = Math.min(0, low);
  const spare = smallestSpan - (high - low);
  if (spare > 0) {
    high += fromZero ? spare : spare / 2;
    low -= fromZero ? 0 : spare / 2;
  }
  const foot = series.some(({ directions }) => directions) ? BARB_ROOM : 0;
  const inner = height - 2 * MARGIN;
  return {
    height: height + foot,
    low,
    high,
    ticks: niceTicks(low, high, height < 50 ? 2 : 3),
    y: (value) => MARGIN + ((high - value) / (high - low)) * inner,
  };
}

export function displayed({ values, display }: Series): (number | null)[] {
  return shownIn(display, values);
}

export function shownIn(display: Display, values: readonly (number | null)[]): (number | null)[] {
  return values.map((value) => (value === null ? null : toDisplay(value, display)));
}

/** Of the curve, and of what stands behind it. */
function everyValue(series: Series): (number | null)[] {
  const { earlier, spread, display } = series;
  const behind = [...earlier.flatMap(({ values }) => values), ...(spread?.low ?? [])];
  return [...displayed(series), ...shownIn(display, [...behind, ...(spread?.high ?? [])])];
}

/** The outline of bars that each reach back to the time before. */
export function stepPath(points: readonly ({ x: number; y: number } | null)[]): string {
  let path = '';
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (!point || !before) return;
    const isFirst = path === '' || !points[i - 2];
    const start = `${before.x.toFixed(1)} ${point.y.toFixed(1)}`;
    path += `${isFirst ? 'M' : 'L'}${start}H${point.x.toFixed(1)}`;
  });
  return path;
}

/** An SVG path that breaks where a value is missing; a lone value becomes a dot. */
export function linePath(points: readonly ({ x: number; y: number } | null)[]): string {
  let path = '';
  points.forEach((point, i) => {
    if (!point) return;
    const at = `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
    const isStart = !points[i - 1];
    path += isStart ? `M${at}` : `L${at}`;
    if (isStart && !points[i + 1]) path += `L${at}`;
  });
  return path;
}
