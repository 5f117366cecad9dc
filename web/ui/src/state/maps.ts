import { computed } from '@preact/signals';
import { patchView } from './actions';
import { chartsFor } from './charts';
import { datasetOf } from './compared';
import { heldRun, holdRun } from './held-runs';
import { loadedRun, run, view } from './store';
import { LATEST, type OtherMap, PLAIN_SCENE, type Scene, sceneOf } from './view';

/** So many maps there can be side by side. */
export const MAP_COUNTS = [1, 2, 4] as const;
export type MapCount = (typeof MAP_COUNTS)[number];

export const mapCount = computed(() => (view.value.others.length + 1) as MapCount);

/** The place of the chosen map: the one that no other has. */
export const chosenPlace = computed(() => freePlaces(view.value.others)[0] ?? 1);

function freePlaces(others: readonly OtherMap[]): number[] {
  return [1, 2, 3, 4].filter((place) => others.every((other) => other.place !== place));
}

/** More maps show charts that are not there yet; of fewer, the chosen one stays. */
export function setMapCount(count: MapCount): void {
  const now = view.peek();
  const kept = now.others.slice(0, count - 1);
  const chosen = Math.min(chosenPlace.peek(), count);
  const free = [1, 2, 3, 4].filter((place) => place !== chosen);
  const fresh = freshScenes(kept, count - 1 - kept.length);
  const scenes = [...kept.map(({ scene }) => scene), ...fresh];
  patchView({ others: scenes.map((scene, i) => ({ place: free[i] ?? 1, scene })) });
}

function freshScenes(kept: readonly OtherMap[], count: number): Scene[] {
  const now = view.peek();
  const shown = [now.layer, ...kept.map(({ scene }) => scene.layer)];
  const own = { ...PLAIN_SCENE, dataset: now.dataset, run: now.run };
  const charts = chartsFor(run.peek()?.layers ?? [])
    .filter(({ view: chart }) => !shown.includes(chart.layer))
    .map(({ view: chart }) => ({ ...own, ...chart }));
  return Array.from({ length: count }, (_, i) => charts[i] ?? sceneOf(now));
}

export function cycleMaps(): void {
  setMapCount(MAP_COUNTS[(MAP_COUNTS.indexOf(mapCount.peek()) + 1) % MAP_COUNTS.length] ?? 1);
}

/** Panels, ladder and keys are about the chosen map. */
export function chooseMap(place: number): void {
  const now = view.peek();
  const other = now.others.find((each) => each.place === place);
  if (!other) return;
  const left = { place: chosenPlace.peek(), scene: sceneOf(now) };
  const loaded = run.peek();
  if (loaded) holdRun(loaded);
  loadedRun.value = runOf(other.scene) ?? loaded;
  patchView({ ...other.scene, others: now.others.map((each) => (each === other ? left : each)) });
}

export function chooseNextMap(): void {
  chooseMap((chosenPlace.peek() % mapCount.peek()) + 1);
}

function runOf(scene: Scene) {
  const of = datasetOf(scene.dataset);
  const id = scene.run === LATEST ? of?.latest : scene.run;
  return of && id ? heldRun(of.id, id).run.peek() : null;
}
