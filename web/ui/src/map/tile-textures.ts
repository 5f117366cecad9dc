import type { Level } from '../grid/level';
import { type TileId, tileFrame } from '../grid/tiles';
import { ByteCache } from '../values/byte-cache';
import type { ValueTile } from '../values/decode';
import { makeTexture, plainUnpack } from './gl';

/** The value tiles on the GPU: the most recently drawn ones stay. */
export class TileTextures {
  readonly #gl: WebGL2RenderingContext;
  readonly #cache: ByteCache<WebGLTexture>;

  constructor(gl: WebGL2RenderingContext, bytes: number) {
    this.#gl = gl;
    this.#cache = new ByteCache(bytes, (texture) => gl.deleteTexture(texture));
  }

  get(key: string, tile: ValueTile): WebGLTexture {
    const known = this.#cache.get(key);
    if (known) return known;
    const texture = uploadSamples(this.#gl, tile);
    this.#cache.set(key, texture, tile.raw.byteLength);
    return texture;
  }

  clear(): void {
    this.#cache.clear();
  }
}

function uploadSamples(gl: WebGL2RenderingContext, tile: ValueTile): WebGLTexture {
  const { width, height, components, raw } = tile;
  const texture = makeTexture(gl);
  plainUnpack(gl, 2);
  const rows = height * components;
  const format = gl.RED_INTEGER;
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.R16UI, width, rows, 0, format, gl.UNSIGNED_SHORT, raw);
  plainUnpack(gl, 4);
  return texture;
}

/** The node coordinates of a tile of an uneven grid: longitudes in row 0, latitudes in row 1. */
export function uploadNodes(gl: WebGL2RenderingContext, level: Level, id: TileId): WebGLTexture {
  const { column, row, columns, rows } = tileFrame(level, id);
  const width = Math.max(columns, rows) + 1;
  const nodes = new Float32Array(2 * width);
  for (let i = 0; i <= columns; i++) nodes[i] = level.longitude.at(column + i);
  for (let j = 0; j <= rows; j++) nodes[width + j] = level.latitude.at(row + j);
  const texture = makeTexture(gl);
  plainUnpack(gl, 4);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, width, 2, 0, gl.RED, gl.FLOAT, nodes);
  return texture;
}
