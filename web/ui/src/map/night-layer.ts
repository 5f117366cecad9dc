import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from 'maplibre-gl';
import { wrapsInView } from '../grid/tiles';
import { POSITION, vertexShader } from './field-shader';
import { Program, setProjection, upload } from './gl';
import type { Ground } from './ground';
import { groundUnder, isGlobe, planeUnder } from './lay';
import { makeMesh } from './mesh';
import { viewBounds } from './seen';
import { subsolarPoint } from './sun';

const WORLD = { west: -180, east: 180, south: -90, north: 90 };

/** From the sun's upper edge on the horizon (with refraction) to the end of civil twilight. */
const nightShader = `#version 300 es
precision highp float;
uniform vec2 u_sun;  // longitude and latitude under it, in radians
uniform bool u_mercator;
in float v_world_y;
in vec2 v_lonlat;
out vec4 colour;
const float PI = 3.14159265358979;
void main() {
  float lat = u_mercator ? 2. * atan(exp(PI * (1. - 2. * v_world_y))) - .5 * PI : radians(v_lonlat.y);
  float height = sin(lat) * sin(u_sun.y) + cos(lat) * cos(u_sun.y) * cos(radians(v_lonlat.x) - u_sun.x);
  float degrees = degrees(asin(clamp(height, -1., 1.)));
  float dark = smoothstep(-.833, -6., degrees) * .38;
  float edge = (1. - smoothstep(0., 1.5, abs(degrees + .833) / max(fwidth(degrees), 1e-4))) * .5;
  float alpha = max(dark, edge);
  colour = vec4(vec3(.02, .04, .10) * alpha, alpha);
}`;

/** Darkens the night side of the earth at the time that is shown. */
export class NightLayer implements CustomLayerInterface {
  readonly id = 'night';
  readonly type = 'custom' as const;
  readonly renderingMode = '2d' as const;
  #map: MapLibre | null = null;
  #gl: WebGL2RenderingContext | null = null;
  #time: number | null = null;
  #ground: Ground | null = null;
  #mesh: { vertices: WebGLBuffer; indices: WebGLBuffer; count: number } | null = null;
  readonly #programs = new Map<string, Program>();

  onAdd(map: MapLibre, gl: WebGLRenderingContext | WebGL2RenderingContext): void {
    this.#map = map;
    this.#gl = gl as WebGL2RenderingContext;
  }

  /** null: it is day everywhere. */
  show(time: number | null): void {
    this.#time = time;
    this.#map?.triggerRepaint();
  }

  render(_: WebGLRenderingContext | WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const [gl, map] = [this.#gl, this.#map];
    if (!gl || !map || this.#time === null) return;
    const isMercator = !planeUnder(map) && !isGlobe(map);
    const program = this.#programFor(gl, input);
    const { lon, lat } = subsolarPoint(this.#time);
    gl.useProgram(program.handle);
    setProjection(program, input);
    gl.uniform1i(program.uniform('u_mercator'), isMercator ? 1 : 0);
    gl.uniform2f(program.uniform('u_sun'), (lon * Math.PI) / 180, (lat * Math.PI) / 180);
    gl.disable(gl.CULL_FACE);
    gl.bindVertexArray(null);
    const { vertices, indices, count } = this.#meshOn(gl, groundUnder(map));
    gl.bindBuffer(gl.ARRAY_BUFFER, vertices);
    gl.enableVertexAttribArray(POSITION);
    gl.vertexAttribPointer(POSITION, 4, gl.FLOAT, false, 16, 0);
    gl.vertexAttribDivisor(POSITION, 0);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, indices);
    for (const wrap of isMercator ? wrapsInView(WORLD, viewBounds(map)) : [0]) {
      gl.uniform1f(program.uniform('u_wrap'), wrap);
      gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_SHORT, 0);
    }
  }

  #programFor(gl: WebGL2RenderingContext, { shaderData }: CustomRenderMethodInput): Program {
    let program = this.#programs.get(shaderData.variantName);
    if (!program) {
      program = new Program(gl, vertexShader(shaderData), nightShader);
      this.#programs.set(shaderData.variantName, program);
    }
    return program;
  }

  #meshOn(gl: WebGL2RenderingContext, ground: Ground) {
    if (this.#mesh && this.#ground === ground) return this.#mesh;
    const { vertices, indices } = makeMesh(WORLD, ground);
    this.#ground = ground;
    this.#mesh = {
      vertices: upload(gl, gl.ARRAY_BUFFER, vertices),
      indices: upload(gl, gl.ELEMENT_ARRAY_BUFFER, indices),
      count: indices.length,
    };
    return this.#mesh;
  }
}
