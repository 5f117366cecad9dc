import type { Axis } from '../api/types';

/** One axis of a grid level: node index ↔ coordinate in degrees. */
export interface GridAxis {
  readonly length: number;
  /** The nodes themselves where they are uneven; a periodic axis ends with the first one again. */
  readonly nodes?: readonly number[];
  /** The coordinate of a node; indices past the last go on by one step (periodic axes). */
  at(index: number): number;
}

/** `period` is 360 for a longitude axis that closes on itself. */
export function makeAxis(axis: Axis, length: number, period?: number): GridAxis {
  return axis.values ? unevenAxis(axis.values, period) : evenAxis(axis, length);
}

/** An axis that counts nodes. */
export function indexAxis(length: number): GridAxis {
  return { length, at: (index) => index };
}

function evenAxis({ first, last }: Axis, length: number): GridAxis {
  const step = length > 1 ? (last - first) / (length - 1) : 0;
  return { length, at: (index) => first + index * step };
}

function unevenAxis(values: readonly number[], period?: number): GridAxis {
  const first = values[0] ?? 0;
  const last = values[values.length - 1] ?? 0;
  const closing = period === undefined ? [] : [first + Math.sign(last - first || 1) * period];
  const nodes = [...values, ...closing];
  const at = (index: number) => nodes[Math.min(index, nodes.length - 1)] ?? 0;
  return { length: values.length, nodes, at };
}

/** Where `value` lies among `nodes` (rising or falling), as a fractional index, clamped. */
export function locate(nodes: ArrayLike<number>, value: number): number {
  const rising = (nodes[nodes.length - 1] ?? 0) > (nodes[0] ?? 0) ? 1 : -1;
  let low = 0;
  let high = nodes.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (((nodes[middle] as number) - value) * rising <= 0) low = middle;
    else high = middle;
  }
  const a = nodes[low] ?? 0;
  const b = nodes[high] ?? a;
  const fraction = a === b ? 0 : (value - a) / (b - a);
  return low + Math.max(0, Math.min(1, fraction));
}
