import type { Bounds } from '../grid/tiles';

/** Where the samples of a value tile lie, for grids that are not latitudes and longitudes. */
export interface NodeTile {
  width: number;
  height: number;
  /** In how many parts each cell is told: sample = node / parts. */
  parts: number;
  lat: Float64Array;
  /** Without a jump at the date line; NaN, as the latitude, where a mesh has no node. */
  lon: Float64Array;
  bounds: Bounds;
  /** Boxes of squares of cells, to find places by. */
  blocks: Bounds[];
}

const HEADER_BYTES = 16;
const MAGIC = 0x31_4e_54_46; // "FTN1", little-endian
const MISSING = -(2 ** 31);
const PER_DEGREE = 1e7;
const BLOCK = 16;
/** Degrees by which a place may be outside for the rounding of nodes. */
const ROUNDING = 1e-6;

/** Undoes the filter of the node tile format (docs/http.md). */
export function decodeNodeTile(buffer: ArrayBuffer): NodeTile {
  const view = new DataView(buffer);
  if (buffer.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new Error('not a node tile');
  }
  const width = view.getUint16(4, true);
  const height = view.getUint16(6, true);
  const parts = view.getUint16(8, true);
  const count = width * height;
  if (buffer.byteLength !== HEADER_BYTES + 8 * count)
    throw new Error('node tile of the wrong length');
  const lat = degrees(new Uint8Array(buffer, HEADER_BYTES, 4 * count), width);
  const lon = degrees(new Uint8Array(buffer, HEADER_BYTES + 4 * count, 4 * count), width);
  unroll(lon, width);
  const tile = { width, height, parts, lat, lon, blocks: [] as Bounds[] };
  for (let row = 0; row < height - 1; row += BLOCK) {
    for (let column = 0; column < width - 1; column += BLOCK) {
      tile.blocks.push(boxOf(tile, row, column, BLOCK));
    }
  }
  return { ...tile, bounds: boxOf(tile, 0, 0, Math.max(width, height)) };
}

function degrees(planes: Uint8Array, width: number): Float64Array {
  const count = planes.length / 4;
  const words = new Int32Array(count);
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let code = 0;
    for (let k = 0; k < 4; k++) code |= (planes[k * count + i] as number) << (8 * k);
    const residual = (code >>> 1) ^ -(code & 1);
    const west = i % width ? (words[i - 1] as number) : 0;
    const north = i >= width ? (words[i - width] as number) : 0;
    const both = i % width && i >= width ? (words[i - width - 1] as number) : 0;
    words[i] = (residual + west + north - both) | 0;
    out[i] = words[i] === MISSING ? Number.NaN : (words[i] as number) / PER_DEGREE;
  }
  return out;
}

/** Takes jumps of a turn out of longitudes, from neighbour to neighbour. */
function unroll(lon: Float64Array, width: number): void {
  let last = Number.NaN;
  for (let i = 0; i < lon.length; i++) {
    const above = i % width === 0 && i >= width ? (lon[i - width] as number) : Number.NaN;
    const near = Number.isNaN(above) ? last : above;
    const value = lon[i] as number;
    if (Number.isNaN(value)) continue;
    if (!Number.isNaN(near)) lon[i] = value + 360 * Math.round((near - value) / 360);
    last = lon[i] as number;
  }
}

function boxOf(
  tile: Pick<NodeTile, 'width' | 'height' | 'lat' | 'lon'>,
  row: number,
  column: number,
  size: number,
): Bounds {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (let j = row; j <= Math.min(row + size, tile.height - 1); j++) {
    for (let i = column; i <= Math.min(column + size, tile.width - 1); i++) {
      const lat = tile.lat[j * tile.width + i] as number;
      const lon = tile.lon[j * tile.width + i] as number;
      if (Number.isNaN(lat)) continue;
      box.west = Math.min(box.west, lon);
      box.east = Math.max(box.east, lon);
      box.south = Math.min(box.south, lat);
      box.north = Math.max(box.north, lat);
    }
  }
  return box;
}

/** A place in sample coordinates of the tile; null where the tile does not hold it. */
export function locateNode(
  tile: NodeTile,
  lon: number,
  lat: number,
): { x: number; y: number } | null {
  const { bounds, width, height, blocks, parts } = tile;
  const slack = ROUNDING;
  if (lat < bounds.south - slack || lat > bounds.north + slack) return null;
  const across = Math.ceil((width - 1) / BLOCK);
  for (let turn = Math.ceil((bounds.west - lon) / 360 - slack); ; turn++) {
    const at = lon + 360 * turn;
    if (at > bounds.east + slack) return null;
    for (let b = 0; b < blocks.length; b++) {
      const box = blocks[b] as Bounds;
      const isIn =
        at >= box.west - slack &&
        at <= box.east + slack &&
        lat >= box.south - slack &&
        lat <= box.north + slack;
      if (!isIn) continue;
      const row = Math.floor(b / across) * BLOCK;
      const column = (b % across) * BLOCK;
      for (let j = row; j < Math.min(row + BLOCK, height - 1); j++) {
        for (let i = column; i < Math.min(column + BLOCK, width - 1); i++) {
          const inside = insideCell(tile, j * width + i, at, lat);
          if (inside) return { x: (i + inside.u) / parts, y: (j + inside.v) / parts };
        }
      }
    }
  }
}

function remainder(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

/** Solves the bilinear cell whose upper left node is `k`; u, v within 0…1, or null. */
function insideCell(tile: NodeTile, k: number, lon: number, lat: number) {
  const { width } = tile;
  const corners = [k, k + 1, k + width, k + width + 1];
  // Round a pole longitudes jump by a turn between rows.
  const x = corners.map((c) => remainder((tile.lon[c] as number) - lon)) as [
    number,
    number,
    number,
    number,
  ];
  const y = corners.map((c) => (tile.lat[c] as number) - lat) as [number, number, number, number];
  if (Math.min(...x) > ROUNDING || Math.max(...x) < -ROUNDING) return null;
  if (Math.max(...x) - Math.min(...x) > 180) return null; // on the far side, or with a pole inside
  if (Math.min(...y) > ROUNDING || Math.max(...y) < -ROUNDING) return null;
  const [bx, by, cx, cy] = [x[1] - x[0], y[1] - y[0], x[2] - x[0], y[2] - y[0]];
  const [dx, dy] = [x[0] - x[1] - x[2] + x[3], y[0] - y[1] - y[2] + y[3]];
  let [u, v] = [0.5, 0.5];
  for (let step = 0; step < 12; step++) {
    const ex = x[0] + u * bx + v * cx + u * v * dx;
    const ey = y[0] + u * by + v * cy + u * v * dy;
    const [ux, uy, vx, vy] = [bx + v * dx, by + v * dy, cx + u * dx, cy + u * dy];
    const area = ux * vy - uy * vx;
    const [du, dv] = [(ex * vy - ey * vx) / area, (ey * ux - ex * uy) / area];
    u -= du;
    v -= dv;
    if (Math.abs(du) + Math.abs(dv) < 1e-10) break;
  }
  const slack = 1e-4;
  if (!(u >= -slack && u <= 1 + slack && v >= -slack && v <= 1 + slack)) return null;
  return { u: Math.max(0, Math.min(1, u)), v: Math.max(0, Math.min(1, v)) };
}
