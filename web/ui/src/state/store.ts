import { computed, signal } from '@preact/signals';
import type { Dataset, Layer, Run } from '../api/types';
import { type Dictionary, dictionary, preferredLanguage, timeZone } from '../i18n';
import type { Projection } from '../projection/choice';
import { between, type Frame, type Reading } from '../values/frame';
import { layerNamed } from './layers';
import type { Problem } from './problem';
import { initialView, LATEST, type View } from './view';

/** The one store: what the user chose, what the server has, and what the map shows. */

export const view = signal<View>(initialView(preferredLanguage(navigator.languages)));

/** null until the server has answered once. */
export const datasets = signal<Dataset[] | null>(null);
export const loadedRun = signal<Run | null>(null);

/** Why the catalogue, the run or the picture cannot be had. */
export const serverProblem = signal<Problem | null>(null);
export const runProblem = signal<Problem | null>(null);
export const pictureProblem = signal<Problem | null>(null);

/** The complete picture on the map; it may lag behind the view while tiles load. */
export const shown = signal<Frame | null>(null);
/** While playing, the next picture, mixed in more and more; null at rest. */
export const upcoming = signal<{ frame: Frame; weight: number } | null>(null);
/** What is really on the map: the shown picture, or one between it and the upcoming. */
export const drawn = computed<Frame | null>(() => {
  const now = shown.value;
  const next = upcoming.value;
  return now && next ? between(now, next.frame, next.weight) : now;
});
export const isLoading = signal(true);
/** Times whose tiles for the present view are held. */
export const buffered = signal<ReadonlySet<number>>(new Set());

/** The pointer over a map, in pixels of it: at the same place of every map. */
export const pointer = signal<{ x: number; y: number } | null>(null);

export interface Cursor {
  /** In pixels of the window, as is the end of the map that it is within. */
  x: number;
  y: number;
  within: { right: number; bottom: number };
  lat: number;
  lon: number;
  /** Of every field of the picture, the coloured one first. */
  readings: (Reading | null | undefined)[];
}
export const cursor = signal<Cursor | null>(null);

/** The projection that the map has; it may lag behind the view while its lines are laid anew. */
export const laidProjection = signal<Projection | null>(null);

/** Where the map is divided between two runs, as a fraction of its width. */
export const swipeSplit = signal(0.5);

export const isPlaying = signal(false);
/** Steps per 0.4 s. */
export const playSpeed = signal(1);
export const isHelpOpen = signal(false);
export const isExportOpen = signal(false);
/** In the page of somebody else, with little around the map. */
export const isEmbedded = new URLSearchParams(globalThis.location?.search).has('embed');
/** On small screens only; the panel is always there on large ones. */
export const isVariablesOpen = signal(false);
/** So are the switches of the top bar. */
export const isMoreOpen = signal(false);

export const dataset = computed<Dataset | null>(
  () => datasets.value?.find(({ id }) => id === view.value.dataset) ?? null,
);

/** The run that the view means, with "latest" resolved. */
export const runId = computed<string | null>(() => {
  const { run } = view.value;
  return run === LATEST ? (dataset.value?.latest ?? null) : run;
});

/** The loaded run, if it is the one that the view means. */
export const run = computed<Run | null>(() => {
  const loaded = loadedRun.value;
  const isMeant = loaded?.dataset === view.value.dataset && loaded?.run === runId.value;
  return isMeant ? loaded : null;
});

export const layer = computed<Layer | null>(
  () => layerNamed(run.value?.layers ?? [], view.value.layer) ?? null,
);

/** The times at which the chosen layer can be shown. */
export const layerTimes = computed<readonly number[]>(
  () => layer.value?.times ?? run.value?.times ?? [],
);

export const words = computed<Dictionary>(() => dictionary(view.value.language));
export const zone = computed<string>(() => timeZone(view.value.language));

export const isDrawerOpen = computed(
  () => view.value.place !== null || ['section', 'ocean'].includes(view.value.tab),
);
