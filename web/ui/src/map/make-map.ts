import { computed, effect } from '@preact/signals';
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Projection } from '../projection/choice';
import { view } from '../state/store';
import { isLight } from '../state/theme';
import { layMap } from './lay';
import { makeStyle, paintGround } from './style';

setWorkerUrl(workerUrl);

/** A map in the element, where the view is. */
export function makeMap(container: HTMLElement): MapLibre {
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

/** Of their own, so that a step in time neither lays the shapes again nor names the places anew. */
const projection = computed(() => view.value.projection);
const language = computed(() => view.value.language);

/** Keeps its name, ground, lettering and projection as the view has them; gives the way to stop. */
export function dressMap(
  map: MapLibre,
  name: () => string,
  onLaid: () => void = () => {},
): () => void {
  const lay = async (wished: Projection) => {
    await layMap(map, wished);
    // While one waits for the workers, another projection may have been chosen.
    if (projection.peek() === wished) onLaid();
  };
  const stops = [
    effect(() => void lay(projection.value)),
    effect(() => {
      map.setLayoutProperty('places', 'text-field', ['get', language.value]);
    }),
    effect(() => paintGround(map, isLight.value)),
    effect(() => map.getCanvas().setAttribute('aria-label', name())),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
