import type { Map as MapLibre } from 'maplibre-gl';
import { cellSize, type Level, TILE_CELLS } from '../grid/level';
import type { Sheet } from '../values/frame';
import { isGlobe, planeUnder } from './lay';
import { isInFront, pixelsPerDegree, viewBounds } from './seen';

/** Wished distance of barbs, in pixels. */
const SPACING = 46;

/**
 * The grid nodes that get a barb. Strides are powers of two from the first node, so the chosen
 * nodes stay the same while the map is panned and halve evenly while it is zoomed.
 */
export function* barbNodes(
  { level, tiles }: Sheet,
  map: MapLibre,
): Generator<{ lon: number; lat: number }, void> {
  if (level.own) {
    yield* ownNodes(level, tiles, map);
    return;
  }
  const view = repeats(map) ? viewBounds(map) : null;
  const { latitude, longitude } = level;
  for (let j = 0; j < latitude.length; j++) {
    const lat = latitude.at(j);
    if (Math.abs(lat) > 88 || (view && (lat < view.south || lat > view.north))) continue;
    const { down, across } = pixelsPerDegree(map, lat);
    if (j % stride(cellSize(level) * down) !== 0) continue;
    const columnStride = stride(cellSize(level) * across);
    for (let i = 0; i < longitude.length; i += columnStride) {
      const lon = longitude.at(i);
      if (!view) {
        if (isInFront(map, lon, lat)) yield { lon, lat };
        continue;
      }
      const first = lon + 360 * Math.ceil((view.west - lon) / 360);
      for (let copy = first; copy <= view.east; copy += 360) yield { lon: copy, lat };
    }
  }
}

/** The same of tiles that tell the places of their nodes. */
function* ownNodes(
  level: Level,
  tiles: Sheet['tiles'],
  map: MapLibre,
): Generator<{ lon: number; lat: number }, void> {
  const view = repeats(map) ? viewBounds(map) : null;
  const every = stride((cellSize(level) * 512 * 2 ** map.getZoom()) / 360);
  for (const [key, { nodes }] of tiles) {
    const [, x = 0, y = 0] = key.split('/').map(Number);
    if (!nodes) continue;
    const { width, height, parts } = nodes;
    const first = (at: number) => parts * ((every - ((at * TILE_CELLS) % every)) % every);
    for (let j = first(y); j < height; j += every * parts) {
      for (let i = first(x); i < width; i += every * parts) {
        const lat = nodes.lat[j * width + i] as number;
        const lon = nodes.lon[j * width + i] as number;
        if (!(Math.abs(lat) <= 88) || (view && (lat < view.south || lat > view.north))) continue;
        if (!view) {
          if (isInFront(map, lon, lat)) yield { lon, lat };
          continue;
        }
        const copyOf = lon + 360 * Math.ceil((view.west - lon) / 360);
        for (let copy = copyOf; copy <= view.east; copy += 360) yield { lon: copy, lat };
      }
    }
  }
}

/** Mercator shows worlds side by side. */
const repeats = (map: MapLibre): boolean => !isGlobe(map) && !planeUnder(map);

function stride(cellPixels: number): number {
  return 2 ** Math.max(0, Math.round(Math.log2(SPACING / cellPixels)));
}
