import type { Display, Legend } from '../api/types';
import { formatValue, fromDisplay, toDisplay } from '../format/units';
import { locate } from '../grid/axis';
import { niceTicks } from './ticks';

const MOST_TICKS = 7;

/** Rain stops at 0.1 and 250 mm: where gaps differ this much, every stop gets the same room. */
const UNEVEN = 12;

function isEven({ stops }: Legend): boolean {
  const gaps = stops.slice(1).map(({ value }, i) => value - (stops[i]?.value ?? value));
  const positive = gaps.filter((gap) => gap > 0);
  return Math.max(...positive) <= UNEVEN * Math.min(...positive);
}

/** 0…1 along the bar. */
export function positionOf(legend: Legend, value: number): number {
  const { stops } = legend;
  const low = stops[0]?.value ?? 0;
  const high = stops.at(-1)?.value ?? 1;
  if (isEven(legend)) return Math.max(0, Math.min(1, (value - low) / (high - low)));
  const values = [...new Set(stops.map((stop) => stop.value))];
  return locate(values, value) / Math.max(1, values.length - 1);
}

export interface LegendTick {
  value: number;
  text: string;
}

export function legendTicks(legend: Legend, display: Display): LegendTick[] {
  return isEven(legend) ? roundTicks(legend, display) : stopTicks(legend, display);
}

function roundTicks({ stops }: Legend, display: Display): LegendTick[] {
  const limits = [stops[0]?.value ?? 0, stops.at(-1)?.value ?? 0];
  if (display.steps) {
    const shown = display.steps.map((value, i) => ({ value, text: String(i + 1) }));
    return shown.filter(({ value }) => value > Math.min(...limits) && value < Math.max(...limits));
  }
  const low = toDisplay(stops[0]?.value ?? 0, display);
  const high = toDisplay(stops.at(-1)?.value ?? 1, display);
  const ticks = niceTicks(Math.min(low, high), Math.max(low, high), MOST_TICKS - 1);
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0));
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return ticks.map((tick) => {
    const value = fromDisplay(tick, display);
    return { value, text: formatValue(value, { ...display, decimals }) };
  });
}

function stopTicks(legend: Legend, display: Display): LegendTick[] {
  const stops = legend.stops.filter(({ value }, i) => value !== legend.stops[i - 1]?.value);
  const every = Math.ceil(stops.length / MOST_TICKS);
  return stops
    .filter((_, i) => i % every === 0)
    .map(({ value }) => ({ value, text: shortNumber(toDisplay(value, display)) }));
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
