import type { PowerAnswer, PowerSum } from '../api/power';
import type { Display, Titles } from '../api/types';
import type { Panel, Series } from './panels';

const COLOURS = ['temperature', 'dew-point', 'rain', 'wind', 'gusts', 'pressure'];

/** As many groups as have colours; the table has them all. */
const MOST_GROUPS = COLOURS.length;

/** The whole with its quantiles, and its groups in a panel of their own. */
export function powerPanels(answer: PowerAnswer, title: Titles): Panel[] {
  const { total, times, groups = {} } = answer;
  const names = Object.keys(groups).sort();
  const whole = seriesOf('power', title, total, times, 'var(--curve-other)');
  const parts = names.slice(0, MOST_GROUPS).map((name, i) => {
    const colour = `var(--curve-${COLOURS[i]})`;
    return seriesOf(
      `group ${name}`,
      { en: name, zh: name },
      groups[name] as PowerSum,
      times,
      colour,
    );
  });
  const panels = [panelOf([whole], 150)];
  if (parts.length > 1) panels.push(panelOf(parts, Math.max(70, 18 * parts.length)));
  return panels;
}

function panelOf(series: Series[], height: number): Panel {
  return { kind: 'line', series, height, fromZero: true, smallestSpan: 1e-3 };
}

function seriesOf(
  name: string,
  title: Titles,
  sum: PowerSum,
  times: number[],
  colour: string,
): Series {
  const { power_MW: values, p10_MW: low, p90_MW: high, missing } = sum;
  const display = megawatts(sum.capacity_MW);
  const spread = low && high ? { times, low, high } : null;
  return { name, title, display, colour, values, missing, earlier: [], spread };
}

export function megawatts(capacity: number): Display {
  const decimals = capacity < 10 ? 2 : capacity < 500 ? 1 : 0;
  return { units: 'MW', scale: 1, offset: 0, decimals };
}
