import type { Dataset, Run } from '../api/types';
import { HOUR } from '../format/time';
import { heldRun } from './held-runs';
import type { Problem } from './problem';
import { datasets, words } from './store';
import { LATEST, type Scene } from './view';

/** With what a picture is compared: another run, another dataset, or its own run at another time. */
export type Comparison =
  | { of: 'run'; run: string }
  | { of: 'dataset'; dataset: string; run: string }
  | { of: 'time'; hours: number };

/** "20261122T1200Z", "other/latest", or "-24h" for a day earlier. */
export function parseComparison(text: string): Comparison {
  const [, hours] = /^([+-]\d{1,4})h$/.exec(text) ?? [];
  if (hours) return { of: 'time', hours: Number(hours) };
  const [dataset = '', run] = text.split('/');
  return run ? { of: 'dataset', dataset, run } : { of: 'run', run: text };
}

/** Where the fields of a picture, or of what it is compared with, are found. */
export interface Origin {
  dataset: Dataset;
  run: Run;
  /** Added to the picture's time, in milliseconds. */
  shift: number;
}

/**
 * What a scene is compared with here, rather than by the server; undefined for nothing, null while
 * its run is not loaded.
 */
export function comparedWith({ minus, beside }: Scene, own: Origin): Origin | null | undefined {
  if (minus === null) return undefined;
  const other = parseComparison(minus);
  if (other.of === 'time') return { ...own, shift: other.hours * HOUR };
  if (other.of === 'run') return origin(own.dataset, other.run);
  // Another dataset has another grid, perhaps: its difference is computed by the server.
  return beside ? origin(datasetOf(other.dataset), other.run) : undefined;
}

/** Why what a scene is compared with cannot be had; null where it can, or will be. */
export function comparisonProblem({ minus, dataset }: Scene): Problem | null {
  const other = minus === null ? null : parseComparison(minus);
  if (!other || other.of === 'time' || !datasets.value) return null;
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

/** How far back one looks, in hours. */
const BACK = [3, 6, 12, 24, 48];

/** The earlier times that a picture can be compared with, where the times are so far apart. */
export function earlierTimes(times: readonly number[]): string[] {
  const known = new Set(times);
  return BACK.filter((hours) => times.some((time) => known.has(time - hours * HOUR))).map(
    (hours) => `-${hours}h`,
  );
}
