import type { Display, Layer, Legend } from '../api/types';
import { displayFor, relativeDisplay } from '../format/units';
import type { Coloured } from '../values/frame';
import { parseRange, type Range } from '../values/range';
import { view } from './store';
import type { Scene } from './view';

/** How a field's numbers are shown, in the units that are chosen. */
export function displayOf(sheet: Pick<Coloured, 'layer' | 'legend'>): Display {
  return displayBy(sheet.legend, sheet.layer);
}

/** Whether a field is of the members of an ensemble together: its legend then has the title. */
export function isStatistical({ field }: Pick<Coloured, 'field'>): boolean {
  return field.of?.startsWith('statistic=') ?? false;
}

function displayBy(legend: Legend, layer: Layer): Display {
  // A spread or a difference has no offset, a probability a unit of its own.
  if (legend.units !== layer.units) return legend.display;
  const display = displayFor(layer, view.value.units);
  const isRelative = legend.display.offset === 0 && layer.display.offset !== 0;
  return isRelative ? relativeDisplay(display) : display;
}

/** Where of a legend the upper part begins. */
const UPPER = 0.6;

/** The values to hatch: those that the scene names, or the upper part of the legend. */
export function hatchedRange(legend: Legend, scene: Scene | null): Range {
  return parseRange(scene?.limit ?? null) ?? upperRange(legend);
}

export function upperRange({ stops }: Legend): Range {
  const [first = 0, last = 1] = [stops[0]?.value, stops.at(-1)?.value];
  return { from: Number((first + UPPER * (last - first)).toPrecision(3)), to: Infinity };
}
