import type { GeoJSON } from 'geojson';
import {
  addProjection,
  type GeoJSONSource,
  importScriptInWorkers,
  type Map as MapLibre,
} from 'maplibre-gl';
import { choiceOf, type Projection } from '../projection/choice';
import { cutAlong, type Shapes } from '../projection/cut';
import { converterOf, EXTENT, type Plane, planeOf } from '../projection/plane';
import workerUrl from '../projection/worker?worker&url';
import { type Ground, groundOf, MERCATOR } from './ground';
import { showPlaces } from './places';
import { BASEMAP, basemapUrl } from './style';

const PREFIX = 'fengtu:';

const planes = new Map<string, Plane | null>();

/** The plane that a map lies on; null for Mercator and the globe. */
export function planeUnder(map: MapLibre): Plane | null {
  const name = String(map.getProjection()?.type ?? '');
  if (!name.startsWith(PREFIX)) return null;
  let plane = planes.get(name);
  if (plane === undefined) {
    plane = planeOf(name.slice(PREFIX.length));
    planes.set(name, plane);
  }
  return plane;
}

const grounds = new WeakMap<Plane, Ground>();

/** Where the data are to be laid; always the same for the same projection. */
export function groundUnder(map: MapLibre): Ground {
  const plane = planeUnder(map);
  if (!plane) return MERCATOR;
  let ground = grounds.get(plane);
  if (!ground) {
    ground = groundOf(plane);
    grounds.set(plane, ground);
  }
  return ground;
}

export const isGlobe = (map: MapLibre): boolean => map.getProjection()?.type === 'globe';

/** Gives the map another projection, and its lines to go with it. */
export async function layMap(map: MapLibre, projection: Projection): Promise<void> {
  const plane = planeOf(projection);
  if (!plane) {
    map.setProjection({ type: choiceOf(projection).kind as 'mercator' | 'globe' });
  } else {
    await register(projection, plane);
    map.setProjection({ type: PREFIX + projection });
  }
  await setShapes(map, plane);
}

let scriptInWorkers: Promise<void> | undefined;
const registered = new Set<Projection>();

async function register(projection: Projection, plane: Plane): Promise<void> {
  scriptInWorkers ??= importScriptInWorkers(new URL(workerUrl, location.href).href);
  await scriptInWorkers;
  if (registered.has(projection)) return;
  registered.add(projection);
  addProjection({
    name: PREFIX + projection,
    definition: projection,
    projection: converterOf(plane),
    tileMatrixSet: { origin: [-EXTENT / 2, EXTENT / 2], extentAtZoom0: EXTENT },
  });
}

/**
 * Shapes are laid on the map's plane when they are read, so they are read again. Lines that cross
 * the meridian along which a plane is cut would run right through the map, and are cut as well.
 */
async function setShapes(map: MapLibre, plane: Plane | null): Promise<void> {
  const setData = async (name: string) => {
    const source = map.getSource(name) as GeoJSONSource | undefined;
    source?.setData(plane?.isCut ? await cutBasemap(name, plane) : basemapUrl(name));
  };
  await Promise.all([...BASEMAP.map(setData), showPlaces(map)]);
}

async function cutBasemap(name: string, plane: Plane): Promise<GeoJSON> {
  const answer = await fetch(basemapUrl(name));
  return cutAlong((await answer.json()) as Shapes, plane.meridian + 180);
}
