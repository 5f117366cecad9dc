import type { Map as MapLibre } from 'maplibre-gl';

/** A canvas over the map, as large and as sharp as it, drawn anew whenever the map is. */
export class CanvasOverlay {
  readonly #canvas = document.createElement('canvas');

  constructor(
    readonly map: MapLibre,
    name: string,
    /** Gives how many marks it made. */
    readonly draw: (context: CanvasRenderingContext2D) => number,
  ) {
    this.#canvas.className = 'map-overlay';
    this.#canvas.dataset.overlay = name;
    map.getCanvasContainer().append(this.#canvas);
    map.on('render', () => this.redraw());
  }

  redraw(): void {
    const context = this.#clear();
    // Chromium goes on showing what was there where nothing is drawn after clearing.
    if (context) this.#canvas.hidden = this.draw(context) === 0;
  }

  #clear(): CanvasRenderingContext2D | null {
    const { clientWidth, clientHeight } = this.map.getCanvas();
    const ratio = window.devicePixelRatio;
    const canvas = this.#canvas;
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
}
