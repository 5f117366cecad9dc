import { effect } from '@preact/signals';
import type { Map as MapLibre } from 'maplibre-gl';
import { wrapLongitude } from '../format/units';
import { chosenPlace, mapCount } from '../state/maps';
import { pickPlace } from '../state/picking';
import {
  cursor,
  drawn,
  isLoading,
  isMoreOpen,
  isVariablesOpen,
  laidProjection,
  pointer,
  shown,
  view,
  words,
} from '../state/store';
import { viewport } from '../state/wanted';
import { readSheet, type Sheet, sheetsOf } from '../values/frame';
import { bindCamera, round } from './camera';
import { showFarms } from './farms';
import { uncoverMap } from './first-picture';
import { dressMap, makeMap } from './make-map';
import { addPicture } from './overlays';
import { Pins } from './pins';
import { PlaceMarker } from './place-marker';
import { bindPointer } from './pointer';
import { trackReady } from './ready';
import { SectionLine } from './section-line';
import { placeAt, viewBounds } from './seen';
import { allowSnapshots } from './snapshot';

const TEXTURE_BYTES = 128 * 1024 * 1024;

/** Puts the chosen map into the element and binds it to the store, both ways. */
export function startMap(container: HTMLElement): void {
  const map = makeMap(container);
  map.once('style.load', () => {
    addPicture(map, { scene: view, shown, drawn, textureBytes: TEXTURE_BYTES });
    dressMap(map, nameOfChosen, () => {
      laidProjection.value = view.peek().projection;
      reportViewport(map);
    });
    showFarms(map);
    allowSnapshots(map);
    trackReady(map, [shown, isLoading]);
    bindCover(map);
  });
  bindCamera(map);
  bindViewport(map);
  bindPointer(map);
  bindReadings(map);
  bindClick(map);
  new PlaceMarker(map);
  new Pins(map);
  new SectionLine(map);
}

function nameOfChosen(): string {
  const { map } = words.value;
  return mapCount.value === 1 ? map : `${map} ${chosenPlace.value}`;
}

/** What covers the map goes once the map is drawn, or no longer as it was. */
function bindCover(map: MapLibre): void {
  map.on('movestart', ({ originalEvent }) => {
    if (originalEvent) uncoverMap();
  });
  map.on('resize', uncoverMap);
  map.on('idle', () => {
    if (!isLoading.peek()) uncoverMap();
  });
}

function bindViewport(map: MapLibre): void {
  map.on('moveend', () => reportViewport(map));
  map.on('resize', () => reportViewport(map));
  map.on(
    'move',
    throttle(() => reportViewport(map), 200),
  );
}

function reportViewport(map: MapLibre): void {
  const bounds = viewBounds(map);
  const degreesPerPixel = 360 / (512 * 2 ** map.getZoom());
  const next = { bounds, degreesPerPixel };
  if (JSON.stringify(next) !== JSON.stringify(viewport.peek())) viewport.value = next;
}

/** Keeps the readout true to what lies under the pointer, also while the map moves beneath it. */
function bindReadings(map: MapLibre): void {
  const read = () => {
    cursor.value = cursorAt(map);
  };
  map.on('move', read);
  map.on('resize', read);
  effect(() => {
    drawn.value;
    pointer.value;
    read();
  });
}

function cursorAt(map: MapLibre) {
  const at = pointer.peek();
  const place = at && placeAt(map, at.x, at.y);
  if (!place) return null;
  const within = map.getCanvas().getBoundingClientRect();
  const { lon, lat } = place;
  const frame = drawn.peek();
  const sheets = frame ? sheetsOf<Sheet>(frame) : [];
  const readings = sheets.map((sheet) => readSheet(sheet, lon, lat));
  return { x: within.left + at.x, y: within.top + at.y, within, lat, lon, readings };
}

function bindClick(map: MapLibre): void {
  map.on('click', ({ point, originalEvent }) => {
    isVariablesOpen.value = false;
    isMoreOpen.value = false;
    const at = placeAt(map, point.x, point.y);
    if (!at) return;
    const place = { lat: round(at.lat, 4), lon: round(wrapLongitude(at.lon), 4) };
    pickPlace(place, originalEvent.shiftKey);
  });
}

function throttle(action: () => void, milliseconds: number): () => void {
  let last = 0;
  return () => {
    const now = performance.now();
    if (now - last < milliseconds) return;
    last = now;
    action();
  };
}
