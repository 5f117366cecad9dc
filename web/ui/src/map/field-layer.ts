import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from 'maplibre-gl';
import type { Legend } from '../api/types';
import { type Bounds, type TileId, wrapsInView } from '../grid/tiles';
import type { ValueTile } from '../values/decode';
import { valueTileUrl } from '../values/field';
import type { Frame } from '../values/frame';
import { DIRECTION, fragmentShader, SCALAR, VECTOR, vertexShader } from './field-shader';
import { Program, setProjection } from './gl';
import { LegendTextures } from './legend-textures';
import { TileShapes } from './tile-shapes';
import { TileTextures } from './tile-textures';

const KINDS = { scalar: SCALAR, vector: VECTOR, direction: DIRECTION };

/** Draws one frame of values under the coastline. It knows nothing of time steps or requests. */
export class FieldLayer implements CustomLayerInterface {
  readonly id = 'field';
  readonly type = 'custom' as const;
  readonly renderingMode = '2d' as const;
  #map: MapLibre | null = null;
  #gl: WebGL2RenderingContext | null = null;
  #frame: Frame | null = null;
  #colours: { legend: Legend; textures: LegendTextures } | null = null;
  #textures!: TileTextures;
  #shapes!: TileShapes;
  readonly #programs = new Map<string, Program>();

  onAdd(map: MapLibre, gl: WebGLRenderingContext | WebGL2RenderingContext): void {
    this.#map = map;
    this.#gl = gl as WebGL2RenderingContext;
    this.#textures = new TileTextures(this.#gl);
    this.#shapes = new TileShapes(this.#gl);
    this.#programs.clear();
    this.#colours = null;
  }

  onRemove(): void {
    this.#textures.clear();
    this.#map = null;
  }

  show(frame: Frame | null): void {
    this.#frame = frame;
    this.#map?.triggerRepaint();
  }

  render(_: WebGLRenderingContext | WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const frame = this.#frame;
    const gl = this.#gl;
    const map = this.#map;
    if (!frame || !gl || !map) return;
    const program = this.#programFor(gl, input);
    const isFlat = !input.shaderData.define.includes('GLOBE');
    gl.useProgram(program.handle);
    setProjection(program, input);
    gl.uniform1i(program.uniform('u_mercator'), isFlat ? 1 : 0);
    gl.uniform1i(program.uniform('u_kind'), KINDS[frame.layer.kind] ?? SCALAR);
    this.#bindColours(program, frame.legend);
    gl.disable(gl.CULL_FACE);
    gl.bindVertexArray(null);
    const view = isFlat ? viewBounds(map) : null;
    for (const [key, tile] of frame.tiles) this.#drawTile(program, frame, key, tile, view);
  }

  #programFor(gl: WebGL2RenderingContext, { shaderData }: CustomRenderMethodInput): Program {
    let program = this.#programs.get(shaderData.variantName);
    if (!program) {
      program = new Program(gl, vertexShader(shaderData), fragmentShader);
      this.#programs.set(shaderData.variantName, program);
    }
    return program;
  }

  #bindColours(program: Program, legend: Legend): void {
    const { gl } = program;
    if (this.#colours?.legend !== legend) {
      this.#colours?.textures.remove();
      this.#colours = { legend, textures: new LegendTextures(gl, legend) };
    }
    const { table, stops, colours } = this.#colours.textures;
    gl.uniform1i(program.uniform('u_stop_count'), table.count);
    gl.uniform4fv(program.uniform('u_below'), table.below.map(toUnit));
    gl.uniform4fv(program.uniform('u_above'), table.above.map(toUnit));
    bindTexture(program, 'u_colours', 1, colours);
    bindTexture(program, 'u_stops', 3, stops);
  }

  #drawTile(
    program: Program,
    frame: Frame,
    key: string,
    tile: ValueTile,
    view: Bounds | null,
  ): void {
    const { gl } = program;
    const id = parseKey(key);
    const shape = tile.nodes ? this.#shapes.ofNodes(tile.nodes) : this.#shapes.get(frame.level, id);
    const wraps = view ? wrapsInView(shape.bounds, view) : [0];
    if (!wraps.length) return;
    // What is uploaded below may only disturb the unit that is bound anew for each tile.
    gl.activeTexture(gl.TEXTURE0);
    const texture = this.#textures.get(valueTileUrl(frame.field, id), tile);
    bindTexture(program, 'u_tile', 0, texture);
    bindTexture(program, 'u_nodes', 2, shape.nodes);
    const { west, north, east, south } = shape.bounds;
    const stepX = (east - west) / Math.max(1, tile.width - 1);
    const stepY = (south - north) / Math.max(1, tile.height - 1);
    gl.uniform1i(program.uniform('u_own'), tile.nodes ? 1 : 0);
    gl.uniform1i(program.uniform('u_uneven'), shape.nodes ? 1 : 0);
    gl.uniform2i(program.uniform('u_size'), tile.width, tile.height);
    gl.uniform4f(program.uniform('u_origin'), west, north, stepX, stepY);
    gl.uniform2f(program.uniform('u_packing'), tile.scale, tile.offset);
    gl.bindBuffer(gl.ARRAY_BUFFER, shape.vertices);
    const position = program.attribute('a_position');
    gl.enableVertexAttribArray(position);
    gl.vertexAttribPointer(position, 4, gl.FLOAT, false, 16, 0);
    gl.vertexAttribDivisor(position, 0);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, shape.indices);
    for (const wrap of wraps) {
      gl.uniform1f(program.uniform('u_wrap'), wrap);
      gl.drawElements(gl.TRIANGLES, shape.count, gl.UNSIGNED_SHORT, 0);
    }
  }
}

function bindTexture(program: Program, name: string, unit: number, texture: WebGLTexture | null) {
  const { gl } = program;
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.uniform1i(program.uniform(name), unit);
}

/** What a flat map shows; east minus west exceeds 360 where the world repeats. */
export function viewBounds(map: MapLibre): Bounds {
  const bounds = map.getBounds();
  return {
    west: bounds.getWest(),
    east: bounds.getEast(),
    south: bounds.getSouth(),
    north: bounds.getNorth(),
  };
}

function parseKey(key: string): TileId {
  const [lod = 0, x = 0, y = 0] = key.split('/').map(Number);
  return { lod, x, y };
}

const toUnit = (channel: number): number => channel / 255;
