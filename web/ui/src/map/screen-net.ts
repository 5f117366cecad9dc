import type { Map as MapLibre } from 'maplibre-gl';
import { placeAt } from './seen';

/** Points of the screen, row by row, and the places under them; NaN beside the earth. */
export interface Net {
  columns: number;
  rows: number;
  /** Pixels between neighbours; the first point is half of that from the corner. */
  spacing: number;
  lon: Float64Array;
  lat: Float64Array;
}

/** Keeps a net until the map is moved: finding the places is the work. */
export class ScreenNet {
  #key = '';
  #net: Net | null = null;

  constructor(
    readonly map: MapLibre,
    readonly spacing: number,
  ) {}

  get(): Net {
    const { map } = this;
    const { clientWidth, clientHeight } = map.getCanvas();
    const { lng, lat } = map.getCenter();
    const camera = [lng, lat, map.getZoom(), clientWidth, clientHeight, map.getProjection()?.type];
    const key = camera.join();
    if (!this.#net || key !== this.#key) {
      this.#key = key;
      this.#net = makeNet(map, this.spacing);
    }
    return this.#net;
  }
}

function makeNet(map: MapLibre, spacing: number): Net {
  const { clientWidth, clientHeight } = map.getCanvas();
  const columns = Math.max(1, Math.floor(clientWidth / spacing));
  const rows = Math.max(1, Math.floor(clientHeight / spacing));
  const lon = new Float64Array(columns * rows).fill(Number.NaN);
  const lat = new Float64Array(columns * rows).fill(Number.NaN);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const place = placeAt(map, (i + 0.5) * spacing, (j + 0.5) * spacing);
      if (!place) continue;
      lon[j * columns + i] = place.lon;
      lat[j * columns + i] = place.lat;
    }
  }
  return { columns, rows, spacing, lon, lat };
}
