import { effect } from '@preact/signals';
import { type GeoJSONSource, Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { wrapLongitude } from '../format/units';
import { choosePlace, patchView } from '../state/actions';
import { cursor, drawn, isVariablesOpen, view } from '../state/store';
import { viewport } from '../state/wanted';
import { type Frame, readSheet, type Sheet, sheetsOf } from '../values/frame';
import { BarbOverlay } from './barb-overlay';
import { showFarms } from './farms';
import { FieldLayer, type Lined, viewBounds } from './field-layer';
import { isolineInterval } from './isoline-interval';
import { IsolineLabels } from './isoline-labels';
import { PlaceMarker } from './place-marker';
import { loadPlaces } from './places';
import { trackReady } from './ready';
import { LOWEST_LINE, makeStyle } from './style';

setWorkerUrl(workerUrl);

/** Puts the map into the element and binds it to the store, both ways. */
export function startMap(container: HTMLElement): void {
  const map = makeMap(container);
  const field = new FieldLayer('field');
  const lines = new FieldLayer('isolines');
  map.once('style.load', () => {
    map.addLayer(field, LOWEST_LINE);
    map.addLayer(lines, 'places');
    effect(() => {
      map.setProjection({ type: view.value.projection });
      reportViewport(map);
    });
    effect(() => {
      map.setLayoutProperty('places', 'text-field', ['get', view.value.language]);
    });
    void loadPlaces().then((places) => {
      (map.getSource('places') as GeoJSONSource | undefined)?.setData(places);
    });
    const labels = new IsolineLabels(map);
    const barbs = new BarbOverlay(map);
    effect(() => {
      const frame = drawn.value;
      const isolines = frame && linesOf(frame);
      field.show(frame);
      lines.show(isolines);
      labels.show(isolines);
      barbs.show(frame && (frame.over.barbs ?? (frame.layer.kind === 'vector' ? frame : null)));
    });
    showFarms(map);
    trackReady(map);
  });
  bindCamera(map);
  bindPointer(map);
  new PlaceMarker(map);
}

function linesOf({ over: { isolines } }: Frame): Lined | null {
  if (!isolines) return null;
  return { sheet: isolines, interval: isolineInterval(isolines.legend) };
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
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    canvasContextAttributes: { antialias: true },
    fadeDuration: 0,
    localIdeographFontFamily: '"Fengtu Sans", sans-serif',
  });
  map.touchZoomRotate.disableRotation();
  return map;
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

const WORLD = { west: -180, east: 180, south: -90, north: 90 };

function reportViewport(map: MapLibre): void {
  const isGlobe = map.getProjection()?.type === 'globe';
  const bounds = isGlobe && map.getZoom() < 4 ? WORLD : viewBounds(map);
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
  map.on('click', ({ lngLat }) => {
    isVariablesOpen.value = false;
    choosePlace({ lat: round(lngLat.lat, 4), lon: round(wrapLongitude(lngLat.lng), 4) });
  });
}

function cursorAt(map: MapLibre, { clientX: x, clientY: y }: MouseEvent) {
  const { left, top, bottom } = map.getCanvas().getBoundingClientRect();
  if (y < top || y > bottom) return null;
  const { lng: lon, lat } = map.unproject([x - left, y - top]);
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
