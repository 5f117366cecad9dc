import type { Feature, FeatureCollection } from 'geojson';

interface NamedPlace {
  zh: string;
  en: string;
  lat: number;
  lon: number;
  rank: number;
}

export async function loadPlaces(): Promise<FeatureCollection> {
  const answer = await fetch('/basemap/places.json');
  const places = (await answer.json()) as NamedPlace[];
  return { type: 'FeatureCollection', features: places.map(toFeature) };
}

function toFeature({ zh, en, lat, lon, rank }: NamedPlace): Feature {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { zh, en, rank },
  };
}
