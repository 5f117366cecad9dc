import type { Map as MapLibre } from 'maplibre-gl';
import type { Display } from '../api/types';
import { formatValue } from '../format/units';
import { readSheet, type Sheet } from '../values/frame';
import { CanvasOverlay } from './canvas-overlay';
import { ScreenNet } from './screen-net';

const SPACING = 68;

/** Numbers of a layer at points of the screen, from memory. */
export class SpotOverlay {
  readonly #overlay: CanvasOverlay;
  readonly #net: ScreenNet;
  #shown: { sheet: Sheet; display: Display } | null = null;

  constructor(map: MapLibre) {
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
    const { columns, spacing, lon, lat } = this.#net.get();
    prepareLabels(context, 12);
    let drawn = 0;
    for (let k = 0; k < lon.length; k++) {
      const reading = readSheet(sheet, lon[k] as number, lat[k] as number);
      if (!reading) continue;
      const [x, y] = [((k % columns) + 0.5) * spacing, (Math.floor(k / columns) + 0.5) * spacing];
      label(context, formatValue(reading.value, display), x, y);
      drawn++;
    }
    return drawn;
  }
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
