import type { Map as MapLibre } from 'maplibre-gl';

let onShow: MapLibre | null = null;

/** From now on the map's picture can be taken. */
export function allowSnapshots(map: MapLibre): void {
  onShow = map;
}

/** The map as it is shown, with what lies over it, in the screen's own pixels. */
export function takeSnapshot(): Promise<HTMLCanvasElement> {
  const map = onShow;
  if (!map) return Promise.reject(new Error('there is no map'));
  return new Promise((resolve) => {
    // What WebGL drew is there to be read only while the frame lasts.
    map.once('render', () => resolve(copyOf(map)));
    map.triggerRepaint();
  });
}

function copyOf(map: MapLibre): HTMLCanvasElement {
  const ground = map.getCanvas();
  const copy = document.createElement('canvas');
  copy.width = ground.width;
  copy.height = ground.height;
  const context = copy.getContext('2d');
  const over = map.getCanvasContainer().querySelectorAll<HTMLCanvasElement>('canvas.map-overlay');
  for (const layer of [ground, ...over]) {
    if (layer.hidden || !layer.width) continue;
    context?.drawImage(layer, 0, 0, copy.width, copy.height);
  }
  return copy;
}
