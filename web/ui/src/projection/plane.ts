import { type Choice, choiceOf, type Projection } from './choice';

/** Metres. */
export const RADIUS = 6_371_008.8;
/** A square as wide as the equator is long: zoom levels then mean what they mean in Mercator. */
export const EXTENT = 2 * Math.PI * RADIUS;

const RADIANS = Math.PI / 180;

/** A map projection of the sphere onto a plane; metres from the middle, x to the right, y up. */
export interface Plane {
  readonly meridian: number;
  /** The latitudes that it shows; what is beyond lies on its edge. */
  readonly south: number;
  readonly north: number;
  /** Whether it is cut open along the meridian opposite to its own. */
  readonly isCut: boolean;
  /** Of a latitude and of degrees east of the meridian, −180 to 180. */
  at(east: number, lat: number): [number, number];
  /** Longitude and latitude, where there is any. */
  inverse(position: readonly number[]): [number, number] | null;
}

/** The plane of a projection; null for those that MapLibre has itself. */
export function planeOf(projection: Projection): Plane | null {
  const choice = choiceOf(projection);
  if (choice.kind === 'equirectangular') return equirectangular(choice.lon);
  if (choice.kind === 'north') return stereographic(choice.lon, 1);
  if (choice.kind === 'south') return stereographic(choice.lon, -1);
  if (choice.kind === 'china' || choice.kind === 'region') return lambert(choice);
  return null;
}

export function forward(plane: Plane, lon: number, lat: number): [number, number] {
  const shown = Math.max(plane.south, Math.min(plane.north, lat));
  return plane.at(wrap(lon - plane.meridian), shown);
}

/** The pair of functions that MapLibre asks for. */
export interface Converter {
  forward(position: number[]): number[];
  inverse(position: number[]): number[] | null;
}

export function converterOf(plane: Plane): Converter {
  return {
    forward: ([lon = 0, lat = 0]) => forward(plane, lon, lat),
    inverse: (position) => plane.inverse(position),
  };
}

/** Into [−180, 180). */
function wrap(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

/** Plate carrée, true along the equator. */
function equirectangular(meridian: number): Plane {
  return {
    meridian,
    south: -90,
    north: 90,
    isCut: true,
    at: (east, lat) => [RADIUS * east * RADIANS, RADIUS * lat * RADIANS],
    inverse: ([x = 0, y = 0]) => {
      const [east, lat] = [x / RADIUS / RADIANS, y / RADIUS / RADIANS];
      if (Math.abs(east) > 180 || Math.abs(lat) > 90) return null;
      return [wrap(east + meridian), lat];
    },
  };
}

/** Polar stereographic (Snyder 1987, 21-5…21-15), true at the pole, its meridian pointing down. */
function stereographic(meridian: number, side: 1 | -1): Plane {
  const edge = -20 * side;
  return {
    meridian,
    south: side > 0 ? edge : -90,
    north: side > 0 ? 90 : edge,
    isCut: false,
    at: (east, lat) => {
      const r = 2 * RADIUS * Math.tan(Math.PI / 4 - (side * lat * RADIANS) / 2);
      const angle = east * RADIANS;
      return [r * Math.sin(angle), -side * r * Math.cos(angle)];
    },
    inverse: ([x = 0, y = 0]) => {
      const lat = 90 - (2 * Math.atan(Math.hypot(x, y) / (2 * RADIUS))) / RADIANS;
      return [wrap(Math.atan2(x, -side * y) / RADIANS + meridian), side * lat];
    },
  };
}

/** Degrees on either side of its middle that a cone shows towards the far pole. */
const REACH = 80;

/** Lambert's conformal conic (Snyder 1987, 15-1…15-11). */
function lambert({ kind, lon: meridian, lat: middle }: Choice): Plane {
  const [first, second] = kind === 'china' ? [30, 60] : [middle - 12, middle + 12];
  const tangent = (lat: number) => Math.tan(Math.PI / 4 + (lat * RADIANS) / 2);
  const cosine = (lat: number) => Math.cos(lat * RADIANS);
  const n = Math.log(cosine(first) / cosine(second)) / Math.log(tangent(second) / tangent(first));
  const f = (RADIUS * cosine(first) * tangent(first) ** n) / n;
  const radius = (lat: number) => f / tangent(lat) ** n;
  const apex = radius(middle);
  const side = Math.sign(n);
  return {
    meridian,
    south: side > 0 ? middle - REACH : -90,
    north: side > 0 ? 90 : middle + REACH,
    isCut: true,
    at: (east, lat) => {
      const r = Math.abs(lat) > 89.9999 && lat * side > 0 ? 0 : radius(lat);
      const angle = n * east * RADIANS;
      return [r * Math.sin(angle), apex - r * Math.cos(angle)];
    },
    inverse: ([x = 0, y = 0]) => {
      const r = side * Math.hypot(x, apex - y);
      const east = Math.atan2(side * x, side * (apex - y)) / n / RADIANS;
      if (Math.abs(east) > 180) return null;
      if (r === 0) return [meridian, 90 * side];
      const lat = (2 * Math.atan((f / r) ** (1 / n)) - Math.PI / 2) / RADIANS;
      return [wrap(east + meridian), lat];
    },
  };
}

/** The square of MapLibre's world in which a plane lies: 0 to 1, y down. */
export function toWorld([x, y]: readonly [number, number]): [number, number] {
  return [x / EXTENT + 0.5, 0.5 - y / EXTENT];
}
