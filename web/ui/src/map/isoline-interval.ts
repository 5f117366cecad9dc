import type { Layer, Legend } from '../api/types';

/** How many lines a legend's whole range should have, about. */
const LINES = 20;

/**
 * The distance of isolines in the shown unit: what forecasters are used to where there is such a
 * custom, else a round number that cuts the legend's range into about twenty.
 */
export function isolineInterval({ variable, level }: Layer, legend: Legend): number {
  const custom = CUSTOMS[variable];
  if (custom) return custom(Number.parseFloat(level));
  const first = legend.stops[0]?.value ?? 0;
  const last = legend.stops.at(-1)?.value ?? 1;
  return roundNumber((Math.abs(last - first) * legend.display.scale) / LINES);
}

/** By level (hPa; NaN at the surface), in the shown unit. */
const CUSTOMS: Record<string, (level: number) => number> = {
  pressure_msl: () => 4,
  geopotential_height: (hPa) => (hPa >= 700 ? 40 : hPa >= 400 ? 60 : 120),
  temperature: () => 4,
};

/** 1, 2, 4 or 5 times a power of ten, the nearest above. */
export function roundNumber(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const digits = [1, 2, 4, 5, 10];
  return power * (digits.find((digit) => digit * power >= value * (1 - 1e-9)) ?? 10);
}
