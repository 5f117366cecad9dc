import type { Map as MapLibre } from 'maplibre-gl';
import { pointer } from '../state/store';

/** Tells where over the map the pointer is, as long as it is. */
export function bindPointer(map: MapLibre): void {
  map.on('mousemove', ({ originalEvent: { clientX, clientY } }) => {
    const { left, top, height } = map.getCanvas().getBoundingClientRect();
    const at = { x: clientX - left, y: clientY - top };
    pointer.value = at.y < 0 || at.y > height ? null : at;
  });
  map.getCanvasContainer().addEventListener('mouseleave', () => {
    pointer.value = null;
  });
}
