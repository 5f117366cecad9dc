import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from 'maplibre-gl';
import type { Legend } from '../api/types';
import { type TileId, tileKey, wrapsInView } from '../grid/tiles';
import type { ValueTile } from '../values/decode';
import { valueTileUrl } from '../values/field';
import type { Coloured, Second, Sheet } from '../values/frame';
import type { Range } from '../values/range';
import {
  FILL,
  fragmentShader,
  HATCH,
  ISOLINES,
  POSITION,
  type Task,
  vertexShader,
} from './field-shader';
import { Program, setProjection } from './gl';
import { groundUnder, isGlobe, planeUnder } from './lay';
import { LegendTextures } from './legend-textures';
import { viewBounds } from './seen';
import { type TileShape, TileShapes } from './tile-shapes';
import { TileTextures } from './tile-textures';

/** A field to draw with lines at every multiple of the interval, in its layer's shown unit. */
export interface Lined {
  sheet: Sheet;
  interval: number;
}

/** A field to hatch where its values lie within a range. */
export interface Hatched {
  sheet: Sheet;
  limit: Range;
}

const WHOLE: [number, number] = [0, 1];

/** Milliseconds after which the graphics have drawn a picture and have time. */
const WHILE = 300;

/** Keeps what is drawn within a part of the width. */
function cut(gl: WebGL2RenderingContext, [from, to]: [number, number]): void {
  if (from === 0 && to === 1) return;
  const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
  const left = Math.round(from * width);
  gl.enable(gl.SCISSOR_TEST);
  gl.scissor(left, 0, Math.round(to * width) - left, height);
}

export type Drawn = Coloured | Lined | Hatched;

function purposeOf(drawn: Drawn): string {
  if ('interval' in drawn) return ISOLINES;
  return 'limit' in drawn ? HATCH : FILL;
}

/** Draws one field of values. It knows nothing of time steps or requests. */
export class FieldLayer implements CustomLayerInterface {
  readonly type = 'custom' as const;
  readonly renderingMode = '2d' as const;
  #map: MapLibre | null = null;
  #gl: WebGL2RenderingContext | null = null;
  #drawn: Drawn | null = null;
  #across = WHOLE;
  #colours: { legend: Legend; textures: LegendTextures } | null = null;
  #textures!: TileTextures;
  #shapes!: TileShapes;
  readonly #programs = new Map<string, Program>();

  /** Keeps so many bytes of textures at most. */
  constructor(
    readonly id: string,
    readonly textureBytes: number,
  ) {}

  onAdd(map: MapLibre, gl: WebGLRenderingContext | WebGL2RenderingContext): void {
    this.#map = map;
    this.#gl = gl as WebGL2RenderingContext;
    this.#textures = new TileTextures(this.#gl, this.textureBytes);
    this.#shapes = new TileShapes(this.#gl);
    this.#programs.clear();
    this.#colours = null;
  }

  onRemove(): void {
    this.#textures.clear();
    this.#map = null;
  }

  /** On a part of the map's width only, from and to as fractions of it, if they are told. */
  show(drawn: Drawn | null, across: [number, number] = WHOLE): void {
    this.#drawn = drawn;
    this.#across = across;
    this.#map?.triggerRepaint();
  }

  render(_: WebGLRenderingContext | WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const gl = this.#gl;
    const map = this.#map;
    const drawn = this.#drawn;
    if (!drawn || !gl || !map) return;
    const sheet = 'sheet' in drawn ? drawn.sheet : drawn;
    const isMercator = !planeUnder(map) && !isGlobe(map);
    this.#shapes.layOn(groundUnder(map));
    gl.disable(gl.CULL_FACE);
    gl.bindVertexArray(null);
    const view = isMercator ? viewBounds(map) : null;
    cut(gl, this.#across);
    let begun: Program | undefined;
    for (const [key, tile] of sheet.tiles) {
      // Half of a difference is nothing to show.
      if (sheet.second?.part === 'minus' && !sheet.second.tiles.has(key)) continue;
      const id = parseKey(key);
      const shape = tile.nodes
        ? this.#shapes.ofNodes(tile.nodes)
        : this.#shapes.get(sheet.level, id);
      const wraps = view ? wrapsInView(shape.bounds, view) : [0];
      if (!wraps.length) continue;
      const task = taskOf(sheet, key, shape, isMercator);
      const program = this.#programFor(gl, input, drawn, task);
      if (program !== begun) this.#begin(program, input, drawn);
      begun = program;
      this.#bindTile(program, sheet, id, tile, shape);
      drawShape(program, shape, wraps);
      if (task.second === 'none' && sheet.layer.continuous !== false)
        this.#prepare(gl, input, drawn, { ...task, second: 'mixed' });
    }
    gl.disable(gl.SCISSOR_TEST);
  }

  /** Makes the program for playing while there is time: playing would halt until it is compiled. */
  #prepare(gl: WebGL2RenderingContext, input: CustomRenderMethodInput, drawn: Drawn, task: Task) {
    if (this.#programs.has(nameOf(input, drawn, task))) return;
    setTimeout(() => this.#gl === gl && this.#programFor(gl, input, drawn, task), WHILE);
  }

  #programFor(
    gl: WebGL2RenderingContext,
    input: CustomRenderMethodInput,
    drawn: Drawn,
    task: Task,
  ): Program {
    const name = nameOf(input, drawn, task);
    let program = this.#programs.get(name);
    if (!program) {
      const fragment = fragmentShader(purposeOf(drawn), task);
      program = new Program(gl, vertexShader(input.shaderData), fragment);
      this.#programs.set(name, program);
    }
    return program;
  }

  /** What is the same for all tiles. */
  #begin(program: Program, input: CustomRenderMethodInput, drawn: Drawn): void {
    const { gl } = program;
    gl.useProgram(program.handle);
    setProjection(program, input);
    gl.uniform1f(program.uniform('u_pixel_ratio'), window.devicePixelRatio);
    if ('interval' in drawn) setLines(program, drawn);
    else if ('limit' in drawn) setLimit(program, drawn.limit);
    else this.#bindColours(program, drawn.legend);
  }

