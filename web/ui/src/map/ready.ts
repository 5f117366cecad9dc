import { effect, type ReadonlySignal } from '@preact/signals';
import type { Map as MapLibre } from 'maplibre-gl';
import { isAnySideLoading } from '../state/side-maps';
import {
  isLoading,
  laidProjection,
  pictureProblem,
  runProblem,
  serverProblem,
  view,
} from '../state/store';

declare global {
  interface Window {
    /** True once every picture is complete: all visible tiles decoded and drawn, the maps at rest. */
    ready: boolean;
  }
}

const problems = [serverProblem, runProblem, pictureProblem];

/** The maps, and whether each is at rest. */
const resting = new Map<MapLibre, boolean>();

/** Counts a map in, which is drawn anew when its `changes` do; gives the way to leave it out again. */
export function trackReady(map: MapLibre, changes: ReadonlySignal<unknown>[]): () => void {
  const stir = () => {
    resting.set(map, false);
    window.ready = false;
  };
  const stop = effect(() => {
    for (const change of [...changes, view, laidProjection]) change.value;
    stir();
    map.triggerRepaint();
  });
  map.on('movestart', stir);
  map.on('idle', () => {
    resting.set(map, true);
    window.ready = isAtRest();
  });
  return () => {
    stop();
    resting.delete(map);
  };
}

function isAtRest(): boolean {
  const isLaid = laidProjection.peek() === view.peek().projection;
  const isLoaded = !isLoading.peek() && !isAnySideLoading.peek();
  const isFine = problems.every((problem) => !problem.peek());
  return isLaid && isLoaded && isFine && [...resting.values()].every(Boolean);
}
