import type { Map as MapLibre } from 'maplibre-gl';
import type { Display } from '../api/types';
import { formatValue } from '../format/units';
import { view } from '../state/store';
import { readSheet, type Sheet } from '../values/frame';
import { CanvasOverlay } from './canvas-overlay';
import { type Box, nameBoxes } from './name-boxes';
import { ScreenNet } from './screen-net';
import { placeAt } from './seen';

const SPACING = 68;
/** From the middle of a number to its sides, and to the lines above and below. */
const HALF = { width: 16, height: 8 };

/** Numbers of a layer at points of the screen, from memory. */
export class SpotOverlay {
  readonly #map: MapLibre;
  readonly #overlay: CanvasOverlay;
  readonly #net: ScreenNet;
  #shown: { sheet: Sheet; display: Display } | null = null;

  constructor(map: MapLibre) {
    this.#map = map;
    this.#net = new ScreenNet(map, SPACING);
    this.#overlay = new CanvasOverlay(map, 'values', (context) => this.#draw(context));
  }

  show(sheet: Sheet | null, display: Display | null): void {
    this.#shown = sheet && display && { sheet, display };
    this.#overlay.redraw();
  }

  #draw(context: CanvasRenderingContext2D): number {
    if (!this.#shown) return 0;
    const { sheet, display } = this.#shown;
    prepareLabels(context, 12);
    let drawn = 0;
    for (const { x, y, lon, lat } of this.#spots()) {
      const reading = readSheet(sheet, lon, lat);
      if (!reading) continue;
      label(context, formatValue(reading.value, display), x, y);
      drawn++;
    }
    return drawn;
  }

  /** Points and the places there. Where a name stands the number is that of a point below it. */
  *#spots() {
    const { columns, spacing, lon, lat } = this.#net.get();
    const names = nameBoxes(this.#map, view.peek().language);
    for (let k = 0; k < lon.length; k++) {
      const [x, y] = [((k % columns) + 0.5) * spacing, (Math.floor(k / columns) + 0.5) * spacing];
      const name = names.find((box) => meets(box, x, y));
      if (!name) yield { x, y, lon: lon[k] as number, lat: lat[k] as number };
      else yield* this.#below(name, x, names);
    }
  }

  *#below({ bottom }: Box, x: number, names: readonly Box[]) {
    const y = bottom + HALF.height;
    if (names.some((box) => meets(box, x, y))) return;
    const place = placeAt(this.#map, x, y);
    if (place) yield { x, y, ...place };
  }
}

function meets({ left, right, top, bottom }: Box, x: number, y: number): boolean {
  const isBeside = x + HALF.width <= left || x - HALF.width >= right;
  return !isBeside && y + HALF.height > top && y - HALF.height < bottom;
}

export function prepareLabels(context: CanvasRenderingContext2D, size: number): void {
  context.font = `600 ${size}px "Fengtu Sans", sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
}

/** Dark with a light edge, as numbers on charts are. */
export function label(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour = '#0b1118',
): void {
  context.strokeStyle = 'rgba(255, 255, 255, 0.85)';
  context.lineWidth = 3;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
