import type { LngLat, Map as MapLibre } from 'maplibre-gl';
import { cellSize, type Level } from '../grid/level';
import { viewBounds } from './field-layer';

/** Wished distance of barbs, in pixels. */
const SPACING = 46;
/** No barbs on the globe's rim, where they would stand in the sky. */
const LIMB = 0.22;
const RADIANS = Math.PI / 180;

/**
 * The grid nodes that get a barb. Strides are powers of two from the first node, so the chosen
 * nodes stay the same while the map is panned and halve evenly while it is zoomed.
 */
export function* barbNodes(
  level: Level,
  map: MapLibre,
): Generator<{ lon: number; lat: number }, void> {
  const isGlobe = map.getProjection()?.type === 'globe';
  const view = isGlobe ? null : viewBounds(map);
  const pixelsPerDegree = (512 * 2 ** map.getZoom()) / 360;
  const { latitude, longitude } = level;
  for (let j = 0; j < latitude.length; j++) {
    const lat = latitude.at(j);
    if (Math.abs(lat) > 88 || (view && (lat < view.south || lat > view.north))) continue;
    const shrink = Math.max(0.05, Math.cos((lat * Math.PI) / 180));
    const cell = cellSize(level) * pixelsPerDegree;
    // Mercator stretches rows away from the equator; the globe squeezes columns instead.
    if (j % stride(isGlobe ? cell : cell / shrink) !== 0) continue;
    const columnStride = stride(isGlobe ? cell * shrink : cell);
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

/** Whether a place is well on this side of the globe; always on a flat map. */
export function isInFront(map: MapLibre, lon: number, lat: number): boolean {
  if (map.getProjection()?.type !== 'globe') return true;
  return cosineBetween(map.getCenter(), lon, lat) > horizonCosine(map) + LIMB;
}

/** Cosine of the angle from the middle of the globe at which its edge is seen. */
function horizonCosine(map: MapLibre): number {
  const { lat } = map.getCenter();
  const radius = (512 * 2 ** map.getZoom()) / (2 * Math.PI * Math.cos(lat * RADIANS));
  const halfView = (map.getVerticalFieldOfView() / 2) * RADIANS;
  const distance = map.getCanvas().clientHeight / 2 / Math.tan(halfView);
  return radius / (radius + distance);
}

function cosineBetween(a: LngLat, lon: number, lat: number): number {
  const [lat1, lat2] = [a.lat * RADIANS, lat * RADIANS];
  const across = Math.cos((lon - a.lng) * RADIANS);
  return Math.sin(lat1) * Math.sin(lat2) + Math.cos(lat1) * Math.cos(lat2) * across;
}

function stride(cellPixels: number): number {
  return 2 ** Math.max(0, Math.round(Math.log2(SPACING / cellPixels)));
}
