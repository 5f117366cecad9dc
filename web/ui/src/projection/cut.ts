import type { LineString, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';

/** Degrees from the cut at which its two edges lie, so that each comes out on its own side. */
const APART = 1e-4;

export type Shapes = LineString | MultiLineString | Polygon | MultiPolygon;

/** Parts lines and polygons along a meridian. Longitudes are −180 to 180, with no jump in a line. */
export function cutAlong<S extends Shapes>(shapes: S, meridian: number): S {
  const cut = ((((meridian + 180) % 360) + 360) % 360) - 180;
  return { ...shapes, coordinates: cutCoordinates(shapes, cut) } as S;
}

function cutCoordinates(shapes: Shapes, cut: number): unknown {
  if (shapes.type === 'MultiPolygon') return shapes.coordinates.flatMap(polygonCutter(cut));
  if (shapes.type === 'MultiLineString') return shapes.coordinates.flatMap(lineCutter(cut));
  throw new Error(`${shapes.type} cannot be cut`);
}

const lineCutter = (cut: number) => (line: Position[]) => {
  const parts: Position[][] = [];
  let part: Position[] = [];
  line.forEach((point, i) => {
    const before = line[i - 1];
    if (before && isWest(before, cut) !== isWest(point, cut)) {
      parts.push([...part, crossing(before, point, cut, isWest(before, cut))]);
      part = [crossing(before, point, cut, isWest(point, cut))];
    }
    part.push(point);
  });
  return [...parts, part].filter(({ length }) => length > 1);
};

const polygonCutter = (cut: number) => (rings: Position[][]) =>
  [true, false]
    .map((west) => rings.map((ring) => clip(ring, cut, west)).filter(({ length }) => length > 3))
    .filter(({ length }) => length > 0);

/** What of a ring lies on one side of the cut (Sutherland and Hodgman). */
function clip(ring: Position[], cut: number, west: boolean): Position[] {
  const kept: Position[] = [];
  ring.forEach((point, i) => {
    const before = ring[i - 1];
    const isInside = isWest(point, cut) === west;
    if (before && (isWest(before, cut) === west) !== isInside) {
      kept.push(crossing(before, point, cut, west));
    }
    if (isInside) kept.push(point);
  });
  const [first] = kept;
  const last = kept.at(-1);
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) kept.push(first);
  return kept;
}

const isWest = ([lon = 0]: Position, cut: number): boolean => lon < cut;

function crossing(from: Position, to: Position, cut: number, west: boolean): Position {
  const [x1 = 0, y1 = 0] = from;
  const [x2 = 0, y2 = 0] = to;
  const part = x1 === x2 ? 0 : (cut - x1) / (x2 - x1);
  return [west ? cut - APART : cut + APART, y1 + part * (y2 - y1)];
}
