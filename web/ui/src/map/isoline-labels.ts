import type { Map as MapLibre } from 'maplibre-gl';
import { formatNumber, toDisplay } from '../format/units';
import { readSheet, type Sheet } from '../values/frame';
import { CanvasOverlay } from './canvas-overlay';
import type { Lined } from './field-layer';
import { isInFront, placeAt, viewBounds } from './seen';

/** Wished distance of the meridians that carry labels, and least distance of two labels, in pixels. */
const MERIDIANS = 190;
const APART = 64;
/** Steps along a meridian, in pixels. */
const STEP = 6;

/**
 * The values of isolines, written where lines cross certain meridians: they stay where they are on
 * the map while it is panned.
 */
export class IsolineLabels {
  readonly #map: MapLibre;
  readonly #overlay: CanvasOverlay;
  #lined: Lined | null = null;

  constructor(map: MapLibre) {
    this.#map = map;
    this.#overlay = new CanvasOverlay(map, 'labels', (context) => this.#draw(context));
  }

  show(lined: Lined | null): void {
    this.#lined = lined;
    this.#overlay.redraw();
  }

  #draw(context: CanvasRenderingContext2D): number {
    const lined = this.#lined;
    if (!lined) return 0;
    context.font = '500 11px "Fengtu Sans", sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    const written: Point[] = [];
    const decimals = Math.max(0, Math.ceil(-Math.log10(lined.interval) - 1e-9));
    for (const { lon, lat, level } of this.#crossings(lined)) {
      const at = this.#map.project([lon, lat]);
      if (written.some((other) => Math.hypot(other.x - at.x, other.y - at.y) < APART)) continue;
      const angle = this.#angle(lined, at);
      if (angle === null) continue;
      written.push(at);
      write(context, formatNumber(level, decimals), at, angle);
    }
    return written.length;
  }

  /** Where the field passes a multiple of the interval, meridian by meridian. */
  *#crossings({ sheet, interval }: Lined) {
    const map = this.#map;
    const bounds = viewBounds(map);
    const view = {
      ...bounds,
      south: Math.max(-85, bounds.south),
      north: Math.min(85, bounds.north),
    };
    const pixelsPerDegree = (512 * 2 ** map.getZoom()) / 360;
    const spacing = 360 / 2 ** Math.round(Math.log2((360 * pixelsPerDegree) / MERIDIANS));
    const first = Math.ceil(view.west / spacing + 0.5) - 0.5;
    for (let k = first; k * spacing < view.east; k++) {
      const lon = k * spacing;
      const step = STEP / pixelsPerDegree;
      let before = Number.NaN;
      for (let lat = Math.ceil(view.south / step) * step; lat < view.north; lat += step) {
        const value = isInFront(map, lon, lat) ? shownAt(sheet, lon, lat) : Number.NaN;
        const index = Math.floor(value / interval);
        const last = Math.floor(before / interval);
        if (index !== last && !Number.isNaN(index + last)) {
          const level = Math.max(index, last) * interval;
          const part = (level - before) / (value - before);
          yield { lon, lat: lat - step * (1 - part), level };
        }
        before = value;
      }
    }
  }

  /** How the line runs on the screen, readable from below; null where it cannot be told. */
  #angle({ sheet, interval }: Lined, at: Point): number | null {
    const value = (x: number, y: number) => {
      const place = placeAt(this.#map, at.x + x, at.y + y);
      return place ? shownAt(sheet, place.lon, place.lat) : Number.NaN;
    };
    const [dx, dy] = [value(4, 0) - value(-4, 0), value(0, 4) - value(0, -4)];
    const slope = Math.hypot(dx, dy) / 8 / interval;
    // Where lines run together they fade (isolineShader), and a label would stand alone.
    if (!(slope > 1e-6) || slope > 0.14) return null;
    const angle = Math.atan2(dx, -dy);
    return Math.abs(angle) > Math.PI / 2 ? angle - Math.sign(angle) * Math.PI : angle;
  }
}

interface Point {
  x: number;
  y: number;
}

/** The value in the layer's shown unit; NaN where there is none. */
function shownAt(sheet: Sheet, lon: number, lat: number): number {
  const reading = readSheet(sheet, lon, lat);
  return reading ? toDisplay(reading.value, sheet.layer.display) : Number.NaN;
}

function write(context: CanvasRenderingContext2D, text: string, { x, y }: Point, angle: number) {
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  context.strokeStyle = 'rgba(10, 15, 20, 0.85)';
  context.lineWidth = 3.5;
  context.strokeText(text, 0, 0);
  context.fillStyle = '#ffffff';
  context.fillText(text, 0, 0);
  context.restore();
}
