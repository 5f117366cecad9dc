import type { Titles } from '../api/types';
import { isoTime, leadTime } from '../format/time';
import { formatValue } from '../format/units';
import type { Panel } from './panels';

interface Forecast {
  times: readonly number[];
  panels: readonly Panel[];
  /** Of the run. */
  reference: number;
  titleOf(titles: Titles): string;
}

/** The table as a file: a line a time, units in the head; what is missing is left empty. */
export function forecastCsv({ times, panels, reference, titleOf }: Forecast): string {
  const columns = panels
    .flatMap(({ series }) => series)
    .flatMap((series) => {
      const { title, display, values, directions } = series;
      const number = (value: number | null | undefined) =>
        typeof value === 'number' ? formatValue(value, display).replace('−', '-') : '';
      const own = {
        head: `${titleOf(title)} (${display.units})`,
        at: (i: number) => number(values[i]),
      };
      const degrees = (i: number) =>
        typeof directions?.[i] === 'number' ? String(Math.round(directions[i]) % 360) : '';
      return directions ? [own, { head: `${titleOf(title)} (°)`, at: degrees }] : [own];
    });
  const lead = (time: number) => leadTime(time, reference).replace('−', '-');
  const lines = times.map((time, i) => [
    isoTime(time),
    lead(time),
    ...columns.map(({ at }) => at(i)),
  ]);
  const heads = ['time (UTC)', 'lead', ...columns.map(({ head }) => head)];
  return `${[heads, ...lines].map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
