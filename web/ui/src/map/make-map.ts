import { effect } from '@preact/signals';
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
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
    canvasContextAttributes: { antialias: true },
    fadeDuration: 0,
    localIdeographFontFamily: '"Fengtu Sans", sans-serif',
  });
  map.touchZoomRotate.disableRotation();
  return map;
}

/** Keeps its name, ground, lettering and projection as the view has them; gives the way to stop. */
export function dressMap(
  map: MapLibre,
  name: () => string,
  onLaid: () => void = () => {},
): () => void {
  const lay = async () => {
    const { projection } = view.peek();
    await layMap(map, projection);
    // While one waits for the workers, another projection may have been chosen.
    if (view.peek().projection === projection) onLaid();
  };
  const stops = [
    effect(() => {
      view.value.projection;
      void lay();
    }),
    effect(() => {
      map.setLayoutProperty('places', 'text-field', ['get', view.value.language]);
    }),
    effect(() => paintGround(map, isLight.value)),
    effect(() => map.getCanvas().setAttribute('aria-label', name())),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
