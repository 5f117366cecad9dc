import { signal } from '@preact/signals';
import { OVERLAYS } from '../values/frame';
import { patchView } from './actions';
import { view } from './store';
import type { View } from './view';

/** What of the view makes a chart; where it is and when it is for is left to the map. */
const PARTS = [
  'layer',
  ...OVERLAYS,
  'limit',
  'style',
  'range',
  'graticule',
  'night',
] as const satisfies readonly (keyof View)[];

type Parts = Pick<View, (typeof PARTS)[number]>;

/** A chart that the user made, kept by the browser. */
export interface OwnChart {
  name: string;
  parts: Parts;
}

const KEY = 'fengtu.charts';

export const ownCharts = signal<readonly OwnChart[]>(remembered());

/** Keeps what is shown under a name; an older chart of that name goes. */
export function saveChart(name: string): void {
  const now = view.peek();
  const parts = Object.fromEntries(PARTS.map((part) => [part, now[part]])) as Parts;
  keep([...ownCharts.peek().filter((chart) => chart.name !== name), { name, parts }]);
}

export function deleteChart(name: string): void {
  keep(ownCharts.peek().filter((chart) => chart.name !== name));
}

export function showChart({ parts }: OwnChart): void {
  patchView(parts);
}

export function isShown({ parts }: OwnChart): boolean {
  return PARTS.every((part) => parts[part] === view.value[part]);
}

function keep(charts: readonly OwnChart[]): void {
  ownCharts.value = charts;
  try {
    localStorage.setItem(KEY, JSON.stringify(charts));
  } catch {
    // Without storage they last as long as the page.
  }
}

function remembered(): OwnChart[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(found) ? found.filter(isChart) : [];
  } catch {
    return [];
  }
}

function isChart(found: OwnChart): boolean {
  return typeof found?.name === 'string' && typeof found.parts?.layer === 'string';
}
