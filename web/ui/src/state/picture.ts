import { effect, signal } from '@preact/signals';
import { fetchLegend } from '../api/client';
import type { Legend } from '../api/types';
import { tileKey } from '../grid/tiles';
import type { ValueTile } from '../values/decode';
import { type Frame, OVERLAYS, type Sheet, samePicture } from '../values/frame';
import { TileStore } from '../values/tile-store';
import { describe } from './catalogue';
import { Prefetch } from './prefetch';
import { buffered, datasets, isLoading, pictureProblem, run, runProblem, shown } from './store';
import { extentKey, type Wanted, type WantedField, wanted } from './wanted';

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
      const frame = await this.#frame(next, signal);
      if (signal.aborted) return;
      shown.value = frame;
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

  /** Loads all fields of a picture at once; its tiles fill while they come. */
  async #frame(next: Wanted, signal: AbortSignal): Promise<Frame> {
    const sheet = async ({ field, layer }: WantedField) => {
      const legend = await this.#legend(layer.name);
      return { field, layer, level: next.level, legend, tiles: new Map<string, ValueTile>() };
    };
    const frame = { ...(await sheet(next)), over: {} as Record<string, Filling> };
    for (const overlay of OVERLAYS) {
      const field = next.over[overlay];
      if (field) frame.over[overlay] = await sheet(field);
    }
    const grow = () => {
      if (!signal.aborted) growShown(frame);
    };
    const fill = ({ field, tiles }: Filling) =>
      next.tiles.map(async (id) => {
        tiles.set(tileKey(id), await this.#store.load(field, id, signal, 'now'));
        grow();
      });
    await Promise.all([frame, ...Object.values(frame.over)].flatMap(fill));
    return frame;
  }
}

/** A field whose tiles are still coming. */
type Filling = Sheet & { tiles: Map<string, ValueTile>; legend: Legend };

/** While the map is moved, tiles of the very same fields join the picture one by one. */
function growShown(frame: Frame): void {
  const now = shown.peek();
  if (!now || !samePicture(now, frame)) return;
  const join = <S extends Sheet>(before: Sheet | undefined, sheet: S): S => ({
    ...sheet,
    tiles: new Map([...(before?.tiles ?? []), ...sheet.tiles]),
  });
  const over: Record<string, Sheet & { legend: Legend }> = {};
  for (const overlay of OVERLAYS) {
    const sheet = frame.over[overlay];
    if (sheet) over[overlay] = join(now.over[overlay], sheet);
  }
  shown.value = { ...join(now, frame), over };
}
