import type { Legend } from '../api/types';

export type Rgba = [number, number, number, number];

/** "#rgb", "#rrggbb" or "#rrggbbaa" to 0…255. */
export function parseColour(text: string): Rgba {
  const hex = text.replace('#', '');
  const long = hex.length <= 4 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const channel = (i: number) => Number.parseInt(long.slice(2 * i, 2 * i + 2), 16);
  return [channel(0), channel(1), channel(2), long.length >= 8 ? channel(3) : 255];
}

/** The colour of a (stored, SI) value: linear in sRGB between the stops. */
export function colourAt(legend: Legend, value: number): Rgba {
  const { stops, below, above } = legend;
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (!first || !last) return [0, 0, 0, 0];
  if (value < first.value) return parseColour(below ?? first.colour);
  if (value > last.value) return parseColour(above ?? last.colour);
  const next = stops.findIndex((stop) => stop.value > value);
  const upper = stops[next];
  const lower = stops[next - 1];
  if (!upper || !lower) return parseColour(last.colour);
  const t = (value - lower.value) / (upper.value - lower.value);
  return blend(parseColour(lower.colour), parseColour(upper.colour), t);
}

function blend(a: Rgba, b: Rgba, t: number): Rgba {
  return a.map((channel, i) => Math.round(channel + ((b[i] as number) - channel) * t)) as Rgba;
}

/** Enough that hardly any part of a legend's span holds more than one stop. */
const BINS = 1024;

/** A legend as the shader wants it: the stops themselves, so that its colours are exact. */
export interface ColourTable {
  /** Per stop its value and that of the next; the last one's is its own. */
  values: Float32Array;
  /** RGBA per stop. */
  colours: Uint8Array;
  /** Of equal parts of the span between first and last stop: the last stop at or before each. */
  bins: Uint8Array;
  below: Rgba;
  above: Rgba;
}

export function makeColourTable(legend: Legend): ColourTable {
  const values = Float32Array.from(legend.stops, ({ value }) => value);
  const pairs = [...values].flatMap((value, i) => [value, values[i + 1] ?? value]);
  return {
    values: Float32Array.from(pairs),
    colours: Uint8Array.from(legend.stops.flatMap(({ colour }) => parseColour(colour))),
    bins: binsOf(values),
    below: colourAt(legend, Number.NEGATIVE_INFINITY),
    above: colourAt(legend, Number.POSITIVE_INFINITY),
  };
}

/** From a part's stop one goes upwards only: each begins a little early, for rounding elsewhere. */
function binsOf(values: Float32Array): Uint8Array {
  const [first = 0, last = 0] = [values[0], values.at(-1)];
  const bins = new Uint8Array(BINS);
  let stop = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const begin = first + ((last - first) * (bin - 0.01)) / BINS;
    while (stop + 1 < values.length && (values[stop + 1] as number) <= begin) stop++;
    bins[bin] = stop;
  }
  return bins;
}
