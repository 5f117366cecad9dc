import type { SectionAnswer } from '../api/section';
import type { Legend } from '../api/types';
import { roundNumber } from '../map/isoline-interval';

/** Kilometres along the line and hPa → pixels; pressure by its logarithm. */
export interface SectionScale {
  width: number;
  height: number;
  x(distanceKm: number): number;
  y(pressure: number): number;
  /** Fractions of the lists of places and levels at a point of the picture. */
  placeAt(x: number): number;
  levelAt(y: number): number;
}

const HIGHEST = 100;

export function sectionScale(
  { distanceKm, lengthKm, pressure, surfacePressure }: SectionAnswer,
  width: number,
  height: number,
): SectionScale {
  const levels = pressure.map((each) => each / 100);
  const grounds = surfacePressure.filter((each) => each !== null).map((each) => each / 100);
  const bottom = Math.max(...levels, ...grounds);
  const top = Math.max(HIGHEST, Math.min(...levels));
  const depth = Math.log(bottom / top);
  const logs = levels.map(Math.log);
  return {
    width,
    height,
    x: (distance) => (distance / lengthKm) * width,
    y: (at) => (Math.log(at / top) / depth) * height,
    placeAt: (x) => indexIn(distanceKm, (x / width) * lengthKm),
    levelAt: (y) => indexIn(logs, Math.log(top) + (y / height) * depth),
  };
}

/** A legend with room for all values of a column: it goes as far as they do, in round numbers. */
export function widened(legend: Legend, field: readonly (readonly (number | null)[])[]): Legend {
  const all = field.flat().filter((value) => value !== null);
  const [low, high] = [legend.stops[0]?.value ?? 0, legend.stops.at(-1)?.value ?? 1];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  if (!all.length || (least >= low && most <= high)) return legend;
  const step = roundNumber((most - least) / 8);
  const [from, to] = [Math.floor(least / step) * step, Math.ceil(most / step) * step];
  const moved = (value: number) => from + ((value - low) / (high - low)) * (to - from);
  return {
    ...legend,
    stops: legend.stops.map(({ value, colour }) => ({ value: moved(value), colour })),
  };
}

/** The fractional index of a value in a list that only rises or only falls, within its ends. */
export function indexIn(list: readonly number[], value: number): number {
  const last = list.length - 1;
  const rises = (list[last] ?? 0) > (list[0] ?? 0);
  const isBefore = (at: number) => (rises ? at <= value : at >= value);
  let i = 0;
  while (i < last && isBefore(list[i + 1] as number)) i++;
  const [here, next] = [list[i] ?? 0, list[Math.min(i + 1, last)] ?? 0];
  if (here === next) return i;
  return Math.max(0, Math.min(last, i + Math.max(0, (value - here) / (next - here))));
}

/** Between the four values around; null if one that counts is missing. */
export function valueIn(
  field: readonly (readonly (number | null)[])[],
  level: number,
  place: number,
): number | null {
  const [row, column] = [Math.floor(level), Math.floor(place)];
  const [down, right] = [level - row, place - column];
  let sum = 0;
  for (const [dy, dx, weight] of [
    [0, 0, (1 - down) * (1 - right)],
    [0, 1, (1 - down) * right],
    [1, 0, down * (1 - right)],
    [1, 1, down * right],
  ] as const) {
    if (weight === 0) continue;
    const value = field[row + dy]?.[column + dx] ?? null;
    if (value === null) return null;
    sum += weight * value;
  }
  return sum;
}
