import type { Run } from '../api/types';

/** Valid time → pixels. Timeline and charts share it, so that they line up. */
export interface TimeScale {
  first: number;
  last: number;
  x(time: number): number;
  timeAt(x: number): number;
}

const EDGE = 10;

export function timeScale({ expectedTimes }: Run, width: number): TimeScale {
  const first = expectedTimes[0] ?? 0;
  const last = Math.max(expectedTimes.at(-1) ?? 0, first + 1);
  const inner = Math.max(1, width - 2 * EDGE);
  return {
    first,
    last,
    x: (time) => EDGE + ((time - first) / (last - first)) * inner,
    timeAt: (x) => first + ((x - EDGE) / inner) * (last - first),
  };
}
