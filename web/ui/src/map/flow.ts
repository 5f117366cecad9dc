import { readSheet, type Sheet } from '../values/frame';
import type { Net } from './screen-net';

/** Where the wind goes on the screen: at each point of a net, metres a second to the right and down. */
export interface Flow {
  net: Net;
  /** NaN where there is none. */
  right: Float32Array;
  down: Float32Array;
}

const RADIANS = Math.PI / 180;

/**
 * The wind turned as the map lies there: east and north are found from how longitude and latitude
 * change from point to point, so that it is right in every projection. The speed stays the wind's.
 */
export function flowOver(net: Net, sheet: Sheet): Flow {
  const { columns, rows, lon, lat } = net;
  const right = new Float32Array(columns * rows).fill(Number.NaN);
  const down = new Float32Array(columns * rows).fill(Number.NaN);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const k = j * columns + i;
      const reading = Number.isNaN(lat[k])
        ? null
        : readSheet(sheet, lon[k] as number, lat[k] as number);
      if (reading?.u === undefined || reading.v === undefined) continue;
      const turned = turn(net, i, j, reading.u, reading.v);
      if (!turned) continue;
      [right[k], down[k]] = turned;
    }
  }
  return { net, right, down };
}

/** Solves d(lon, lat) = A d(x, y) for the way of the wind, and gives it the wind's speed. */
function turn(
  { columns, rows, lon, lat }: Net,
  i: number,
  j: number,
  u: number,
  v: number,
): [number, number] | null {
  const k = j * columns + i;
  const dx = i + 1 < columns ? 1 : -1;
  const dy = j + 1 < rows ? columns : -columns;
  const difference = (at: Float64Array, step: number) =>
    ((at[k + step] as number) - (at[k] as number)) * Math.sign(step);
  const shrink = Math.max(1e-3, Math.cos((lat[k] as number) * RADIANS));
  const [a, b] = [shorter(difference(lon, dx)) * shrink, shorter(difference(lon, dy)) * shrink];
  const [c, d] = [difference(lat, dx), difference(lat, dy)];
  const area = a * d - b * c;
  const [x, y] = [(d * u - b * v) / area, (a * v - c * u) / area];
  const length = Math.hypot(x, y);
  if (!Number.isFinite(length)) return null;
  const speed = Math.hypot(u, v);
  return length === 0 ? [0, 0] : [(x / length) * speed, (y / length) * speed];
}

const shorter = (degrees: number): number => degrees - 360 * Math.round(degrees / 360);

/** Between the points of the net, bilinear; false where there is no wind. */
export function flowAt(flow: Flow, x: number, y: number, out: [number, number]): boolean {
  const { columns, rows, spacing } = flow.net;
  const [fx, fy] = [x / spacing - 0.5, y / spacing - 0.5];
  const i = Math.max(0, Math.min(columns - 2, Math.floor(fx)));
  const j = Math.max(0, Math.min(rows - 2, Math.floor(fy)));
  const [s, t] = [clamp(fx - i), clamp(fy - j)];
  const k = j * columns + i;
  const mix = (of: Float32Array) =>
    (1 - t) * ((1 - s) * (of[k] as number) + s * (of[k + 1] as number)) +
    t * ((1 - s) * (of[k + columns] as number) + s * (of[k + columns + 1] as number));
  out[0] = mix(flow.right);
  out[1] = mix(flow.down);
  return !Number.isNaN(out[0] + out[1]);
}

const clamp = (part: number): number => Math.max(0, Math.min(1, part));
