import type { NodeTile } from './nodes';

/** Raw sample that stands for a missing value. */
export const MISSING = 65535;

const HEADER_BYTES = 32;
const MAGIC = 0x31_56_54_46; // "FTV1", little-endian

/** A block of the grid as numbers: value = raw × scale + offset. */
export interface ValueTile {
  width: number;
  height: number;
  components: number;
  scale: number;
  offset: number;
  /** One plane after the other: `components` × `height` rows of `width` samples. */
  raw: Uint16Array;
  /** Where the samples lie, on a grid with a projection. */
  nodes?: NodeTile;
}

/** Undoes the filter of the value tile format (docs/http.md): byte planes, zig-zag, prediction. */
export function decodeValueTile(buffer: ArrayBuffer): ValueTile {
  const view = new DataView(buffer);
  if (buffer.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new Error('not a value tile');
  }
  const width = view.getUint16(4, true);
  const height = view.getUint16(6, true);
  const components = view.getUint8(8);
  const samples = width * height;
  if (buffer.byteLength !== HEADER_BYTES + 2 * samples * components) {
    throw new Error('value tile of the wrong length');
  }
  const raw = new Uint16Array(samples * components);
  for (let c = 0; c < components; c++) {
    const residuals = new Uint8Array(buffer, HEADER_BYTES + 2 * samples * c, 2 * samples);
    restorePlane(residuals, raw.subarray(samples * c, samples * (c + 1)), width);
  }
  return {
    width,
    height,
    components,
    scale: view.getFloat64(16, true),
    offset: view.getFloat64(24, true),
    raw,
  };
}

function restorePlane(residuals: Uint8Array, plane: Uint16Array, width: number): void {
  const samples = plane.length;
  for (let i = 0; i < samples; i++) {
    const code = (residuals[i] as number) | ((residuals[samples + i] as number) << 8);
    const residual = (code >>> 1) ^ -(code & 1);
    const column = i % width;
    const left = column ? (plane[i - 1] as number) : 0;
    const above = i >= width ? (plane[i - width] as number) : 0;
    const diagonal = column && i >= width ? (plane[i - width - 1] as number) : 0;
    plane[i] = residual + left + above - diagonal;
  }
}
