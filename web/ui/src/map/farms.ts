import { computed, effect } from '@preact/signals';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { type FarmPlace, readFarms } from '../format/farms';
import { portfolio } from '../state/energy';
import { laidProjection, view } from '../state/store';

/** Not anew with every step in time. */
const farms = computed(() => (isEnergyOpen.value ? readFarms(portfolio.value) : NONE));
const isEnergyOpen = computed(() => view.value.energy !== null);
const NONE: FarmPlace[] = [];

/** A dot for each farm of the portfolio while the energy page is open. */
export function showFarms(map: MapLibre): void {
  map.addSource('farms', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  map.addLayer({
    id: 'farms',
    type: 'circle',
    source: 'farms',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 2, 3, 6, 6],
      'circle-color': '#ffffff',
      'circle-stroke-color': '#0b1118',
      'circle-stroke-width': 1.5,
    },
  });
  effect(() => {
    laidProjection.value; // shapes are laid on the map's plane when they are set
    const features = farms.value.map(({ lat, lon }) => ({
      type: 'Feature' as const,
      properties: {},
      geometry: { type: 'Point' as const, coordinates: [lon, lat] },
    }));
    (map.getSource('farms') as GeoJSONSource).setData({ type: 'FeatureCollection', features });
  });
}
