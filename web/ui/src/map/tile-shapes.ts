import type { Level } from '../grid/level';
import { type Bounds, type TileId, tileBounds, tileKey } from '../grid/tiles';
import { makeMesh } from './mesh';
import { uploadNodes } from './tile-textures';

/** A tile's place on the map, on the GPU. */
export interface TileShape {
  bounds: Bounds;
  vertices: WebGLBuffer;
  indices: WebGLBuffer;
  count: number;
  /** Only for uneven grids. */
  nodes: WebGLTexture | null;
}

/** Meshes (and node coordinates) per tile, made when first drawn. They are small and stay. */
export class TileShapes {
  readonly #gl: WebGL2RenderingContext;
  readonly #shapes = new WeakMap<Level, Map<string, TileShape>>();

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
  }

  get(level: Level, id: TileId): TileShape {
    let ofLevel = this.#shapes.get(level);
    if (!ofLevel) {
      ofLevel = new Map();
      this.#shapes.set(level, ofLevel);
    }
    const key = tileKey(id);
    let shape = ofLevel.get(key);
    if (!shape) {
      shape = this.#make(level, id);
      ofLevel.set(key, shape);
    }
    return shape;
  }

  #make(level: Level, id: TileId): TileShape {
    const gl = this.#gl;
    const bounds = tileBounds(level, id);
    const mesh = makeMesh(bounds);
    const isUneven = Boolean(level.latitude.nodes || level.longitude.nodes);
    gl.bindVertexArray(null);
    return {
      bounds,
      vertices: upload(gl, gl.ARRAY_BUFFER, mesh.vertices),
      indices: upload(gl, gl.ELEMENT_ARRAY_BUFFER, mesh.indices),
      count: mesh.indices.length,
      nodes: isUneven ? uploadNodes(gl, level, id) : null,
    };
  }
}

function upload(gl: WebGL2RenderingContext, target: GLenum, data: ArrayBufferView): WebGLBuffer {
  const buffer = gl.createBuffer();
  gl.bindBuffer(target, buffer);
  gl.bufferData(target, data, gl.STATIC_DRAW);
  return buffer;
}
