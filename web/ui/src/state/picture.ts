import { effect, signal } from '@preact/signals';
import { fetchLegend } from '../api/client';
import type { Legend } from '../api/types';
import { tileKey } from '../grid/tiles';
import type { ValueTile } from '../values/decode';
import { sameField } from '../values/field';
import type { Frame } from '../values/frame';
import { TileStore } from '../values/tile-store';
import { describe } from './catalogue';
import { Prefetch } from './prefetch';
import { buffered, datasets, isLoading, pictureProblem, run, runProblem, shown } from './store';
import { extentKey, type Wanted, wanted } from './wanted';

/** Raised to try a failed picture again. */
const attempt = signal(0);

export function retryPicture(): void {
  attempt.value++;
}

/** Loads whatever picture is wanted, and shows it when it is whole. */
export function startPicture(): void {
  const picture = new Picture();
  effect(() => {
    const next = wanted.value;
    attempt.value;
    if (next) void picture.load(next);
    else picture.clear(isSettled());
  });
}

/** Whether there will be no picture, rather than not yet. */
function isSettled(): boolean {
  const hasNoData = datasets.value?.length === 0 || run.value?.times.length === 0;
  return hasNoData || runProblem.value !== null;
}

class Picture {
  readonly #store = new TileStore();
  readonly #prefetch = new Prefetch(this.#store);
  readonly #legends = new Map<string, Promise<Legend>>();
  #abort = new AbortController();
  #name = '';

  async load(next: Wanted): Promise<void> {
    const name = `${extentKey(next)} ${next.field.time}`;
    if (name === this.#name && !pictureProblem.peek()) return;
    this.#begin(name);
    const { signal } = this.#abort;
    try {
      const legend = await this.#legend(next.layer.name);
      const tiles = await this.#tiles(next, legend, signal);
      if (signal.aborted) return;
      shown.value = { ...next, legend, tiles };
      pictureProblem.value = null;
      isLoading.value = false;
      this.#prefetch.start(next, extentKey(next));
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /** Nothing can be shown: no run, or one without data. */
  clear(isFinal: boolean): void {
    this.#begin('');
    this.#prefetch.stop();
    buffered.value = new Set();
    if (isFinal) shown.value = null;
    isLoading.value = !isFinal;
  }

  #begin(name: string): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#name = name;
    isLoading.value = true;
  }

  #fail(error: unknown): void {
    shown.value = null;
    pictureProblem.value = describe(error);
    isLoading.value = false;
  }

  #legend(layer: string): Promise<Legend> {
    let legend = this.#legends.get(layer);
    if (!legend) {
      legend = fetchLegend(layer);
      legend.catch(() => this.#legends.delete(layer));
      this.#legends.set(layer, legend);
    }
    return legend;
  }

  async #tiles(next: Wanted, legend: Legend, signal: AbortSignal) {
    const tiles = new Map<string, ValueTile>();
    await Promise.all(
      next.tiles.map(async (id) => {
        const tile = await this.#store.load(next.field, id, signal, 'now');
        tiles.set(tileKey(id), tile);
        if (!signal.aborted) growShown({ ...next, legend, tiles });
      }),
    );
    return tiles;
  }
}

/** While the map is moved, tiles of the very same field join the picture one by one. */
function growShown(frame: Frame): void {
  const now = shown.peek();
  if (!now || !sameField(now.field, frame.field) || now.level !== frame.level) return;
  const isNew = [...frame.tiles.keys()].some((key) => !now.tiles.has(key));
  if (isNew) shown.value = { ...frame, tiles: new Map([...now.tiles, ...frame.tiles]) };
}
