import { effect } from '@preact/signals';
import { chooseTime, nextTime } from './actions';
import { heldPicture } from './picture';
import { isAnySideLoading } from './side-maps';
import { isLoading, isPlaying, playSpeed, upcoming, view } from './store';

const STEP_MILLISECONDS = 400;

/**
 * Goes on to the next step once the present one is on the map: playing never outruns loading.
 * Between two steps the picture changes smoothly where that is honest; paused, it is always one
 * step exactly.
 */
export function startPlayback(): void {
  effect(() => {
    view.value.time;
    if (!isPlaying.value || isLoading.value || isAnySideLoading.value) return;
    return playStep(STEP_MILLISECONDS / playSpeed.value);
  });
}

/** Shows one step for so long, then chooses the next; gives the way to stop. */
function playStep(milliseconds: number): () => void {
  const next = nextTime();
  const isForward = next !== undefined && next > (view.peek().time ?? 0);
  // Of several maps all show the same time: a step.
  const isSmooth = isForward && !prefersStillness() && !view.peek().others.length;
  const frame = isSmooth ? heldPicture(next) : null;
  const start = performance.now();
  let request = 0;
  const tick = () => {
    const part = (performance.now() - start) / milliseconds;
    if (part >= 1) return chooseTime(next);
    if (frame) upcoming.value = { frame, weight: part };
    request = requestAnimationFrame(tick);
  };
  tick();
  return () => {
    cancelAnimationFrame(request);
    upcoming.value = null;
  };
}

const prefersStillness = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

const SPEEDS = [0.5, 1, 2, 4];

export function changeSpeed(direction: 1 | -1): void {
  const index = SPEEDS.indexOf(playSpeed.peek()) + direction;
  playSpeed.value = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, index))] ?? 1;
}
