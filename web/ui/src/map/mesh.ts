import type { Bounds } from '../grid/tiles';
import { mercatorX, mercatorY } from './gl';

/** Triangles over a box of longitude and latitude, fine enough to follow the globe. */
export interface MeshData {
  /** Per vertex: world x, world y, longitude, latitude. */
  vertices: Float32Array;
  indices: Uint16Array;
}

const LARGEST_SPAN = 2.5;
const MOST_CELLS = 144;

export function makeMesh({ west, east, north, south }: Bounds): MeshData {
  const columns = cells(east - west);
  const rows = cells(north - south);
  const vertices = new Float32Array((columns + 1) * (rows + 1) * 4);
  let next = 0;
  for (let j = 0; j <= rows; j++) {
    const lat = north + ((south - north) * j) / rows;
    for (let i = 0; i <= columns; i++) {
      const lon = west + ((east - west) * i) / columns;
      vertices.set([mercatorX(lon), mercatorY(lat), lon, lat], next);
      next += 4;
    }
  }
  return { vertices, indices: makeIndices(columns, rows) };
}

function cells(span: number): number {
  return Math.max(1, Math.min(MOST_CELLS, Math.ceil(Math.abs(span) / LARGEST_SPAN)));
}

function makeIndices(columns: number, rows: number): Uint16Array {
  const indices = new Uint16Array(columns * rows * 6);
  let next = 0;
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const a = j * (columns + 1) + i;
      const below = a + columns + 1;
      indices.set([a, a + 1, below, a + 1, below + 1, below], next);
      next += 6;
    }
  }
  return indices;
}
