import type { Legend } from '../api/types';
import { type ColourTable, makeColourTable } from './colours';
import { makeTexture, plainUnpack } from './gl';

/** The stops of a legend on the GPU. */
export class LegendTextures {
  readonly table: ColourTable;
  readonly stops: WebGLTexture;
  readonly colours: WebGLTexture;
  readonly bins: WebGLTexture;
  readonly #gl: WebGL2RenderingContext;

  constructor(gl: WebGL2RenderingContext, legend: Legend) {
    this.#gl = gl;
    this.table = makeColourTable(legend);
    const { values, colours, bins } = this.table;
    const [count, bytes] = [values.length / 2, gl.UNSIGNED_BYTE];
    plainUnpack(gl, 4);
    this.stops = makeTexture(gl);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RG32F, count, 1, 0, gl.RG, gl.FLOAT, values);
    this.colours = makeTexture(gl);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, count, 1, 0, gl.RGBA, bytes, colours);
    this.bins = makeTexture(gl);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8UI, bins.length, 1, 0, gl.RED_INTEGER, bytes, bins);
  }

  /** First and last stop, and how many bins there are to a unit of the value. */
  get span(): [number, number, number] {
    const { values, bins } = this.table;
    const [first = 0, last = 0] = [values[0], values.at(-1)];
    return [first, last, last > first ? bins.length / (last - first) : 0];
  }

  remove(): void {
    for (const texture of [this.stops, this.colours, this.bins]) this.#gl.deleteTexture(texture);
  }
}
