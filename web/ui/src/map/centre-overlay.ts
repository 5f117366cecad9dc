import type { Map as MapLibre } from 'maplibre-gl';
import type { Display } from '../api/types';
import { formatValue } from '../format/units';
import type { Sheet } from '../values/frame';
import { CanvasOverlay } from './canvas-overlay';
import { type Centre, findCentres } from './centres';
import { ScreenNet } from './screen-net';
import { isInFront } from './seen';
import { label, prepareLabels } from './spot-overlay';

const SPACING = 8;
const COLOURS = { high: '#1546b0', low: '#b3121d' };

/** How a high and a low are marked, and their values shown. */
export interface CentreStyle {
  high: string;
  low: string;
  display: Display;
}

/** Highs and lows with their values. They are looked for when the map is at rest. */
export class CentreOverlay {
  readonly #map: MapLibre;
  readonly #overlay: CanvasOverlay;
  readonly #net: ScreenNet;
  #sheet: Sheet | null = null;
  #style: CentreStyle | null = null;
  #centres: Centre[] = [];

  constructor(map: MapLibre) {
    this.#map = map;
    this.#net = new ScreenNet(map, SPACING);
    this.#overlay = new CanvasOverlay(map, 'centres', (context) => this.#draw(context));
    map.on('moveend', () => this.#find());
    map.on('resize', () => this.#find());
  }

  show(sheet: Sheet | null, style: CentreStyle | null): void {
    const isOther = sheet !== this.#sheet;
    this.#sheet = sheet;
    this.#style = style;
    if (isOther) this.#find();
    else this.#overlay.redraw();
  }

  #find(): void {
    this.#centres = this.#sheet ? findCentres(this.#net.get(), this.#sheet) : [];
    this.#overlay.redraw();
  }

  #draw(context: CanvasRenderingContext2D): number {
    const style = this.#style;
    if (!style) return 0;
    for (const { lon, lat, isHigh, value } of this.#centres) {
      if (!isInFront(this.#map, lon, lat)) continue;
      const { x, y } = this.#map.project([lon, lat]);
      const colour = isHigh ? COLOURS.high : COLOURS.low;
      prepareLabels(context, 20);
      label(context, isHigh ? style.high : style.low, x, y - 2, colour);
      prepareLabels(context, 11);
      label(context, formatValue(value, style.display), x, y + 14, colour);
    }
    return this.#centres.length;
  }
}
