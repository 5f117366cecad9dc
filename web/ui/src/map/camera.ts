import { effect } from '@preact/signals';
import type { Map as MapLibre } from 'maplibre-gl';
import { wrapLongitude } from '../format/units';
import { patchView } from '../state/actions';
import { view } from '../state/store';

/** The maps that look at the same part of the earth. */
const linked = new Set<MapLibre>();
/** The one that is being moved: the others go with it. */
let leader: MapLibre | null = null;

/**
 * The camera follows the view (links, the back button), the view follows the camera, and all maps
 * move together. Gives the way to stop.
 */
export function bindCamera(map: MapLibre): () => void {
  linked.add(map);
  const stop = effect(() => {
    const { lon, lat, zoom } = view.value;
    const center = map.getCenter();
    const isSame =
      Math.abs(wrapLongitude(center.lng - lon)) < 1e-3 &&
      Math.abs(center.lat - lat) < 1e-3 &&
      Math.abs(map.getZoom() - zoom) < 1e-2;
    if (!isSame && !map.isMoving()) map.jumpTo({ center: [lon, lat], zoom });
  });
  map.on('move', () => lead(map));
  map.on('moveend', () => {
    if (leader) return;
    const { lng, lat } = map.getCenter();
    patchView({
      lon: round(wrapLongitude(lng), 3),
      lat: round(lat, 3),
      zoom: round(map.getZoom(), 2),
    });
  });
  return () => {
    stop();
    linked.delete(map);
  };
}

function lead(map: MapLibre): void {
  if (leader) return;
  leader = map;
  const camera = { center: map.getCenter(), zoom: map.getZoom() };
  for (const other of linked) if (other !== map) other.jumpTo(camera);
  leader = null;
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
