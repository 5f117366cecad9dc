import type { Map as MapLibre } from 'maplibre-gl';
import { directionFrom } from '../format/units';
import { readSheet, type Sheet } from '../values/frame';
import { KNOTS, makeBarb } from './barb';
import { barbNodes } from './barb-nodes';
import { CanvasOverlay } from './canvas-overlay';
import { northAt } from './seen';

const RADIANS = Math.PI / 180;

/** Wind barbs at grid nodes, on a canvas over the map. */
export class BarbOverlay {
  readonly #map: MapLibre;
  readonly #overlay: CanvasOverlay;
  #sheet: Sheet | null = null;

  constructor(map: MapLibre) {
    this.#map = map;
    this.#overlay = new CanvasOverlay(map, 'barbs', (context) => this.#draw(context));
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
      strokeBarb(context, reading.value * KNOTS, lat < 0);
      context.restore();
      drawn++;
    }
    return drawn;
  }
}

function strokeBarb(context: CanvasRenderingContext2D, knots: number, isSouthern: boolean): void {
  const { strokes, pennants, isCalm } = makeBarb(knots, isSouthern);
  const path = new Path2D();
  for (const [x1, y1, x2, y2] of strokes) {
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
  }
  for (const [x1, y1, x2, y2, x3, y3] of pennants) {
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
    path.lineTo(x3, y3);
    path.closePath();
  }
  if (isCalm) path.arc(0, 0, 3, 0, 2 * Math.PI);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = 'rgba(255, 255, 255, 0.55)';
  context.lineWidth = 3;
  context.stroke(path);
  context.strokeStyle = '#0b1118';
  context.fillStyle = '#0b1118';
  context.lineWidth = 1.25;
  context.stroke(path);
  if (pennants.length) context.fill(path);
}
