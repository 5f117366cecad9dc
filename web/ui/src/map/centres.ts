import { cellSize } from '../grid/level';
import { readSheet, type Sheet } from '../values/frame';
import type { Net } from './screen-net';

/** A place that is higher, or lower, than all around it. */
export interface Centre {
  lon: number;
  lat: number;
  isHigh: boolean;
  value: number;
}

/** Pixels around a centre within which nothing is higher, or lower. */
const REACH = 40;

/** The highs and lows of a field on the screen, at nodes of its grid. */
export function findCentres(net: Net, sheet: Sheet): Centre[] {
  const { lon, lat } = net;
  const values = new Float64Array(lon.length);
  for (let k = 0; k < values.length; k++) {
    const reading = readSheet(sheet, lon[k] as number, lat[k] as number);
    values[k] = reading ? reading.value : Number.NaN;
  }
  const found: Centre[] = [];
  const taken = new Set<string>();
  for (const { k, isHigh } of extremes(values, net)) {
    const centre = climb(sheet, { lon: lon[k] as number, lat: lat[k] as number }, isHigh);
    const name = centre && `${centre.lon},${centre.lat}`;
    if (!centre || !name || taken.has(name)) continue;
    taken.add(name);
    found.push(centre);
  }
  return found;
}

/** Points that nothing within reach exceeds, and that everything at the edge of it falls short of. */
export function* extremes(
  values: ArrayLike<number>,
  { columns, rows, spacing }: Pick<Net, 'columns' | 'rows' | 'spacing'>,
): Generator<{ k: number; isHigh: boolean }, void> {
  const reach = Math.round(REACH / spacing);
  for (let j = reach; j < rows - reach; j++) {
    for (let i = reach; i < columns - reach; i++) {
      const k = j * columns + i;
      for (const side of [1, -1]) {
        if (isExtreme(values, columns, k, reach, side)) yield { k, isHigh: side > 0 };
      }
    }
  }
}

function isExtreme(
  values: ArrayLike<number>,
  columns: number,
  k: number,
  reach: number,
  side: number,
): boolean {
  const here = side * (values[k] as number);
  for (let dj = -reach; dj <= reach; dj++) {
    for (let di = -reach; di <= reach; di++) {
      const there = side * (values[k + dj * columns + di] as number);
      const isAtEdge = Math.max(Math.abs(di), Math.abs(dj)) === reach;
      // Of equal ones the first in reading order counts.
      const isBefore = dj < 0 || (dj === 0 && di < 0);
      if (!(isAtEdge || isBefore ? there < here : there <= here)) return false;
    }
  }
  return true;
}

const MOST_STEPS = 12;

/** From a point of the screen to the node that is the extreme. */
function climb(sheet: Sheet, from: { lon: number; lat: number }, isHigh: boolean): Centre | null {
  const { level } = sheet;
  const side = isHigh ? 1 : -1;
  const valueAt = (lon: number, lat: number) => readSheet(sheet, lon, lat)?.value ?? Number.NaN;
  if (level.own || level.latitude.nodes || level.longitude.nodes) {
    const value = valueAt(from.lon, from.lat);
    return Number.isNaN(value) ? null : { ...from, isHigh, value };
  }
  const step = cellSize(level);
  const across = Math.abs(level.longitude.at(1) - level.longitude.at(0));
  const onNode = (value: number, first: number, gap: number) =>
    first + Math.round((value - first) / gap) * gap;
  let lon = onNode(from.lon, level.longitude.at(0), across);
  let lat = onNode(from.lat, level.latitude.at(0), step);
  let value = valueAt(lon, lat);
  for (let n = 0; n < MOST_STEPS; n++) {
    const best = { lon, lat, value };
    for (const dy of [-step, 0, step]) {
      for (const dx of [-across, 0, across]) {
        const there = valueAt(lon + dx, lat + dy);
        if (side * there > side * best.value) {
          Object.assign(best, { lon: lon + dx, lat: lat + dy, value: there });
        }
      }
    }
    if (best.value === value) break;
    ({ lon, lat, value } = best);
  }
  return Number.isNaN(value) ? null : { lon, lat, isHigh, value };
}
