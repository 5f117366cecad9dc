import { effect } from '@preact/signals';
import { chooseTime, nextTime } from './actions';
import { isLoading, isPlaying, view } from './store';

const STEP_MILLISECONDS = 400;

/** Goes on to the next step once the present one is on the map: playing never outruns loading. */
export function startPlayback(): void {
  effect(() => {
    view.value.time;
    if (!isPlaying.value || isLoading.value) return;
    const timer = window.setTimeout(() => chooseTime(nextTime()), STEP_MILLISECONDS);
    return () => clearTimeout(timer);
  });
}
