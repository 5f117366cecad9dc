import type { Display, Layer, PointAnswer, Titles } from '../api/types';
import { directionFrom, displayFor, type Units } from '../format/units';
import { type Behind, behindOf, type Curve, type Spread } from './behind';
import { type PanelPlan, plansFor } from './plans';

/** One curve of a place's forecast, in SI; null where there is no value. */
export interface Series {
  name: string;
  title: Titles;
  display: Display;
  /** A CSS colour. */
  colour: string;
  values: (number | null)[];
  /** Degrees, from where the wind blows; for wind only. */
  directions?: (number | null)[];
  /** Why values are missing, if the server said so. */
  missing?: string;
  /** The same of earlier runs. */
  earlier: Curve[];
  /** Between which values most members of an ensemble lie. */
  spread: Spread | null;
}

export interface Panel {
  kind: 'line' | 'bar' | 'cloud';
  series: Series[];
  /** Of the part with values, in pixels. */
  height: number;
  /** Quantities that have a natural zero keep it in sight. */
  fromZero: boolean;
  /** In displayed units: weather that hardly changes must not look dramatic. */
  smallestSpan: number;
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

/** Those of them of which earlier runs and the spread of members are worth asking for. */
export function layersBehind(layers: readonly Layer[], current: Layer | null): string[] {
  const plans = plansFor(layers, current).filter(({ kind }) => kind !== 'cloud');
  const names = new Set(plans.flatMap((plan) => plan.layers));
  return layers.filter(({ name, kind }) => names.has(name) && kind === 'scalar').map(nameOf);
}

const nameOf = ({ name }: Layer) => name;

export function makePanels(
  answer: PointAnswer,
  layers: readonly Layer[],
  current: Layer | null,
  units: Units,
  behind: Behind = {},
): Panel[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  return plansFor(layers, current).flatMap((plan) => {
    const series = plan.layers.flatMap((name, i) => {
      const layer = byName.get(name);
      const made = layer && makeSeries(layer, plan, answer, units);
      return made ? [{ ...made, ...behindOf(behind, name), colour: colourOf(plan, i) }] : [];
    });
    return series.length ? [makePanel(plan, series)] : [];
  });
}

function colourOf({ colours = [] }: PanelPlan, index: number): string {
  return `var(--curve-${colours[index] ?? 'other'})`;
}

function makePanel(plan: PanelPlan, series: Series[]): Panel {
  const { kind = 'line', fromZero = false, span = 0 } = plan;
  const scale = series[0]?.display.scale ?? 1;
  const smallestSpan = Math.max(Math.abs(span * scale), 1e-9);
  const height = kind === 'cloud' ? series.length * plan.height : plan.height;
  return { kind, fromZero, smallestSpan, series, height };
}

type Values = Pick<Series, 'name' | 'title' | 'display' | 'values' | 'directions' | 'missing'>;

function makeSeries(
  layer: Layer,
  { direction }: PanelPlan,
  answer: PointAnswer,
  units: Units,
): Values | null {
  const head = { name: layer.name, title: layer.title, display: displayFor(layer, units) };
  if (layer.kind === 'vector') {
    const wind = combine(layer, answer);
    return wind && { ...head, ...wind };
  }
  const found = answer.layers[layer.name];
  if (!found) return null;
  const isMain = !/gust/.test(layer.name);
  const directions = direction && isMain ? answer.layers[direction]?.values : undefined;
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
