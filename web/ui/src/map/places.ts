import type { Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';

interface NamedPlace {
  zh: string;
  en: string;
  lat: number;
  lon: number;
  rank: number;
}

let places: Promise<FeatureCollection> | undefined;

/** Writes the names of places on the map. */
export async function showPlaces(map: MapLibre): Promise<void> {
  places ??= loadPlaces();
  const found = await places;
  (map.getSource('places') as GeoJSONSource | undefined)?.setData(found);
}

async function loadPlaces(): Promise<FeatureCollection> {
  const answer = await fetch('/basemap/places.json');
  const named = (await answer.json()) as NamedPlace[];
  return { type: 'FeatureCollection', features: named.map(toFeature) };
}

function toFeature({ zh, en, lat, lon, rank }: NamedPlace): Feature {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { zh, en, rank },
  };
}
