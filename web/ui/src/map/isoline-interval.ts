import type { Legend } from '../api/types';

/** How many lines a legend's whole range should have, about. */
const LINES = 20;

/**
 * The distance of isolines in the shown unit: what the server says is usual, else a round number
 * that cuts the legend's range into about twenty.
 */
export function isolineInterval({ interval, stops, display }: Legend): number {
  if (interval) return interval;
  const first = stops[0]?.value ?? 0;
  const last = stops.at(-1)?.value ?? 1;
  return roundNumber((Math.abs(last - first) * Math.abs(display.scale)) / LINES);
}

/** 1, 2, 4 or 5 times a power of ten, the nearest above. */
export function roundNumber(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const digits = [1, 2, 4, 5, 10];
  return power * (digits.find((digit) => digit * power >= value * (1 - 1e-9)) ?? 10);
}
