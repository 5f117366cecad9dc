import { computed, effect, signal } from '@preact/signals';
import type { Frame } from '../values/frame';
import { comparedWith, comparisonProblem, datasetOf, type Origin } from './compared';
import { heldRun } from './held-runs';
import { loadFrame } from './picture';
import { describe, type Problem } from './problem';
import { datasets, view, words } from './store';
import { LATEST, type Scene } from './view';
import { extentKey, viewport, type Wanted, wantedOf } from './wanted';

/** What is to be shown beside the chosen map: a picture, or why there is none; null: not known yet. */
type Wish = { wanted: Wanted } | { problem: Problem } | null;

/** One of the maps beside the chosen one: the same part of the earth at the same time. */
export class SideMap {
  readonly shown = signal<Frame | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly isLoading = signal(false);
  readonly scene = computed(() => view.value.others[this.index]?.scene ?? null);
  readonly #wish = computed<Wish>(() => (this.scene.value ? wishFor(this.scene.value) : null));
  #abort = new AbortController();
  #name = '';

  constructor(readonly index: number) {}

  start(): void {
    effect(() => {
      const wish = this.#wish.value;
      if (!this.scene.value) this.#rest(null);
      else if (!wish) this.isLoading.value = true;
      else if ('problem' in wish) this.#rest(wish.problem);
      else void this.#load(wish.wanted);
    });
  }

  /** Shows nothing, for a reason or because there is no such map. */
  #rest(problem: Problem | null): void {
    this.#abort.abort();
    this.#name = '';
    this.shown.value = null;
    this.problem.value = problem;
    this.isLoading.value = false;
  }

  async #load(next: Wanted): Promise<void> {
    const name = `${extentKey(next)} ${next.field.time} ${next.look}`;
    if (name === this.#name) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#name = name;
    this.isLoading.value = true;
    const { signal: aborting } = this.#abort;
    try {
      const frame = await loadFrame(next, aborting);
      if (aborting.aborted) return;
      this.shown.value = frame;
      this.problem.value = null;
      this.isLoading.value = false;
    } catch (error) {
      if (!aborting.aborted) this.#rest(describe(error));
    }
  }
}

function wishFor(scene: Scene): Wish {
  const of = datasetOf(scene.dataset);
  const id = scene.run === LATEST ? of?.latest : scene.run;
  if (!of || !id) return datasets.value && { problem: absent() };
  const { run, problem } = heldRun(of.id, id);
  const found = problem.value ?? comparisonProblem(scene);
  if (found) return { problem: found };
  if (!run.value || !viewport.value) return null;
  const own: Origin = { dataset: of, run: run.value, shift: 0 };
  const wanted = wantedOf(scene, own, view.value.time, viewport.value);
  if (wanted) return { wanted };
  return comparedWith(scene, own) === null ? null : { problem: absent() };
}

const absent = (): Problem => ({ kind: 'not_found', detail: words.value.notInMap });

/** As many as there can be beside one. */
export const sideMaps = [0, 1, 2].map((index) => new SideMap(index));

export const isAnySideLoading = computed(() => sideMaps.some(({ isLoading }) => isLoading.value));

export function startSideMaps(): void {
  for (const side of sideMaps) side.start();
}
