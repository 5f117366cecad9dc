import type { Bounds } from '../grid/tiles';
import type { NodeTile } from '../values/nodes';
import { type Ground, MERCATOR } from './ground';

export interface MeshData {
  /** Per vertex: world x, world y, and longitude and latitude or sample x and y. */
  vertices: Float32Array;
  indices: Uint16Array;
}

const LARGEST_SPAN = 2.5;
const MOST_CELLS = 144;

/** Triangles over a box of longitude and latitude, fine enough to follow the globe. */
export function makeMesh(bounds: Bounds, ground: Ground = MERCATOR): MeshData {
  const vertices: number[] = [];
  const indices: number[] = [];
  for (const { box, place } of ground.pieces(bounds)) {
    const { west, east, north, south } = box;
    const columns = cells(east - west);
    const rows = cells(north - south);
    const first = vertices.length / 4;
    for (let j = 0; j <= rows; j++) {
      const lat = north + ((south - north) * j) / rows;
      for (let i = 0; i <= columns; i++) {
        const lon = west + ((east - west) * i) / columns;
        vertices.push(...place(lon, lat), lon, lat);
      }
    }
    for (const index of makeIndices(columns, rows)) indices.push(first + index);
  }
  return { vertices: Float32Array.from(vertices), indices: Uint16Array.from(indices) };
}

/** As many vertices each way as keep the indices of a mesh within 16 bits. */
const MOST_STEPS = 96;

/** Triangles between the nodes of a tile; per vertex: world x, world y, sample x, sample y. */
export function makeNodeMesh(nodes: NodeTile, ground: Ground = MERCATOR): MeshData {
  const { width, height, parts, lat, lon } = nodes;
  const across = steps(width - 1);
  const down = steps(height - 1);
  const vertices: number[] = [];
  for (const j of down) {
    for (const i of across) {
      const k = j * width + i;
      vertices.push(...ground.place(lon[k] as number, lat[k] as number), i / parts, j / parts);
    }
  }
  const indices: number[] = [];
  const all = makeIndices(across.length - 1, down.length - 1);
  const usable = ground === MERCATOR ? joined : unbroken;
  for (let i = 0; i < all.length; i += 3) indices.push(...usable(vertices, all.subarray(i, i + 3)));
  return { vertices: Float32Array.from(vertices), indices: Uint16Array.from(indices) };
}

/**
 * The corners of a triangle, without a jump by a world between them (as there is round a pole), for
 * which vertices may be added; none where a node is missing. Beyond the edge of the flat map jumps
 * do no harm, for the globe has none.
 */
function joined(vertices: number[], corners: Uint16Array): number[] {
  const ys = [...corners].map((corner) => vertices[corner * 4 + 1] as number);
  if (ys.every((y) => y < 0) || ys.every((y) => y > 1)) return [...corners];
  const xs = [...corners].map((corner) => vertices[corner * 4] as number);
  const [first = 0] = xs;
  const turns = xs.map((x) => Math.round(first - x));
  const near = xs.map((x, i) => x + (turns[i] as number));
  if (!(Math.max(...near) - Math.min(...near) < 0.5)) return [];
  return [...corners].map((corner, i) => {
    if (turns[i] === 0) return corner;
    const added = vertices.length / 4;
    vertices.push(near[i] as number, ...vertices.slice(corner * 4 + 1, corner * 4 + 4));
    return added;
  });
}

/** On a plane that is cut open the few triangles across the cut are left out. */
function unbroken(vertices: number[], corners: Uint16Array): number[] {
  const xs = [...corners].map((corner) => vertices[corner * 4] as number);
  return Math.max(...xs) - Math.min(...xs) < 0.25 ? [...corners] : [];
}

function steps(cells: number): number[] {
  const stride = Math.max(1, Math.ceil(cells / MOST_STEPS));
  const out: number[] = [];
  for (let i = 0; i < cells; i += stride) out.push(i);
  return [...out, cells];
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
