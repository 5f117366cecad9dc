import type { Map as MapLibre } from 'maplibre-gl';

/** A canvas over the map that lets the pointer through. */
export function addCanvas(map: MapLibre, name: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-overlay';
  canvas.dataset.overlay = name;
  map.getCanvasContainer().append(canvas);
  return canvas;
}

/** Makes a canvas empty, and as large and as sharp as the map. */
export function fitCanvas(
  map: MapLibre,
  canvas: HTMLCanvasElement,
): CanvasRenderingContext2D | null {
  const { clientWidth, clientHeight } = map.getCanvas();
  const ratio = window.devicePixelRatio;
  const width = Math.round(clientWidth * ratio);
  const height = Math.round(clientHeight * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${clientWidth}px`;
    canvas.style.height = `${clientHeight}px`;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, clientWidth, clientHeight);
  return context;
}

/** A canvas over the map that is drawn anew whenever the map is, and once for all that changed. */
export class CanvasOverlay {
  readonly #canvas: HTMLCanvasElement;
  #request = 0;

  constructor(
    readonly map: MapLibre,
    name: string,
    /** Gives how many marks it made. */
    readonly draw: (context: CanvasRenderingContext2D) => number,
  ) {
    this.#canvas = addCanvas(map, name);
    map.on('render', () => this.#redraw());
  }

  /** With the map's next frame, which is mostly wanted for the same reason, or without. */
  redraw(): void {
    this.#request ||= requestAnimationFrame(() => this.#redraw());
  }

  #redraw(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    const context = fitCanvas(this.map, this.#canvas);
    // Chromium goes on showing what was there where nothing is drawn after clearing.
    if (context) this.#canvas.hidden = this.draw(context) === 0;
  }
}
