import type { FieldRef } from '../values/field';
import { sheetsOf } from '../values/frame';
import type { TileStore } from '../values/tile-store';
import { buffered, layerTimes, view } from './store';
import type { Wanted, WantedField } from './wanted';

const STEPS_AHEAD = 6;
const STEPS_BACK = 2;

/** Loads the steps around the present one, nearest first, while the same part is looked at. */
export class Prefetch {
  readonly #store: TileStore;
  #abort = new AbortController();
  #extent = '';
  #isRunning = false;

  constructor(store: TileStore) {
    this.#store = store;
  }

  start(wanted: Wanted, extent: string): void {
    if (extent !== this.#extent) {
      this.stop();
      this.#extent = extent;
    }
    this.#publish(wanted);
    if (!this.#isRunning) void this.#run(wanted, this.#abort.signal);
  }

  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#isRunning = false;
  }

  async #run(wanted: Wanted, signal: AbortSignal): Promise<void> {
    this.#isRunning = true;
    try {
      for (;;) {
        const time = this.#nextTime(wanted);
        if (time === undefined || signal.aborted) break;
        const load = (field: FieldRef) =>
          wanted.tiles.map((id) => this.#store.load(field, id, signal, 'ahead'));
        await Promise.all(fieldsAt(wanted, time).flatMap(load));
        if (!signal.aborted) this.#publish(wanted);
      }
    } catch {
      // A step that fails to load ahead says so when it is asked for.
    }
    if (!signal.aborted) this.#isRunning = false;
  }

  #nextTime(wanted: Wanted): number | undefined {
    const times = layerTimes.peek();
    const now = times.indexOf(view.peek().time ?? Number.NaN);
    const ahead = times.slice(now + 1, now + 1 + STEPS_AHEAD);
    const back = times.slice(Math.max(0, now - STEPS_BACK), Math.max(0, now)).reverse();
    return [...ahead, ...back].find((time) => !this.#has(wanted, time));
  }

  #has(wanted: Wanted, time: number): boolean {
    return fieldsAt(wanted, time).every((field) => this.#store.has(field, wanted.tiles));
  }

  #publish(wanted: Wanted): void {
    buffered.value = new Set(layerTimes.peek().filter((time) => this.#has(wanted, time)));
  }
}

/** The picture's fields at another time, those that exist then. */
function fieldsAt(wanted: Wanted, time: number): FieldRef[] {
  const fields = sheetsOf<WantedField>(wanted)
    .filter(({ layer }) => layer.times?.includes(time) ?? true)
    .map(({ field }) => field);
  return [...fields, wanted.minus ?? []].flat().map((field) => ({ ...field, time }));
}
