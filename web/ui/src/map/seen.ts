import type { LngLat, Map as MapLibre } from 'maplibre-gl';
import type { Bounds } from '../grid/tiles';
import { type Plane, RADIUS } from '../projection/plane';
import { isGlobe, planeUnder } from './lay';

/** What of the earth is seen, and where on the screen. */

const RADIANS = Math.PI / 180;
/** No marks on the globe's rim, where they would stand in the sky. */
const LIMB = 0.22;
const WORLD = { west: -180, east: 180, south: -90, north: 90 };

/** What the map shows; east minus west exceeds 360 where the world repeats. */
export function viewBounds(map: MapLibre): Bounds {
  const plane = planeUnder(map);
  if (plane) return boundsOnPlane(map, plane);
  if (isGlobe(map) && map.getZoom() < 4) return WORLD;
  const bounds = map.getBounds();
  return {
    west: bounds.getWest(),
    east: bounds.getEast(),
    south: bounds.getSouth(),
    north: bounds.getNorth(),
  };
}

const COLUMNS = 12;
const ROWS = 8;

/** The box of places at a net of points, and a mesh of it more; round a pole in sight, all. */
function boundsOnPlane(map: MapLibre, plane: Plane): Bounds {
  const { clientWidth: width, clientHeight: height } = map.getCanvas();
  const middle = plane.isCut ? plane.meridian : map.getCenter().lng;
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (let j = 0; j <= ROWS; j++) {
    for (let i = 0; i <= COLUMNS; i++) {
      const place = placeAt(map, (i / COLUMNS) * width, (j / ROWS) * height);
      if (!place) continue;
      const east = middle + turned(place.lon - middle);
      box.west = Math.min(box.west, east);
      box.east = Math.max(box.east, east);
      box.south = Math.min(box.south, place.lat);
      box.north = Math.max(box.north, place.lat);
    }
  }
  const [across, down] = [(box.east - box.west) / COLUMNS, (box.north - box.south) / ROWS];
  const pole = [90, -90].find(
    (lat) => isOnScreen(map, 0, lat) && lat >= plane.south && lat <= plane.north,
  );
  const whole = pole !== undefined && { west: middle - 180, east: middle + 180 };
  return {
    west: Math.max(middle - 180, box.west - across),
    east: Math.min(middle + 180, box.east + across),
    south: pole === -90 ? pole : Math.max(-90, box.south - down),
    north: pole === 90 ? pole : Math.min(90, box.north + down),
    ...whole,
  };
}

function turned(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

/** How far a place may come out from the point it was found at, in pixels. */
const ASTRAY = 2;

/** The place under a point of the map; null beside the earth. */
export function placeAt(map: MapLibre, x: number, y: number): { lon: number; lat: number } | null {
  const { lng: lon, lat } = map.unproject([x, y]);
  if (!planeUnder(map) && !isGlobe(map)) return { lon, lat };
  const back = map.project([lon, lat]);
  return Math.hypot(back.x - x, back.y - y) < ASTRAY ? { lon, lat } : null;
}

/** Whether a mark at a place would be seen; on a flat map of many worlds that is for others to say. */
export function isInFront(map: MapLibre, lon: number, lat: number): boolean {
  const plane = planeUnder(map);
  if (plane) return lat >= plane.south && lat <= plane.north && isOnScreen(map, lon, lat);
  if (!isGlobe(map)) return true;
  return cosineBetween(map.getCenter(), lon, lat) > horizonCosine(map) + LIMB;
}

function isOnScreen(map: MapLibre, lon: number, lat: number): boolean {
  const { x, y } = map.project([lon, lat]);
  const { clientWidth, clientHeight } = map.getCanvas();
  return x > -20 && y > -20 && x < clientWidth + 20 && y < clientHeight + 20;
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

/** The angle of north on the screen, clockwise from up: 0 on a map whose meridians are upright. */
export function northAt(map: MapLibre, lon: number, lat: number): number {
  if (!isGlobe(map) && !planeUnder(map)) return 0;
  const side = lat > 89 ? -1 : 1;
  const here = map.project([lon, lat]);
  const north = map.project([lon, lat + side * 0.1]);
  return Math.atan2(side * (north.x - here.x), side * (here.y - north.y));
}

/** Pixels to a degree along the meridian and along the parallel. */
export function pixelsPerDegree(map: MapLibre, lat: number): { down: number; across: number } {
  const plane = planeUnder(map);
  const equator = (512 * 2 ** map.getZoom()) / 360;
  const shrink = Math.max(0.05, Math.cos(lat * RADIANS));
  if (!plane) {
    // Mercator stretches rows away from the equator; the globe squeezes columns instead.
    if (isGlobe(map)) return { down: equator, across: equator * shrink };
    return { down: equator / shrink, across: equator };
  }
  const shown = Math.max(plane.south + 0.5, Math.min(plane.north - 0.5, lat));
  const [x0, y0] = plane.at(0, shown);
  const [x1, y1] = plane.at(0.1, shown);
  const [x2, y2] = plane.at(0, shown - 0.1);
  const scale = (10 * equator) / (RADIUS * RADIANS);
  return {
    down: Math.hypot(x2 - x0, y2 - y0) * scale,
    across: Math.hypot(x1 - x0, y1 - y0) * scale,
  };
}
