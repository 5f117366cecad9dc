import { effect } from '@preact/signals';
import type { Map as MapLibre } from 'maplibre-gl';
import {
  isLoading,
  laidProjection,
  pictureProblem,
  runProblem,
  serverProblem,
  shown,
  view,
} from '../state/store';
import { uncoverMap } from './first-picture';

declare global {
  interface Window {
    /** True once the picture is complete: all visible tiles decoded and drawn, the map at rest. */
    ready: boolean;
  }
}

const problems = [serverProblem, runProblem, pictureProblem];

export function trackReady(map: MapLibre): void {
  effect(() => {
    shown.value;
    view.value;
    isLoading.value;
    laidProjection.value;
    window.ready = false;
    map.triggerRepaint();
  });
  map.on('movestart', ({ originalEvent }) => {
    window.ready = false;
    if (originalEvent) uncoverMap();
  });
  map.on('resize', uncoverMap);
  map.on('idle', () => {
    const isLaid = laidProjection.peek() === view.peek().projection;
    window.ready = isLaid && !isLoading.peek() && problems.every((problem) => !problem.peek());
    if (!isLoading.peek()) uncoverMap();
  });
}
