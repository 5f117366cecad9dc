import type { Dataset, Run } from '../api/types';
import { HOUR } from '../format/time';
import { parseComparison } from './comparison';
import { heldRun } from './held-runs';
import type { Problem } from './problem';
import { datasets, words } from './store';
import { LATEST, type Scene } from './view';

/** Where the fields of a picture, or of what it is compared with, are found. */
export interface Origin {
  dataset: Dataset;
  run: Run;
  /** Added to the picture's time, in milliseconds. */
  shift: number;
}

/**
 * Of what run a scene is compared with the fields; undefined for none, null while it is not loaded.
 */
export function comparedWith(scene: Scene, own: Origin): Origin | null | undefined {
  const other = scene.minus === null ? null : parseComparison(scene.minus);
  if (!other || other.of === 'mean') return undefined;
  if (other.of === 'time') return { ...own, shift: other.hours * HOUR };
  if (other.of === 'run') return origin(own.dataset, other.run);
  return origin(datasetOf(other.dataset), other.run);
}

/** Why what a scene is compared with cannot be had; null where it can, or will be. */
export function comparisonProblem({ minus, dataset }: Scene): Problem | null {
  const other = minus === null ? null : parseComparison(minus);
  if (!other || other.of === 'time' || other.of === 'mean' || !datasets.value) return null;
  const of = datasetOf(other.of === 'run' ? dataset : other.dataset);
  const id = other.run === LATEST ? of?.latest : other.run;
  if (!of || !id) return { kind: 'not_found', detail: words.value.noDifference };
  return heldRun(of.id, id).problem.value;
}

function origin(dataset: Dataset | null, wished: string): Origin | null {
  const id = wished === LATEST ? dataset?.latest : wished;
  const run = dataset && id && heldRun(dataset.id, id).run.value;
  return run ? { dataset, run, shift: 0 } : null;
}

export function datasetOf(id: string | null): Dataset | null {
  return datasets.value?.find((each) => each.id === id) ?? null;
}
