import { computed } from '@preact/signals';
import type { RunSummary } from '../api/types';
import { chooseRun, patchView } from './actions';
import { dataset, runId, view } from './store';
import { LATEST } from './view';

/** A run that is newer than the one that is shown: it has just come, or is still coming. */
export const newerRun = computed<RunSummary | null>(() => {
  const shown = runId.value;
  const newest = newestFirst()[0];
  return shown && newest && newest.run > shown ? newest : null;
});

function newestFirst(): RunSummary[] {
  return [...(dataset.value?.runs ?? [])].sort((a, b) => b.run.localeCompare(a.run));
}

/** Stays with the run that is shown though newer ones come, or follows the newest again. */
export function toggleLock(): void {
  const shown = runId.peek();
  if (shown) patchView({ run: view.peek().run === LATEST ? shown : LATEST, minus: null });
}

/** +1 goes to the next newer run, −1 to the one before. */
export function stepRun(direction: 1 | -1): void {
  const runs = newestFirst();
  const index = runs.findIndex(({ run }) => run === runId.peek());
  const next = runs[index - direction];
  if (index >= 0 && next) chooseRun(next.run);
}

/** Shows the newer run, and follows from there on where that is the newest usable one. */
export function showNewer(): void {
  const newer = newerRun.peek();
  if (newer) chooseRun(newer.run === dataset.peek()?.latest ? LATEST : newer.run);
}
