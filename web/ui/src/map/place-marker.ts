import { effect } from '@preact/signals';
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import { view } from '../state/store';

const MARGIN = 40;

/** Opening the charts makes the map smaller: the place that they are for must stay on it. */
function keepInView(map: MapLibre): void {
  const { place } = view.peek();
  if (!place) return;
  const { x, y } = map.project([place.lon, place.lat]);
  const { clientWidth, clientHeight } = map.getCanvas();
  const isInside =
    x > MARGIN && y > MARGIN && x < clientWidth - MARGIN && y < clientHeight - MARGIN;
  if (!isInside) map.panTo([place.lon, place.lat], { duration: 300 });
}

/** The ring at the place whose forecast is open. */
export class PlaceMarker {
  /** Forgets the place; the marker goes with its map. */
  readonly remove: () => void;

  constructor(map: MapLibre) {
    const element = document.createElement('div');
    element.className = 'place-marker';
    const marker = new Marker({ element });
    this.remove = effect(() => {
      const { place } = view.value;
      if (place) marker.setLngLat([place.lon, place.lat]).addTo(map);
      else marker.remove();
    });
    map.on('resize', () => keepInView(map));
  }
}
