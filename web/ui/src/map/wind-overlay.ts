import type { Map as MapLibre } from 'maplibre-gl';
import { directionFrom } from '../format/units';
import { readSheet, type Sheet } from '../values/frame';
import { barbNodes } from './barb-nodes';
import { CanvasOverlay } from './canvas-overlay';
import { northAt } from './seen';

const RADIANS = Math.PI / 180;

/** Draws one wind (m/s) at the origin as if it came from above. */
export type Mark = (context: CanvasRenderingContext2D, speed: number, isSouthern: boolean) => void;

/** Marks of the wind at grid nodes, on a canvas over the map. */
export class WindOverlay {
  readonly #map: MapLibre;
  readonly #overlay: CanvasOverlay;
  readonly #mark: Mark;
  #sheet: Sheet | null = null;

  constructor(map: MapLibre, name: string, mark: Mark) {
    this.#map = map;
    this.#mark = mark;
    this.#overlay = new CanvasOverlay(map, name, (context) => this.#draw(context));
  }

  /** Of a vector layer; null for none. */
  show(sheet: Sheet | null): void {
    this.#sheet = sheet;
    this.#overlay.redraw();
  }

  #draw(context: CanvasRenderingContext2D): number {
    const sheet = this.#sheet;
    let drawn = 0;
    if (!sheet) return drawn;
    for (const { lon, lat } of barbNodes(sheet, this.#map)) {
      const reading = readSheet(sheet, lon, lat);
      if (reading?.u === undefined || reading.v === undefined) continue;
      const { x, y } = this.#map.project([lon, lat]);
      context.save();
      context.translate(x, y);
      context.rotate(directionFrom(reading.u, reading.v) * RADIANS + northAt(this.#map, lon, lat));
      this.#mark(context, reading.value, lat < 0);
      context.restore();
      drawn++;
    }
    return drawn;
  }
}
