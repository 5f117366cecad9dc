import type { Bounds } from '../grid/tiles';
import { forward, type Plane, toWorld } from '../projection/plane';
import { mercatorX, mercatorY } from './gl';

type World = [x: number, y: number];

/** Where places come to lie in MapLibre's world, 0 to 1 both ways. */
export interface Ground {
  place(lon: number, lat: number): World;
  /** A box in parts that have no jump inside, each with the places of its own. */
  pieces(box: Bounds): Piece[];
}

export interface Piece {
  box: Bounds;
  place(lon: number, lat: number): World;
}

/** Of Mercator, and of the globe, for which MapLibre bends Mercator's world itself. */
export const MERCATOR: Ground = {
  place: mercator,
  pieces: (box) => [{ box, place: mercator }],
};

function mercator(lon: number, lat: number): World {
  return [mercatorX(lon), mercatorY(lat)];
}

export function groundOf(plane: Plane): Ground {
  return {
    place: (lon, lat) => toWorld(forward(plane, lon, lat)),
    pieces: (box) => piecesOf(plane, box),
  };
}

/** Parted where the plane is cut open, and without what lies beyond its edge. */
function piecesOf(plane: Plane, box: Bounds): Piece[] {
  const south = Math.max(box.south, plane.south);
  const north = Math.min(box.north, plane.north);
  if (south >= north) return [];
  const pieces: Piece[] = [];
  const first = Math.floor((box.west - plane.meridian + 180) / 360);
  const last = Math.ceil((box.east - plane.meridian - 180) / 360);
  for (let turn = first; turn <= last; turn++) {
    const middle = plane.meridian + 360 * turn;
    const west = Math.max(box.west, middle - 180);
    const east = Math.min(box.east, middle + 180);
    if (west >= east) continue;
    const place = (lon: number, lat: number) => toWorld(plane.at(lon - middle, lat));
    pieces.push({ box: { west, east, south, north }, place });
  }
  return pieces;
}