  #bindColours(program: Program, legend: Legend): void {
    const { gl } = program;
    if (this.#colours?.legend !== legend) {
      this.#colours?.textures.remove();
      this.#colours = { legend, textures: new LegendTextures(gl, legend) };
    }
    const { table, span, stops, colours, bins } = this.#colours.textures;
    gl.uniform3fv(program.uniform('u_span'), span);
    gl.uniform4fv(program.uniform('u_below'), table.below.map(toUnit));
    gl.uniform4fv(program.uniform('u_above'), table.above.map(toUnit));
    bindTexture(program, 'u_colours', 1, colours);
    bindTexture(program, 'u_stops', 3, stops);
    bindTexture(program, 'u_bins', 5, bins);
  }

  #bindTile(program: Program, sheet: Sheet, id: TileId, tile: ValueTile, shape: TileShape): void {
    const { gl } = program;
    // What is uploaded below may only disturb the unit that is bound anew for each tile.
    gl.activeTexture(gl.TEXTURE0);
    const texture = this.#textures.get(valueTileUrl(sheet.field, id), tile);
    bindTexture(program, 'u_tile', 0, texture);
    bindTexture(program, 'u_nodes', 2, shape.nodes);
    const { west, north, east, south } = shape.bounds;
    const perX = Math.max(1, tile.width - 1) / (east - west);
    const perY = Math.max(1, tile.height - 1) / (south - north);
    gl.uniform2i(program.uniform('u_size'), tile.width, tile.height);
    gl.uniform4f(program.uniform('u_origin'), west, north, perX, perY);
    gl.uniform2f(program.uniform('u_packing'), tile.scale, tile.offset);
    this.#bindSecond(program, sheet.second, id);
  }

  #bindSecond(program: Program, second: Second | undefined, id: TileId): void {
    const { gl } = program;
    const tile = second?.tiles.get(tileKey(id));
    if (!second || !tile) return;
    if (typeof second.part === 'object')
      gl.uniform1f(program.uniform('u_weight'), second.part.weight);
    gl.uniform2f(program.uniform('u_second_packing'), tile.scale, tile.offset);
    gl.activeTexture(gl.TEXTURE4);
    bindTexture(program, 'u_second', 4, this.#textures.get(valueTileUrl(second.field, id), tile));
  }
}

function nameOf({ shaderData }: CustomRenderMethodInput, drawn: Drawn, task: Task): string {
  return [shaderData.variantName, ...Object.values(task), purposeOf(drawn)].join();
}

function taskOf(sheet: Sheet, key: string, shape: TileShape, isMercator: boolean): Task {
  const isOwn = Boolean(sheet.tiles.get(key)?.nodes);
  return {
    isMercator,
    grid: isOwn ? 'own' : shape.nodes ? 'uneven' : 'even',
    kind: sheet.layer.kind,
    second: partOf(sheet.second, key),
  };
}

function partOf(second: Second | undefined, key: string): Task['second'] {
  if (!second?.tiles.has(key) || second.part === 'beside') return 'none';
  return second.part === 'minus' ? 'minus' : 'mixed';
}

function drawShape(program: Program, shape: TileShape, wraps: readonly number[]): void {
  const { gl } = program;
  gl.bindBuffer(gl.ARRAY_BUFFER, shape.vertices);
  gl.enableVertexAttribArray(POSITION);
  gl.vertexAttribPointer(POSITION, 4, gl.FLOAT, false, 16, 0);
  gl.vertexAttribDivisor(POSITION, 0);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, shape.indices);
  for (const wrap of wraps) {
    gl.uniform1f(program.uniform('u_wrap'), wrap);
    gl.drawElements(gl.TRIANGLES, shape.count, gl.UNSIGNED_SHORT, 0);
  }
}

function setLines(program: Program, { sheet, interval }: Lined): void {
  const { gl } = program;
  const { scale, offset } = sheet.layer.display;
  gl.uniform2f(program.uniform('u_lines'), scale / interval, offset / interval);
}

const HUGE = 3e38;

function setLimit(program: Program, { from, to }: Range): void {
  const low = Math.max(from, -HUGE);
  program.gl.uniform2f(program.uniform('u_limit'), low, Math.min(to, HUGE));
}

function bindTexture(program: Program, name: string, unit: number, texture: WebGLTexture | null) {
  const { gl } = program;
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.uniform1i(program.uniform(name), unit);
}

function parseKey(key: string): TileId {
  const [lod = 0, x = 0, y = 0] = key.split('/').map(Number);
  return { lod, x, y };
}

const toUnit = (channel: number): number => channel / 255;
