import { effect } from '@preact/signals';
import type { Map as MapLibre } from 'maplibre-gl';
import { lineStart, pointedPlace, section } from '../state/section';
import { view } from '../state/store';
import type { Place } from '../state/view';
import { CanvasOverlay } from './canvas-overlay';

/** Farther apart on the screen, two neighbours on the line lie on different sides of a cut. */
const LARGEST_STEP = 200;

/** The line of the section on the map, its ends, and where its picture is pointed at. */
export class SectionLine {
  readonly #map: MapLibre;

  constructor(map: MapLibre) {
    this.#map = map;
    const overlay = new CanvasOverlay(map, 'section', (context) => this.#draw(context));
    effect(() => {
      view.value.section;
      view.value.tab;
      section.value;
      lineStart.value;
      pointedPlace.value;
      overlay.redraw();
    });
  }

  #draw(context: CanvasRenderingContext2D): number {
    const { section: ends, tab } = view.peek();
    if (tab !== 'section') return 0;
    const start = lineStart.peek();
    const line = start ? [] : this.#places(ends ?? []);
    strokeTwice(context, this.#path(line));
    const marks = start ? [start] : (ends ?? []);
    marks.forEach((place, i) => {
      this.#mark(context, place, start || i === 0 ? 'A' : 'B');
    });
    const pointed = pointedPlace.peek();
    if (pointed && !start) this.#mark(context, pointed, '');
    return line.length + marks.length;
  }

  /** The server's places on the great circle, or the ends until they are there. */
  #places(ends: Place[]): Place[] {
    const answer = section.peek();
    const [first] = ends;
    const isOurs = answer && first && Math.abs((answer.lat[0] ?? 99) - first.lat) < 1e-3;
    if (!isOurs) return ends;
    return answer.lat.map((lat, i) => ({ lat, lon: answer.lon[i] as number }));
  }

  #path(places: Place[]): Path2D {
    const path = new Path2D();
    let before: { x: number; y: number } | null = null;
    for (const { lat, lon } of places) {
      const { x, y } = this.#map.project([lon, lat]);
      const isNear = before && Math.hypot(x - before.x, y - before.y) < LARGEST_STEP;
      if (isNear) path.lineTo(x, y);
      else path.moveTo(x, y);
      before = { x, y };
    }
    return path;
  }

  #mark(context: CanvasRenderingContext2D, { lat, lon }: Place, name: string): void {
    const { x, y } = this.#map.project([lon, lat]);
    const dot = new Path2D();
    dot.arc(x, y, name ? 5 : 4, 0, 2 * Math.PI);
    strokeTwice(context, dot);
    context.fillStyle = name ? '#ffffff' : '#4cc2ff';
    context.fill(dot);
    if (!name) return;
    context.font = '600 13px sans-serif';
    context.strokeText(name, x + 8, y - 7);
    context.fillText(name, x + 8, y - 7);
  }
}

/** White within black, to be seen on any colour. */
function strokeTwice(context: CanvasRenderingContext2D, path: Path2D): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = '#0b1118';
  context.lineWidth = 4;
  context.stroke(path);
  context.strokeStyle = '#ffffff';
  context.lineWidth = 2;
  context.stroke(path);
  context.strokeStyle = '#0b1118';
  context.lineWidth = 3;
}
