import type { Level } from '../grid/level';
import { type Bounds, type TileId, tileBounds, tileKey } from '../grid/tiles';
import type { NodeTile } from '../values/nodes';
import { upload } from './gl';
import { type Ground, MERCATOR } from './ground';
import { type MeshData, makeMesh, makeNodeMesh } from './mesh';
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
  #ofNodes = new WeakMap<NodeTile, TileShape>();
  #shapes = new WeakMap<Level, Map<string, TileShape>>();
  #ground: Ground = MERCATOR;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
  }

  /** Where the shapes lie from now on. */
  layOn(ground: Ground): void {
    if (ground === this.#ground) return;
    this.#ground = ground;
    this.#ofNodes = new WeakMap();
    this.#shapes = new WeakMap();
  }

  /** The shape of a tile that tells the places of its nodes. */
  ofNodes(nodes: NodeTile): TileShape {
    let shape = this.#ofNodes.get(nodes);
    if (!shape) {
      shape = this.#upload(roundPole(nodes.bounds), makeNodeMesh(nodes, this.#ground));
      this.#ofNodes.set(nodes, shape);
    }
    return shape;
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
    const bounds = tileBounds(level, id);
    const isUneven = Boolean(level.latitude.nodes || level.longitude.nodes);
    const shape = this.#upload(bounds, makeMesh(bounds, this.#ground));
    return { ...shape, nodes: isUneven ? uploadNodes(this.#gl, level, id) : null };
  }

  #upload(bounds: Bounds, mesh: MeshData): TileShape {
    const gl = this.#gl;
    gl.bindVertexArray(null);
    return {
      bounds,
      vertices: upload(gl, gl.ARRAY_BUFFER, mesh.vertices),
      indices: upload(gl, gl.ELEMENT_ARRAY_BUFFER, mesh.indices),
      count: mesh.indices.length,
      nodes: null,
    };
  }
}

/** Round a pole the triangles of a tile may lie half a world beyond its nodes. */
function roundPole(box: Bounds): Bounds {
  if (box.east - box.west <= 180) return box;
  return { ...box, west: box.west - 180, east: box.east + 180 };
}
