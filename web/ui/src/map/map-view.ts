import { computed, effect } from '@preact/signals';
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { wrapLongitude } from '../format/units';
import type { Projection } from '../projection/choice';
import { patchView } from '../state/actions';
import { pickPlace } from '../state/picking';
import { cursor, drawn, isVariablesOpen, laidProjection, view } from '../state/store';
import { isLight } from '../state/theme';
import { viewport } from '../state/wanted';
import { readSheet, type Sheet, sheetsOf } from '../values/frame';
import { showFarms } from './farms';
import { layMap } from './lay';
import { addPicture } from './overlays';
import { Pins } from './pins';
import { PlaceMarker } from './place-marker';
import { trackReady } from './ready';
import { SectionLine } from './section-line';
import { placeAt, viewBounds } from './seen';
import { allowSnapshots } from './snapshot';
import { makeStyle, paintGround } from './style';

setWorkerUrl(workerUrl);

/** Of their own, so that a step in time neither lays the shapes again nor names the places anew. */
const projection = computed(() => view.value.projection);
const language = computed(() => view.value.language);

/** Puts the map into the element and binds it to the store, both ways. */
export function startMap(container: HTMLElement): void {
  const map = makeMap(container);
  map.once('style.load', () => {
    addPicture(map);
    effect(() => {
      void lay(map, projection.value);
    });
    effect(() => {
      map.setLayoutProperty('places', 'text-field', ['get', language.value]);
    });
    showFarms(map);
    effect(() => paintGround(map, isLight.value));
    allowSnapshots(map);
    trackReady(map);
  });
  bindCamera(map);
  bindPointer(map);
  new PlaceMarker(map);
  new Pins(map);
  new SectionLine(map);
}

async function lay(map: MapLibre, wished: Projection): Promise<void> {
  await layMap(map, wished);
  // While one waits for the workers, another projection may have been chosen.
  if (projection.peek() === wished) laidProjection.value = wished;
  reportViewport(map);
}

function makeMap(container: HTMLElement): MapLibre {
  const { lon, lat, zoom, language } = view.peek();
  const map = new MapLibre({
    container,
    style: makeStyle(language),
    center: [lon, lat],
    zoom,
    maxZoom: 11,
    keyboard: false,
    boxZoom: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    canvasContextAttributes: { antialias: false },
    fadeDuration: 0,
    localIdeographFontFamily: '"Fengtu Sans", sans-serif',
  });
  map.touchZoomRotate.disableRotation();
  leaveOutSky(map);
  return map;
}

/** The map is never tilted, so no sky is seen; MapLibre draws it all the same, over every pixel. */
function leaveOutSky({ painter }: MapLibre): void {
  painter.drawFunctions = { ...painter.drawFunctions, sky: () => {} };
}

/** The camera follows the view (links, the back button), the view follows the camera. */
function bindCamera(map: MapLibre): void {
  effect(() => {
    const { lon, lat, zoom } = view.value;
    const center = map.getCenter();
    const isSame =
      Math.abs(wrapLongitude(center.lng - lon)) < 1e-3 &&
      Math.abs(center.lat - lat) < 1e-3 &&
      Math.abs(map.getZoom() - zoom) < 1e-2;
    if (!isSame && !map.isMoving()) map.jumpTo({ center: [lon, lat], zoom });
  });
  map.on('moveend', () => {
    const { lng, lat } = map.getCenter();
    patchView({
      lon: round(wrapLongitude(lng), 3),
      lat: round(lat, 3),
      zoom: round(map.getZoom(), 2),
    });
    reportViewport(map);
  });
  map.on(
    'move',
    throttle(() => reportViewport(map), 200),
  );
  map.on('resize', () => reportViewport(map));
}

function reportViewport(map: MapLibre): void {
  const bounds = viewBounds(map);
  const degreesPerPixel = 360 / (512 * 2 ** map.getZoom());
  const next = { bounds, degreesPerPixel };
  if (JSON.stringify(next) !== JSON.stringify(viewport.peek())) viewport.value = next;
}

/** Keeps the readout true to what lies under the pointer, also while the map moves beneath it. */
function bindPointer(map: MapLibre): void {
  let pointer: MouseEvent | null = null;
  const read = () => {
    cursor.value = pointer && cursorAt(map, pointer);
  };
  map.on('mousemove', ({ originalEvent }) => {
    pointer = originalEvent;
    read();
  });
  map.getCanvasContainer().addEventListener('mouseleave', () => {
    pointer = null;
    read();
  });
  map.on('move', read);
  map.on('resize', read);
  effect(() => {
    drawn.value;
    read();
  });
  map.on('click', ({ point, originalEvent }) => {
    isVariablesOpen.value = false;
    const at = placeAt(map, point.x, point.y);
    if (!at) return;
    const place = { lat: round(at.lat, 4), lon: round(wrapLongitude(at.lon), 4) };
    pickPlace(place, originalEvent.shiftKey);
  });
}

function cursorAt(map: MapLibre, { clientX: x, clientY: y }: MouseEvent) {
  const { left, top, bottom } = map.getCanvas().getBoundingClientRect();
  if (y < top || y > bottom) return null;
  const place = placeAt(map, x - left, y - top);
  if (!place) return null;
  const { lon, lat } = place;
  const frame = drawn.peek();
  const sheets = frame ? sheetsOf<Sheet>(frame) : [];
  return { x, y, lat, lon, readings: sheets.map((sheet) => readSheet(sheet, lon, lat)) };
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

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
