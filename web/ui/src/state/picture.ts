import { effect, signal } from '@preact/signals';
import { ApiError, fetchLegend } from '../api/client';
import type { Legend } from '../api/types';
import { tileKey } from '../grid/tiles';
import type { ValueTile } from '../values/decode';
import type { FieldRef } from '../values/field';
import {
  type Coloured,
  type Frame,
  fieldsOf,
  mapOver,
  type Sheet,
  samePicture,
  sheetsOf,
  type Tiled,
} from '../values/frame';
import { TileStore } from '../values/tile-store';
import { Prefetch } from './prefetch';
import { describe } from './problem';
import {
  buffered,
  datasets,
  isLoading,
  pictureProblem,
  run,
  runProblem,
  shown,
  words,
} from './store';
import { extentKey, type Wanted, type WantedField, wanted } from './wanted';

/** Raised to try a failed picture again. */
const attempt = signal(0);

export function retryPicture(): void {
  attempt.value++;
}

/** The picture of another time, if all of it is held. */
export function heldPicture(time: number): Frame | null {
  const now = wanted.peek();
  return now && picture.held(now, time);
}

/** A picture with all of its tiles, for another map. */
export function loadFrame(next: Wanted, signal: AbortSignal): Promise<Frame> {
  return picture.frame(next, signal);
}

/** Loads whatever picture is wanted, and shows it when it is whole. */
export function startPicture(): void {
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
    const name = `${extentKey(next)} ${next.field.time} ${next.look}`;
    if (name === this.#name && !pictureProblem.peek()) return;
    this.#begin(name);
    const { signal } = this.#abort;
    try {
      const frame = await this.frame(next, signal);
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

  /** The shown picture at another time, of tiles that are held; null if any is not. */
  held(now: Wanted, time: number): Frame | null {
    const like = shown.peek();
    if (!like) return null;
    const at = <S extends Sheet>(sheet: S): S | null => {
      const field = { ...sheet.field, time };
      const tiles = this.#store.held(field, now.tiles);
      return tiles && { ...sheet, field, tiles, second: undefined };
    };
    const frame = at(like);
    return frame && { ...frame, over: mapOver(like.over, at) };
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

  #legend({ layer, of = '' }: FieldRef, isDifference: boolean, look: string): Promise<Legend> {
    const statistic = of.startsWith('statistic=') ? of : '';
    const isLess = isDifference || of.includes('minus=');
    const shown = [isLess ? 'minus=previous' : statistic, look].filter(Boolean).join('&');
    const name = `${layer}?${shown}`;
    let legend = this.#legends.get(name);
    if (!legend) {
      legend = fetchLegend(layer, shown);
      legend.catch(() => this.#legends.delete(name));
      this.#legends.set(name, legend);
    }
    return legend;
  }

  /** Loads all fields of a picture at once; its tiles fill while they come. */
  async frame(next: Wanted, signal: AbortSignal): Promise<Frame> {
    if (next.minus === null) throw new ApiError(404, 'no_difference', words.peek().noDifference);
    const wishes = sheetsOf<WantedField>(next);
    // Tiles need not wait for the legends.
    for (const { field } of wishes) {
      for (const id of next.tiles) this.#store.load(field, id, signal, 'now').catch(() => {});
    }
    const ofDifference = next.minus && !next.isBeside && next.field;
    const legends = await Promise.all(
      wishes.map(({ field }) => {
        const look = field === next.field ? next.look : '';
        return this.#legend(field, field === ofDifference, look);
      }),
    );
    const sheet = ({ field, layer }: WantedField) => {
      const legend = legends[wishes.findIndex((wish) => wish.field === field)] as Legend;
      return { field, layer, level: next.level, legend, tiles: new Map<string, ValueTile>() };
    };
    const over = mapOver(next.over, sheet);
    const frame: Frame = { ...paired(sheet(next), next), over };
    const fill = ({ field, tiles }: Tiled) =>
      (field === next.minus?.field ? next.minus : next).tiles.map(async (id) => {
        const tile = await this.#store.load(field, id, signal, 'now');
        (tiles as Map<string, ValueTile>).set(tileKey(id), tile);
        if (!signal.aborted) growShown(frame);
      });
    await Promise.all(fieldsOf(frame).flatMap(fill));
    return frame;
  }
}

const picture = new Picture();

/** A field with what it is compared with: taken away, or beside it. */
function paired(sheet: Coloured, { minus, isBeside }: Wanted): Coloured {
  if (!minus) return sheet;
  const { field, level } = minus;
  const part = isBeside ? 'beside' : 'minus';
  return { ...sheet, second: { field, level, tiles: new Map<string, ValueTile>(), part } };
}

/** While the map is moved, tiles of the very same fields join the picture one by one. */
function growShown(frame: Frame): void {
  const now = shown.peek();
  if (!now || !samePicture(now, frame)) return;
  const joined = <T extends Tiled>(before: Tiled | undefined, after: T): T => ({
    ...after,
    tiles: new Map([...(before?.tiles ?? []), ...after.tiles]),
  });
  const over = mapOver(frame.over, (sheet, overlay) => joined(now.over[overlay], sheet));
  const second = frame.second && joined(now.second, frame.second);
  shown.value = { ...joined(now, frame), second, over };
}
