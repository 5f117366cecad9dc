import type { Legend } from '../api/types';
import { type ColourTable, makeColourTable } from './colours';
import { makeTexture, plainUnpack } from './gl';

/** The stops of a legend on the GPU. */
export class LegendTextures {
  readonly table: ColourTable;
  readonly stops: WebGLTexture;
  readonly colours: WebGLTexture;
  readonly #gl: WebGL2RenderingContext;

  constructor(gl: WebGL2RenderingContext, legend: Legend) {
    this.#gl = gl;
    this.table = makeColourTable(legend);
    const { count, values, colours } = this.table;
    plainUnpack(gl, 4);
    this.stops = makeTexture(gl);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, count, 1, 0, gl.RED, gl.FLOAT, values);
    this.colours = makeTexture(gl);
    const bytes = gl.UNSIGNED_BYTE;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, count, 1, 0, gl.RGBA, bytes, colours);
  }

  remove(): void {
    this.#gl.deleteTexture(this.stops);
    this.#gl.deleteTexture(this.colours);
  }
}
