import type { CustomRenderMethodInput } from 'maplibre-gl';

/** A linked program that looks its uniforms up once. */
export class Program {
  readonly handle: WebGLProgram;
  readonly #locations = new Map<string, WebGLUniformLocation | null>();

  constructor(
    readonly gl: WebGL2RenderingContext,
    vertexSource: string,
    fragmentSource: string,
  ) {
    this.handle = gl.createProgram();
    this.#attach(gl.VERTEX_SHADER, vertexSource);
    this.#attach(gl.FRAGMENT_SHADER, fragmentSource);
    gl.linkProgram(this.handle);
    if (gl.getProgramParameter(this.handle, gl.LINK_STATUS)) return;
    const shaders = gl.getAttachedShaders(this.handle) ?? [];
    const logs = shaders.map((shader) => gl.getShaderInfoLog(shader));
    throw new Error([...logs, gl.getProgramInfoLog(this.handle)].filter(Boolean).join('\n'));
  }

  uniform(name: string): WebGLUniformLocation | null {
    let location = this.#locations.get(name);
    if (location === undefined) {
      location = this.gl.getUniformLocation(this.handle, name);
      this.#locations.set(name, location);
    }
    return location;
  }

  #attach(type: GLenum, source: string): void {
    const { gl } = this;
    const shader = gl.createShader(type);
    if (!shader) throw new Error('no shader');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(this.handle, shader);
  }
}

/** The uniforms that MapLibre's own `projectTile` wants. */
export function setProjection(program: Program, input: CustomRenderMethodInput): void {
  const { gl } = program;
  const data = input.defaultProjectionData;
  const matrix = (name: string, value: Iterable<number>) =>
    gl.uniformMatrix4fv(program.uniform(name), false, Float32Array.from(value));
  matrix('u_projection_matrix', data.mainMatrix);
  matrix('u_projection_fallback_matrix', data.fallbackMatrix);
  gl.uniform4fv(program.uniform('u_projection_tile_mercator_coords'), data.tileMercatorCoords);
  gl.uniform4fv(program.uniform('u_projection_clipping_plane'), data.clippingPlane);
  gl.uniform1f(program.uniform('u_projection_transition'), data.projectionTransition);
}

/** A texture that is read texel by texel: values must never be filtered. */
export function makeTexture(gl: WebGL2RenderingContext): WebGLTexture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return texture;
}

/** MapLibre leaves the unpack state as it likes; ours is always the plain one. */
export function plainUnpack(gl: WebGL2RenderingContext, alignment: 1 | 2 | 4): void {
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, alignment);
}

export function upload(
  gl: WebGL2RenderingContext,
  target: GLenum,
  data: ArrayBufferView,
): WebGLBuffer {
  const buffer = gl.createBuffer();
  gl.bindBuffer(target, buffer);
  gl.bufferData(target, data, gl.STATIC_DRAW);
  return buffer;
}

/** Latitude to MapLibre's world coordinate, 0 at the north edge of Mercator. */
export function mercatorY(lat: number): number {
  const clamped = Math.max(-89.99, Math.min(89.99, lat));
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (clamped * Math.PI) / 360)) / (2 * Math.PI);
}

export const mercatorX = (lon: number): number => (lon + 180) / 360;
