import type { Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';

/** A place of the map's own list; rank 1 has its name from the start. */
export interface NamedPlace {
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

function toFeature(place: NamedPlace): Feature {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
    properties: place,
  };
}
