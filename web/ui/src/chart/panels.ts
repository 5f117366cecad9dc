import type { Display, Layer, PointAnswer, Titles } from '../api/types';
import { directionFrom, displayFor, type Units } from '../format/units';

/** One curve of a place's forecast, in SI; null where there is no value. */
export interface Series {
  name: string;
  title: Titles;
  display: Display;
  values: (number | null)[];
  /** Degrees, from where the wind blows; for wind only. */
  directions?: (number | null)[];
  /** Why values are missing, if the server said so. */
  missing?: string;
}

export interface Panel {
  kind: 'line' | 'bar';
  series: Series[];
  /** Quantities that have a natural zero keep it in sight. */
  fromZero: boolean;
  /** In displayed units: weather that hardly changes must not look dramatic. */
  smallestSpan: number;
}

interface PanelPlan {
  layers: string[];
  direction?: string;
  /** Layers that this panel makes superfluous as panels of their own. */
  covers?: string[];
  kind?: 'bar';
  fromZero?: boolean;
  /** In SI. */
  span?: number;
}

/** What a forecaster reads at a place, top down; what a run does not have is left out. */
const PLANS: PanelPlan[] = [
  { layers: ['temperature_2m', 'dew_point_2m'], span: 6 },
  { layers: ['precipitation'], kind: 'bar', fromZero: true, span: 2 },
  {
    layers: ['wind_speed_10m'],
    direction: 'wind_direction_10m',
    covers: ['wind_10m', 'wind_direction_10m'],
    fromZero: true,
    span: 5,
  },
  { layers: ['pressure_msl'], span: 800 },
  { layers: ['cloud_cover'], fromZero: true },
];

/** The plans that fit the run, the layer on the map among them. */
function plansFor(layers: readonly Layer[], current: Layer | null): PanelPlan[] {
  const has = (name: string) => layers.some((layer) => layer.name === name);
  const plans = PLANS.filter(({ layers: names }) => names.some(has));
  const isCovered = (name: string) =>
    plans.some((plan) => [...plan.layers, ...(plan.covers ?? [])].includes(name));
  if (!current || isCovered(current.name)) return plans;
  return [{ layers: [current.name], fromZero: current.kind === 'vector' }, ...plans];
}

/** The stored layers to ask the server for. */
export function layersToAsk(layers: readonly Layer[], current: Layer | null): string[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const names = plansFor(layers, current).flatMap(({ layers: planned, direction }) => {
    return [...planned, ...(direction ? [direction] : [])];
  });
  const known = names.filter((name) => byName.has(name));
  return [...new Set(known.flatMap((name) => byName.get(name)?.components ?? [name]))];
}

export function makePanels(
  answer: PointAnswer,
  layers: readonly Layer[],
  current: Layer | null,
  units: Units,
): Panel[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  return plansFor(layers, current).flatMap((plan) => {
    const planned = plan.layers.map((name) => byName.get(name)).filter((layer) => !!layer);
    const series = planned.map((layer) => makeSeries(layer, plan, answer, units));
    const present = series.filter((one) => one !== null);
    return present.length ? [makePanel(plan, present)] : [];
  });
}

function makePanel(plan: PanelPlan, series: Series[]): Panel {
  const { kind = 'line', fromZero = false, span = 0 } = plan;
  const scale = series[0]?.display.scale ?? 1;
  const smallestSpan = Math.max(Math.abs(span * scale), 1e-9);
  return { kind, fromZero, smallestSpan, series };
}

function makeSeries(
  layer: Layer,
  { direction }: PanelPlan,
  answer: PointAnswer,
  units: Units,
): Series | null {
  const head = { name: layer.name, title: layer.title, display: displayFor(layer, units) };
  if (layer.kind === 'vector') {
    const wind = combine(layer, answer);
    return wind && { ...head, ...wind };
  }
  const found = answer.layers[layer.name];
  if (!found) return null;
  const directions = direction ? answer.layers[direction]?.values : undefined;
  return { ...head, values: found.values, missing: found.missing, directions };
}

/** Speed and direction from the components of a vector layer. */
function combine(layer: Layer, answer: PointAnswer) {
  const [u, v] = (layer.components ?? []).map((name) => answer.layers[name]);
  if (!u || !v) return null;
  const pair = <T>(f: (a: number, b: number) => T): (T | null)[] =>
    u.values.map((a, i) => {
      const b = v.values[i];
      return a === null || b === null || b === undefined ? null : f(a, b);
    });
  return { values: pair(Math.hypot), directions: pair(directionFrom), missing: u.missing };
}
